#pragma once

#include "cmd/json.hpp"
#include "phases/plan.hpp"

#include <vector>

namespace sluice::cmd {

[[nodiscard]] json statements_json(const std::vector<phases::planned_statement>& statements,
                                   dialect d);

/// One statement: what it does, and what it costs the others on that server.
void print_statement(terminal& term, const phases::planned_statement& statement,
                     const server_version& server);

}  // namespace sluice::cmd
