#include "dialects/engine.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace sluice {

std::string_view dialect_name(dialect d) {
  switch (d) {
    case dialect::postgres:
      return "postgres";
    case dialect::mysql:
      return "mysql";
    case dialect::sqlite:
      break;
  }
  return "sqlite";
}

std::string_view engine_name(engine e) {
  switch (e) {
    case engine::postgres:
      return "PostgreSQL";
    case engine::mysql:
      return "MySQL";
    case engine::mariadb:
      return "MariaDB";
    case engine::sqlite:
      break;
  }
  return "SQLite";
}

std::optional<engine> engine_from_name(std::string_view name) {
  std::string folded(name);
  std::transform(folded.begin(), folded.end(), folded.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  if (folded == "postgres" || folded == "postgresql") return engine::postgres;
  if (folded == "mysql") return engine::mysql;
  if (folded == "mariadb") return engine::mariadb;
  if (folded == "sqlite") return engine::sqlite;
  return std::nullopt;
}

std::optional<dialect> dialect_from_name(std::string_view name) {
  const auto kind = engine_from_name(name);
  return kind ? std::optional(dialect_of(*kind)) : std::nullopt;
}

std::string_view read_version(std::string_view text, server_version& version) {
  for (int* part : {&version.major, &version.minor, &version.patch}) {
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), *part);
    if (problem != std::errc()) break;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    const bool more = part != &version.patch && text.size() > 1 && text.front() == '.';
    if (!more) break;
    text.remove_prefix(1);
  }
  return text;
}

std::optional<server_version> parse_version(engine kind, std::string_view text) {
  server_version version{kind, 0, 0, 0};
  const bool begins_with_number = !text.empty() && text.front() >= '0' && text.front() <= '9';
  if (!begins_with_number || !read_version(text, version).empty()) return std::nullopt;
  return version;
}

std::string quote_name(dialect d, std::string_view name) {
  const char quote = d == dialect::mysql ? '`' : '"';
  std::string quoted(1, quote);
  for (const char c : name) {
    if (c == quote) quoted += quote;
    quoted += c;
  }
  quoted += quote;
  return quoted;
}

std::string quote_literal(dialect d, std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'' || (c == '\\' && d == dialect::mysql)) quoted += c;
    quoted += c;
  }
  quoted += '\'';
  return quoted;
}

}  // namespace sluice
