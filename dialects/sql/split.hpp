#pragma once

#include "dialects/engine.hpp"
#include "dialects/sql/token.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::sql {

/// One statement as a run of tokens. Indexes are into the token stream, ends are one past the last.
struct piece {
  std::size_t whole_begin = 0;  ///< the first token after the previous statement
  std::size_t begin = 0;        ///< the first significant token (or the /*! before it)
  std::size_t end = 0;          ///< after the last significant token (or the */ after it)
  std::size_t whole_end = 0;    ///< after the terminator
  std::string problem;          ///< why no server would take it; empty when lexically sound
  text::span problem_where;
};

struct pieces {
  std::vector<piece> statements;
  std::size_t rest = 0;  ///< the first token after the last statement
};

/// Cuts a token stream into statements: at the terminator outside brackets and outside the block of
/// a routine or trigger. A semicolon inside brackets ends the statement, too, and makes it
/// malformed (but for PostgreSQL's CREATE RULE), so that one missing parenthesis does not swallow
/// the file.
[[nodiscard]] pieces split(const token_stream& tokens, std::string_view bytes, dialect d);

}  // namespace sluice::sql
