#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace sluice {

/// The grammar of the SQL text. MariaDB is a flavour of mysql, told apart by server_version.
enum class dialect { postgres, mysql, sqlite };

/// The program that runs the SQL.
enum class engine { postgres, mysql, mariadb, sqlite };

[[nodiscard]] constexpr dialect dialect_of(engine kind) {
  switch (kind) {
    case engine::postgres:
      return dialect::postgres;
    case engine::sqlite:
      return dialect::sqlite;
    case engine::mysql:
    case engine::mariadb:
      break;
  }
  return dialect::mysql;
}

/// The engine that gave the dialect its name.
[[nodiscard]] constexpr engine engine_of(dialect d) {
  switch (d) {
    case dialect::postgres:
      return engine::postgres;
    case dialect::mysql:
      return engine::mysql;
    case dialect::sqlite:
      break;
  }
  return engine::sqlite;
}

[[nodiscard]] std::string_view dialect_name(dialect d);
/// The product's own spelling: "PostgreSQL", "MySQL", "MariaDB", "SQLite".
[[nodiscard]] std::string_view engine_name(engine e);
/// Accepts postgres, postgresql, mysql, mariadb, sqlite.
[[nodiscard]] std::optional<dialect> dialect_from_name(std::string_view name);

/// The same names; "mysql" and "mariadb" are told apart.
[[nodiscard]] std::optional<engine> engine_from_name(std::string_view name);

struct server_version {
  engine kind = engine::sqlite;
  int major = 0;
  int minor = 0;
  int patch = 0;
  friend auto operator<=>(const server_version&, const server_version&) = default;
};

/// Reads up to three numbers with dots between them into `version`, and returns what follows.
std::string_view read_version(std::string_view text, server_version& version);
/// "15", "8.0" or "10.11.6": what is not said is 0. Nothing for any other text.
[[nodiscard]] std::optional<server_version> parse_version(engine kind, std::string_view text);

/// `"name"` or `` `name` ``, with the quote character inside doubled. Always quotes.
[[nodiscard]] std::string quote_name(dialect d, std::string_view name);
/// `'text'`, safe in the dialect's default mode (backslashes are doubled for mysql).
[[nodiscard]] std::string quote_literal(dialect d, std::string_view text);

}  // namespace sluice
