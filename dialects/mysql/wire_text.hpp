#pragma once

#include "dialects/session.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::mysql {

/// A statement with its parameters written in as literals. The text protocol then gives every
/// result in the server's own text form, and statements that MySQL cannot prepare work too.
struct inlined_text {
  struct insertion {
    std::size_t offset;  ///< of the `?` in the text as it was given
    std::size_t size;    ///< of the literal
  };
  std::string sql;
  std::vector<insertion> insertions;

  /// The offset in the given text for an offset in `sql`.
  [[nodiscard]] std::size_t original_offset(std::size_t offset) const;
};

/// Without parameters the text stays as it is. Throws text::database_error when the numbers differ.
[[nodiscard]] inlined_text inline_parameters(std::string_view sql,
                                             std::span<const value> parameters);

/// A literal that means the same under every sql_mode: 'text', _utf8mb4 X'…' for text with a quote,
/// a backslash or a control character, X'…' for bytes that are not UTF-8.
[[nodiscard]] std::string literal(const value& parameter);

/// "10.11.14-MariaDB-0+deb12u2", "5.5.5-10.4.1-MariaDB", "9.7.4".
[[nodiscard]] server_version parse_version(std::string_view version, std::string_view comment);

}  // namespace sluice::mysql
