#pragma once

#include "lint/finding.hpp"
#include "lint/input.hpp"

#include <string>
#include <vector>

namespace sluice::lint {

/// Takes from `findings` (all of one statement) what the statement's allowances accept, to
/// `allowed`, and adds findings about the allowances themselves: unknown rule, no reason, expired
/// (the day after `until`), or nothing to accept. An allowance with such a fault accepts nothing.
void suppress(const step_input& step, const statement_input& statement, const std::string& today,
              std::vector<finding>& findings, std::vector<finding>& allowed);

}  // namespace sluice::lint
