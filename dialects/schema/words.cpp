#include "dialects/schema/words.hpp"

#include <algorithm>
#include <charconv>

namespace sluice::schema {
namespace {

using sql::kind;

char unescaped(char c) {
  switch (c) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    default:
      return c;
  }
}

/// One literal, with its quotes.
std::string one_value(std::string_view quoted, dialect d) {
  if (quoted.starts_with('$')) {
    const std::size_t open = quoted.find('$', 1) + 1;
    return quoted.size() < 2 * open ? std::string()
                                    : std::string(quoted.substr(open, quoted.size() - 2 * open));
  }
  const std::size_t first = quoted.find_first_of("'\"");
  if (first == std::string_view::npos || quoted.size() < first + 2) return {};
  const char quote = quoted[first];
  const bool escapes = d == dialect::mysql || (first > 0 && (quoted[0] == 'e' || quoted[0] == 'E'));
  std::string out;
  for (std::size_t i = first + 1; i + 1 < quoted.size(); ++i) {
    if (escapes && quoted[i] == '\\' && i + 2 < quoted.size()) {
      out += unescaped(quoted[++i]);
      continue;
    }
    out += quoted[i];
    if (quoted[i] == quote && quoted[i + 1] == quote) ++i;
  }
  return out;
}

}  // namespace

words::words(std::string_view text, dialect d)
    : text_(text), dialect_(d), tokens_(sql::lex(text, d)) {
  std::erase_if(tokens_, [](const sql::token& t) { return sql::is_trivia(t.what); });
}

std::size_t words::find(std::string_view word, std::size_t from) const {
  while (from < size() && !is(from, word)) ++from;
  return std::min(from, size());
}

std::size_t words::behind(std::size_t byte) const {
  std::size_t i = 0;
  while (i < size() && tokens_[i].where.begin < byte) ++i;
  return i;
}

std::size_t words::behind_brackets(std::size_t i) const {
  int depth = 0;
  for (; i < size(); ++i) {
    if (what(i) == kind::left_paren) ++depth;
    if (what(i) == kind::right_paren) --depth;
    if (depth <= 0) return what(i) == kind::right_paren ? i + 1 : i;
  }
  return i;
}

std::size_t words::count(std::size_t i) const {
  const std::string_view text = at(i);
  std::size_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  return problem == std::errc() && end == text.data() + text.size() ? value : 0;
}

std::string words::last_name(std::size_t& i) const {
  std::string out = name(i);
  for (++i; what(i) == kind::dot; i += 2) out = name(i + 1);
  return out;
}

std::string words::label(std::size_t i) const {
  return one_value(at(i), dialect_);
}

std::string words::text(std::size_t begin, std::size_t end) const {
  if (begin >= end || end > size()) return {};
  return std::string(text_.substr(tokens_[begin].where.begin,
                                  tokens_[end - 1].where.end - tokens_[begin].where.begin));
}

std::string literal_value(std::string_view text, dialect d) {
  const words parts(text, d);
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) out += parts.label(i);
  return out;
}

}  // namespace sluice::schema
