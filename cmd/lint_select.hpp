#pragma once

#include "lint/input.hpp"
#include "migrator/lint_changes.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sluice::cmd {

/// Which files `sluice lint` reports on; all others only build the model.
struct lint_wishes {
  std::vector<std::string> paths;    ///< files and folders; none: all
  std::vector<std::string> changed;  ///< absolute; heeded when `only_changed`
  bool only_changed = false;
  std::optional<migrator::step_names> pending;  ///< what a target has not applied; none: no target
  std::vector<std::string> exclude;             ///< patterns
  std::vector<std::string>
      others;  ///< files of the folder that are no migrations, such as down files

  [[nodiscard]] bool all_files() const { return paths.empty() && !only_changed && !pending; }
};

/// Both canonical; a folder is below itself.
[[nodiscard]] bool is_below(const std::filesystem::path& path, const std::filesystem::path& folder);

/// Sets `report` of every step. Gives how many files the patterns leave out. Throws
/// text::input_error for a path that holds no migration.
std::size_t select_steps(lint::lint_input& input, const lint_wishes& wishes);

}  // namespace sluice::cmd
