#include "dialects/mysql/lex.hpp"

#include "dialects/postgres/lex.hpp"
#include "dialects/sql/token.hpp"
#include "dialects/sqlite/lex.hpp"

namespace sluice::sql {

token_stream lex(std::string_view bytes, dialect d) {
  token_stream tokens;
  tokens.reserve(bytes.size() / 4 + 8);
  switch (d) {
    case dialect::postgres:
      postgres::lex(bytes, tokens);
      break;
    case dialect::mysql:
      mysql::lex(bytes, tokens);
      break;
    case dialect::sqlite:
      sqlite::lex(bytes, tokens);
      break;
  }
  return tokens;
}

std::optional<std::string> text_on(std::string_view bytes, const server_version& server) {
  if (dialect_of(server.kind) != dialect::mysql) return std::nullopt;
  return mysql::text_on(bytes, server);
}

}  // namespace sluice::sql
