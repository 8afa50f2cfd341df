#pragma once

#include "dialects/sql/token.hpp"

namespace sluice::mysql {

/// Backslash escapes, "strings", `names`, # and `-- ` comments. The content of executable comments
/// (/*!50100 ... */, /*M! ... */) is code: only their opening and closing are trivia. DELIMITER is
/// a client command: its line is one token, and what it names ends statements from there on. SET
/// sql_mode with ANSI_QUOTES or NO_BACKSLASH_ESCAPES changes how the rest is read, as it does on
/// the server.
void lex(std::string_view bytes, sql::token_stream& tokens);

}  // namespace sluice::mysql
