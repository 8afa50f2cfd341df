#include "dialects/sql/file_problem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace sluice::sql {

namespace {

/// Few files hold any of these bytes, and to look for them is quick.
bool may_hold_a_problem(std::string_view bytes) {
  constexpr std::string_view marks[] = {"{{", "{%", "${", "<<<<<<<", "=======", ">>>>>>>"};
  return std::any_of(std::begin(marks), std::end(marks), [bytes](std::string_view mark) {
    return bytes.find(mark) != std::string_view::npos;
  });
}

/// Most tokens are words: one look tells that they are none of it.
bool may_be_a_problem(char first) {
  return first == '{' || first == '$' || (first >= '<' && first <= '>');
}

/// {{ and {%, which stand in no SQL.
bool opens_template(std::string_view bytes, std::uint32_t at) {
  if (bytes[at] != '{' && bytes[at] != '$') return false;
  const std::string_view two = bytes.substr(at, 2);
  return two == "{{" || two == "{%" || two == "${";
}

bool is_conflict_marker(std::string_view bytes, std::uint32_t at) {
  if ((at > 0 && bytes[at - 1] != '\n') || bytes[at] < '<' || bytes[at] > '>') return false;
  const std::string_view seven = bytes.substr(at, 7);
  return seven == "<<<<<<<" || seven == "=======" || seven == ">>>>>>>";
}

}  // namespace

std::optional<file_problem> find_file_problem(const token_stream& all, std::string_view bytes) {
  if (!may_hold_a_problem(bytes)) return std::nullopt;
  for (const token& t : all) {
    if (t.what != kind::quoted_name && !may_be_a_problem(bytes[t.where.begin])) continue;
    if (t.what == kind::string || t.what == kind::dollar_string || is_trivia(t.what)) continue;
    std::uint32_t at = t.where.begin;
    // "{{ .Prefix }}users"
    if (t.what == kind::quoted_name) {
      const std::size_t inside = bytes.substr(at, t.where.size()).find("{{");
      if (inside != std::string_view::npos) at += static_cast<std::uint32_t>(inside);
    }
    if (opens_template(bytes, at)) {
      return file_problem{
          fmt::format("this file is a template: {} is filled in by another program before it is "
                      "SQL; give Sluice what comes out of that",
                      bytes.substr(at, 2)),
          {at, at + 2}};
    }
    if (is_conflict_marker(bytes, at)) {
      return file_problem{fmt::format("a merge conflict was left here: {}", bytes.substr(at, 7)),
                          {at, at + 7}};
    }
  }
  return std::nullopt;
}

}  // namespace sluice::sql
