#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::postgres {

/// A statement with `$1`, `$2`, … for its `?`.
struct numbered_text {
  std::string sql;
  std::vector<std::size_t> placeholders;  ///< their offsets in the text as it was given

  /// The offset in the given text for an offset in `sql`.
  [[nodiscard]] std::size_t original_offset(std::size_t offset) const;
};

/// Without parameters the text stays as it is. Throws text::database_error when the numbers differ.
[[nodiscard]] numbered_text number_placeholders(std::string_view sql, std::size_t parameter_count);

/// The byte offset of a character of UTF-8 text, counted from 1; text.size() past the end.
[[nodiscard]] std::size_t offset_of_character(std::string_view text, std::size_t position);

/// The rows of a command tag: 3 for "UPDATE 3" and "INSERT 0 3", 0 for "SELECT 3" and "CREATE
/// TABLE".
[[nodiscard]] std::uint64_t changed_rows(const std::string& command_tag);

}  // namespace sluice::postgres
