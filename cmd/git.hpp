#pragma once

#include <string>
#include <vector>

namespace sluice::cmd {

/// The files below a folder of the working tree that are new or changed since this branch left
/// `base`: committed, staged, neither, or not tracked yet. Absolute paths. Runs `git`, without a
/// shell. Throws text::input_error: no git, no repository, no such commit, no common history.
[[nodiscard]] std::vector<std::string> changed_since(const std::string& folder,
                                                     const std::string& base);

}  // namespace sluice::cmd
