#pragma once

#include "dialects/engine.hpp"
#include "dialects/sql/token.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sluice::mysql {

/// Backslash escapes, "strings", `names`, # and `-- ` comments. The content of executable comments
/// (/*!50100 ... */, /*M! ... */) is code: only their opening and closing are trivia. DELIMITER is
/// a client command: its line is one token, and what it names ends statements from there on. SET
/// sql_mode with ANSI_QUOTES or NO_BACKSLASH_ESCAPES changes how the rest is read, as it does on
/// the server. Which executable comments are code depends on the server; when it is not known, all
/// are but those from 99999 on.
void lex(std::string_view bytes, sql::token_stream& tokens, const server_version* server = nullptr);

/// See sql::text_on.
[[nodiscard]] std::optional<std::string> text_on(std::string_view bytes,
                                                 const server_version& server);

}  // namespace sluice::mysql
