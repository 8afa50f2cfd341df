#pragma once

#include "cmd/json.hpp"
#include "phases/gate_floor.hpp"

#include <string>
#include <vector>

namespace sluice::cmd {

[[nodiscard]] json reasons_json(const std::vector<phases::reason>& reasons);

void print_floor(terminal& term, const phases::floor_answer& a);

/// What a tired person understands in ten seconds: the verdict first, then why, then what to do.
void print_answer(terminal& term, const phases::answer& a);

}  // namespace sluice::cmd
