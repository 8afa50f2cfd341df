#include "dialects/sql/token.hpp"

#include "dialects/sql/letters.hpp"
#include "dialects/text/utf8.hpp"

#include <algorithm>
#include <array>

namespace sluice::sql {

namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(kind::count)> texts = {
#define SLUICE_KIND(enumerator, text) text,
#define SLUICE_KEYWORD(enumerator, text) text,
#include "dialects/sql/kinds.def"
#undef SLUICE_KIND
#undef SLUICE_KEYWORD
};

void append_utf8(std::string& to, std::uint32_t point) {
  const auto put = [&to](std::uint32_t byte) { to += static_cast<char>(byte); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xC0u | (point >> 6u));
    put(0x80u | (point & 0x3Fu));
  } else if (point < 0x10000) {
    put(0xE0u | (point >> 12u));
    put(0x80u | ((point >> 6u) & 0x3Fu));
    put(0x80u | (point & 0x3Fu));
  } else {
    put(0xF0u | (point >> 18u));
    put(0x80u | ((point >> 12u) & 0x3Fu));
    put(0x80u | ((point >> 6u) & 0x3Fu));
    put(0x80u | (point & 0x3Fu));
  }
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = lower_letter(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// PostgreSQL's U&"d\0061t\+000061": an escape that is not one stays as it is.
std::string decode_unicode_escapes(std::string_view text, char escape) {
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != escape) {
      decoded += text[at];
      continue;
    }
    if (at + 1 < text.size() && text[at + 1] == escape) {
      decoded += escape;
      ++at;
      continue;
    }
    const bool wide = at + 1 < text.size() && text[at + 1] == '+';
    const std::size_t first = at + (wide ? 2 : 1);
    const std::size_t digits = wide ? 6 : 4;
    std::uint32_t point = 0;
    bool good = first + digits <= text.size();
    for (std::size_t i = first; good && i < first + digits; ++i) {
      const int digit = hex_digit(text[i]);
      good = digit >= 0;
      if (good) point = point * 16 + static_cast<std::uint32_t>(digit);
    }
    if (!good || point > 0x10FFFF) {
      decoded += escape;
      continue;
    }
    append_utf8(decoded, point);
    at = first + digits - 1;
  }
  return decoded;
}

std::string unquote(std::string_view text, char close) {
  text.remove_prefix(1);
  if (text.ends_with(close)) text.remove_suffix(1);
  std::string name;
  for (std::size_t at = 0; at < text.size(); ++at) {
    name += text[at];
    if (text[at] == close && at + 1 < text.size() && text[at + 1] == close) ++at;
  }
  return name;
}

std::string fold_postgres(std::string_view text) {
  if (text.front() == '"' || text.front() == '\'') return unquote(text, text.front());
  if (text.size() < 3 || text[1] != '&' || text[2] != '"') return lower_case(text);
  // U&"..." UESCAPE '!'
  const std::size_t close = text.rfind('"');
  const bool own_escape = close + 1 < text.size() && text.ends_with('\'');
  const char escape = own_escape ? text[text.size() - 2] : '\\';
  return decode_unicode_escapes(unquote(text.substr(2, close - 1), '"'), escape);
}

}  // namespace

std::string_view kind_text(kind k) {
  return texts[static_cast<std::size_t>(k)];
}

bool same_letters(std::string_view a, std::string_view b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower_letter(a[i]) != lower_letter(b[i])) return false;
  }
  return true;
}

std::string lower_case(std::string_view text) {
  std::string folded(text);
  for (char& c : folded) c = lower_letter(c);
  return folded;
}

std::string upper_case(std::string_view text) {
  std::string folded(text);
  for (char& c : folded) c = upper_letter(c);
  return folded;
}

std::string fold_name(std::string_view token_text, dialect d) {
  if (token_text.empty()) return {};
  if (d == dialect::postgres) {
    // PostgreSQL cuts a longer name off, between two characters.
    constexpr std::size_t longest = 63;
    std::string name = fold_postgres(token_text);
    if (name.size() > longest) name.resize(text::clip_utf8(name, longest).size());
    return name;
  }
  switch (token_text.front()) {
    case '"':
    case '`':
    case '\'':
      return unquote(token_text, token_text.front());
    case '[':
      return unquote(token_text, ']');
    default:
      break;
  }
  return std::string(token_text);
}

}  // namespace sluice::sql
