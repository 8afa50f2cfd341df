#pragma once

#include "cmd/json.hpp"
#include "migrator/verify.hpp"

namespace sluice::cmd {

void print_checks(terminal& term, const migrator::verify_result& r);
[[nodiscard]] json checks_json(const migrator::verify_result& r);

}  // namespace sluice::cmd
