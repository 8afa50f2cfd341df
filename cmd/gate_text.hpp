#pragma once

#include "cmd/json.hpp"
#include "phases/gate.hpp"

#include <string>
#include <vector>

namespace sluice::cmd {

[[nodiscard]] json reasons_json(const std::vector<phases::reason>& reasons);

/// What a tired person understands in ten seconds: the verdict first, then why, then what to do.
void print_answer(terminal& term, const phases::answer& a);

}  // namespace sluice::cmd
