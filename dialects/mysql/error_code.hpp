#pragma once

#include "dialects/text/error.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::mysql {

/// What an error number of MySQL, MariaDB or the client library means for what to do next.
/// `message` tells apart what one number says for several options of the server.
[[nodiscard]] text::failure classify(int code, std::string_view message);

/// True when no further statement can be sent.
[[nodiscard]] bool ends_connection(int code);

/// The message with "…" for a value of a row that it quotes: "Duplicate entry '…' for key 'email'".
[[nodiscard]] std::string without_row_values(int code, std::string message);

/// The byte of the statement that a syntax error points at: the text after "near '" in `message`,
/// looked up in the line that it names. Nothing when the message has another form.
[[nodiscard]] std::optional<std::size_t> syntax_error_offset(std::string_view sql,
                                                             std::string_view message);

}  // namespace sluice::mysql
