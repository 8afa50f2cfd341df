#pragma once

#include "dialects/sql/token.hpp"

namespace sluice::postgres {

/// E'', U&'', B'', X'', N'', $tag$, nested comments, operators cut before a comment. A psql
/// backslash command is one token up to the end of its line; the data lines after
/// COPY ... FROM STDIN are one token up to and with the line `\.`.
void lex(std::string_view bytes, sql::token_stream& tokens);

}  // namespace sluice::postgres
