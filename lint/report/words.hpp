#pragma once

#include "lint/finding.hpp"

#include <cstddef>
#include <string>
#include <string_view>

/// What the formats of a report share.
namespace sluice::lint {

/// "1 file", "2 files"
[[nodiscard]] std::string count_text(std::size_t count, std::string_view what);

/// "2 files, 5 statements: 1 error, 0 warnings; verdict: findings", and what else was counted.
[[nodiscard]] std::string summary_text(const report_data& report);

/// A file as services name it: from the repository's root, without "./" and "a/../".
[[nodiscard]] std::string plain_path(const std::string& file);

/// The begin of a text, of at most `most` bytes, with "..." where some were cut; no character is
/// cut in two.
[[nodiscard]] std::string cut(std::string_view text, std::size_t most);

/// `from` in `text` becomes `to`, everywhere.
void replace_all(std::string& text, std::string_view from, std::string_view to);

}  // namespace sluice::lint
