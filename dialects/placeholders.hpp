#pragma once

#include "dialects/engine.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

/// Byte offsets of the `?` characters of one statement that stand outside quotes and comments.
/// Quotes are read as the dialect reads them by default: backslash escapes in MySQL and in
/// PostgreSQL's E'…' alone, dollar quotes and nested comments in PostgreSQL.
[[nodiscard]] std::vector<std::size_t> find_placeholders(dialect d, std::string_view sql);

/// The offset of the first byte from `offset` on that is neither white space nor part of a comment;
/// sql.size() when there is none.
[[nodiscard]] std::size_t skip_blank(dialect d, std::string_view sql, std::size_t offset = 0);

/// The first word of a statement in upper case ("SELECT"); empty when it begins with something
/// else.
[[nodiscard]] std::string first_word(dialect d, std::string_view sql);

/// False for what a driver cannot carry as text: a NUL byte, or bytes that are not UTF-8.
[[nodiscard]] bool is_plain_text(std::string_view bytes);

/// Throws text::database_error for a statement that holds a NUL byte: the drivers would send only
/// what stands before it.
void refuse_nul(std::string_view sql);

/// Throws text::database_error unless both are equal.
void check_parameter_count(std::size_t placeholders, std::size_t parameters);

}  // namespace sluice
