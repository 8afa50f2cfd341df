#pragma once

#include "phases/layout/layout.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

/// Liquibase's changelogs that are not SQL: they say in which order the SQL is run.
namespace sluice::phases::layout {

/// All SQL files and changelogs of the folder: each changelog where it stands itself, and what it
/// includes right behind it, in the order in which it names them. What no changelog names comes
/// last, by path.
[[nodiscard]] std::vector<std::size_t> in_changelog_order(const folder& files);

/// "XML" for a changelog that holds changesets of its own; empty when it only includes others.
[[nodiscard]] std::string_view language_of_changesets(std::string_view bytes);

}  // namespace sluice::phases::layout
