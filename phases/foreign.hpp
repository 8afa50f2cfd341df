#pragma once

#include "dialects/engine.hpp"
#include "phases/change.hpp"
#include "phases/layout/layout.hpp"

#include <vector>

/// Migrations of other tools as changes, for the linter.
namespace sluice::phases {

/// One change a migration, in order. Its steps are `foreign`: one for each run of statements that
/// the tool and the script send in one transaction, or each on its own. Throws text::input_error
/// for a directive that speaks of phases or of how Sluice applies a step.
[[nodiscard]] std::vector<change> changes_of(const layout::history& history,
                                             const server_version& server);

}  // namespace sluice::phases
