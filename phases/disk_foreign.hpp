#pragma once

#include "dialects/engine.hpp"
#include "phases/change.hpp"
#include "phases/layout/layout.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::phases {

/// Migrations and how they were read.
struct folder_reading {
  std::vector<change> changes;
  std::string layout;                      ///< "sluice", or another tool's
  std::vector<layout::file_note> files;    ///< of another tool's: all of them
  std::size_t down_parts = 0;              ///< in files that hold both ways
  std::size_t parts_of_other_engines = 0;  ///< in files that serve several

  [[nodiscard]] bool is_foreign() const { return layout != "sluice"; }
};

/// Reads a folder for the linter, whichever tool it was made for. `layout` is one of the names of
/// layout_names(), or empty: then the folder is recognised by what it holds, and files that nothing
/// marks are Sluice's where `has_project` says that it has been set up. Malformed statements
/// are kept. Throws text::input_error as read_changes() does, for what the tool itself would
/// refuse, and when nothing tells two layouts apart.
[[nodiscard]] folder_reading read_any_folder(const std::string& folder,
                                             const server_version& server, std::string_view layout,
                                             bool has_project);

/// "sluice" and the tools', for --layout.
[[nodiscard]] std::vector<std::string_view> layout_names();

}  // namespace sluice::phases
