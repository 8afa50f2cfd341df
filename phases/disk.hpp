#pragma once

#include "dialects/engine.hpp"
#include "phases/change.hpp"

#include <string>
#include <vector>

/// The one place where phases/ reads files.
namespace sluice::phases {

/// Reads a migrations folder: one folder a change, or one .sql file for a change with an expand
/// phase alone. Names are VERSION_slug. Throws text::input_error: no such folder, a name of another
/// form, an unknown file in a change's folder, and whatever read_step and order_changes refuse.
/// Files that do not end in .sql, and names that begin with a dot, are none of its business.
[[nodiscard]] std::vector<change> read_changes(const std::string& folder,
                                               const server_version& server,
                                               on_malformed malformed = on_malformed::refuse);

}  // namespace sluice::phases
