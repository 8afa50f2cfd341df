#include "dialects/mysql/wire_text.hpp"

#include "dialects/placeholders.hpp"

#include <fmt/format.h>

namespace sluice::mysql {
namespace {

bool needs_no_escape(std::string_view text) {
  for (const char c : text) {
    if (c == '\'' || c == '\\' || static_cast<unsigned char>(c) < 0x20) return false;
  }
  return true;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += digits[byte >> 4];
    text += digits[byte & 0x0F];
  }
  return text;
}

}  // namespace

std::size_t inlined_text::original_offset(std::size_t offset) const {
  std::size_t growth = 0;
  for (const insertion& literal : insertions) {
    const std::size_t begin = literal.offset + growth;
    if (offset <= begin) break;
    if (offset < begin + literal.size) return literal.offset;
    growth += literal.size - 1;
  }
  return offset - growth;
}

inlined_text inline_parameters(std::string_view sql, std::span<const value> parameters) {
  inlined_text inlined;
  if (parameters.empty()) {
    inlined.sql = std::string(sql);
    return inlined;
  }
  const std::vector<std::size_t> placeholders = find_placeholders(dialect::mysql, sql);
  check_parameter_count(placeholders.size(), parameters.size());
  std::size_t from = 0;
  for (std::size_t i = 0; i < placeholders.size(); ++i) {
    const std::string text = literal(parameters[i]);
    inlined.sql += sql.substr(from, placeholders[i] - from);
    inlined.sql += text;
    inlined.insertions.push_back({placeholders[i], text.size()});
    from = placeholders[i] + 1;
  }
  inlined.sql += sql.substr(from);
  return inlined;
}

std::string literal(const value& parameter) {
  if (!parameter) return "NULL";
  if (!is_plain_text(*parameter)) return "X'" + hex(*parameter) + "'";
  if (needs_no_escape(*parameter)) return "'" + *parameter + "'";
  return "_utf8mb4 X'" + hex(*parameter) + "'";
}

server_version parse_version(std::string_view version, std::string_view comment) {
  server_version parsed;
  const bool is_mariadb = version.find("MariaDB") != std::string_view::npos ||
                          comment.find("MariaDB") != std::string_view::npos ||
                          comment.find("mariadb") != std::string_view::npos;
  parsed.kind = is_mariadb ? engine::mariadb : engine::mysql;
  // MariaDB announces itself to old replicas as 5.5.5.
  constexpr std::string_view disguise = "5.5.5-";
  if (is_mariadb && version.substr(0, disguise.size()) == disguise) {
    version.remove_prefix(disguise.size());
  }
  read_version(version, parsed);
  return parsed;
}

}  // namespace sluice::mysql
