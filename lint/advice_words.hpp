#pragma once

#include <string>
#include <string_view>

namespace sluice::lint {

/// A rule's words for a migration of another tool, which knows one migration after the other where
/// Sluice has the phase files of a change.
[[nodiscard]] std::string without_phases(std::string_view text);

}  // namespace sluice::lint
