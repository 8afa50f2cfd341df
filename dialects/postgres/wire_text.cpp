#include "dialects/postgres/wire_text.hpp"

#include "dialects/placeholders.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace sluice::postgres {

std::size_t numbered_text::original_offset(std::size_t offset) const {
  std::size_t shift = 0;
  for (std::size_t i = 0; i < placeholders.size(); ++i) {
    const std::size_t begin = placeholders[i] + shift;
    const std::size_t growth = std::to_string(i + 1).size();
    if (offset <= begin) break;
    if (offset <= begin + growth) return placeholders[i];
    shift += growth;
  }
  return offset - shift;
}

numbered_text number_placeholders(std::string_view sql, std::size_t parameter_count) {
  numbered_text numbered;
  if (parameter_count == 0) {
    numbered.sql = std::string(sql);
    return numbered;
  }
  numbered.placeholders = find_placeholders(dialect::postgres, sql);
  check_parameter_count(numbered.placeholders.size(), parameter_count);
  std::size_t from = 0;
  for (std::size_t i = 0; i < numbered.placeholders.size(); ++i) {
    numbered.sql += sql.substr(from, numbered.placeholders[i] - from);
    numbered.sql += fmt::format("${}", i + 1);
    from = numbered.placeholders[i] + 1;
  }
  numbered.sql += sql.substr(from);
  return numbered;
}

std::size_t offset_of_character(std::string_view text, std::size_t position) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool starts_character = (text[i] & 0xC0) != 0x80;
    if (starts_character && ++characters == position) return i;
  }
  return text.size();
}

std::uint64_t changed_rows(const std::string& command_tag) {
  const std::string verb = command_tag.substr(0, command_tag.find(' '));
  if (verb != "INSERT" && verb != "UPDATE" && verb != "DELETE" && verb != "MERGE") return 0;
  return std::strtoull(command_tag.c_str() + command_tag.rfind(' '), nullptr, 10);
}

}  // namespace sluice::postgres
