#include "dialects/placeholders.hpp"

#include "dialects/text/error.hpp"

#include <fmt/format.h>

namespace sluice {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

bool is_name_part(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         (c & 0x80) != 0;
}

/// Walks over the lexical units that can hide a character.
class scanner {
 public:
  scanner(dialect d, std::string_view sql) : dialect_(d), sql_(sql) {}

  /// The offset after the comment that begins at `at`, or `at`.
  [[nodiscard]] std::size_t after_comment(std::size_t at) const {
    if (dialect_ == dialect::mysql && sql_[at] == '#') return line_end(at);
    if (starts(at, "--")) {
      // MySQL reads "--" as two minus signs unless white space follows.
      const bool comment =
          dialect_ != dialect::mysql || at + 2 >= sql_.size() || is_space(sql_[at + 2]);
      return comment ? line_end(at) : at;
    }
    return starts(at, "/*") ? after_block_comment(at) : at;
  }

  /// The offset after the quoted text that begins at `at`, or `at`.
  [[nodiscard]] std::size_t after_quote(std::size_t at) const {
    const char c = sql_[at];
    switch (c) {
      case '\'':
        return after_closing(at, c, dialect_ == dialect::mysql || is_escape_string(at));
      case '"':
        return after_closing(at, c, dialect_ == dialect::mysql);
      case '`':
        return dialect_ == dialect::postgres ? at : after_closing(at, c, false);
      case '[':
        return dialect_ == dialect::sqlite ? after_text(at + 1, "]") : at;
      case '$':
        return dialect_ == dialect::postgres ? after_dollar_quote(at) : at;
      default:
        return at;
    }
  }

 private:
  [[nodiscard]] bool starts(std::size_t at, std::string_view text) const {
    return sql_.substr(at, text.size()) == text;
  }
  [[nodiscard]] std::size_t line_end(std::size_t at) const { return after_text(at, "\n"); }
  [[nodiscard]] std::size_t after_text(std::size_t at, std::string_view text) const {
    const std::size_t found = sql_.find(text, at);
    return found == std::string_view::npos ? sql_.size() : found + text.size();
  }

  [[nodiscard]] std::size_t after_block_comment(std::size_t at) const {
    if (dialect_ != dialect::postgres) return after_text(at + 2, "*/");
    int depth = 0;
    while (at < sql_.size()) {
      if (starts(at, "/*")) {
        ++depth;
        at += 2;
      } else if (starts(at, "*/")) {
        at += 2;
        if (--depth == 0) return at;
      } else {
        ++at;
      }
    }
    return at;
  }

  [[nodiscard]] std::size_t after_closing(std::size_t at, char quote, bool backslash) const {
    for (++at; at < sql_.size(); ++at) {
      if (backslash && sql_[at] == '\\') {
        ++at;
      } else if (sql_[at] == quote) {
        if (at + 1 >= sql_.size() || sql_[at + 1] != quote) return at + 1;
        ++at;
      }
    }
    return sql_.size();
  }

  /// True for the quote of E'…' in PostgreSQL.
  [[nodiscard]] bool is_escape_string(std::size_t quote) const {
    return dialect_ == dialect::postgres && quote > 0 &&
           (sql_[quote - 1] == 'e' || sql_[quote - 1] == 'E') &&
           (quote == 1 || (!is_name_part(sql_[quote - 2]) && sql_[quote - 2] != '$'));
  }

  [[nodiscard]] std::size_t after_dollar_quote(std::size_t at) const {
    if (at > 0 && is_name_part(sql_[at - 1])) return at;
    std::size_t close = at + 1;
    while (close < sql_.size() && is_name_part(sql_[close])) ++close;
    const bool is_tag = close < sql_.size() && sql_[close] == '$' &&
                        (close == at + 1 || !(sql_[at + 1] >= '0' && sql_[at + 1] <= '9'));
    return is_tag ? after_text(close + 1, sql_.substr(at, close + 1 - at)) : at;
  }

  dialect dialect_;
  std::string_view sql_;
};

}  // namespace

std::vector<std::size_t> find_placeholders(dialect d, std::string_view sql) {
  const scanner units(d, sql);
  std::vector<std::size_t> found;
  for (std::size_t at = 0; at < sql.size();) {
    std::size_t after = units.after_comment(at);
    if (after == at) after = units.after_quote(at);
    if (after == at) {
      if (sql[at] == '?') found.push_back(at);
      ++after;
    }
    at = after;
  }
  return found;
}

std::size_t skip_blank(dialect d, std::string_view sql, std::size_t offset) {
  const scanner units(d, sql);
  while (offset < sql.size()) {
    const std::size_t after = is_space(sql[offset]) ? offset + 1 : units.after_comment(offset);
    if (after == offset) return offset;
    offset = after;
  }
  return sql.size();
}

std::string first_word(dialect d, std::string_view sql) {
  std::string word;
  for (std::size_t at = skip_blank(d, sql); at < sql.size(); ++at) {
    char c = sql[at];
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c < 'A' || c > 'Z') break;
    word += c;
  }
  return word;
}

bool is_plain_text(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto lead = static_cast<unsigned char>(bytes[at]);
    if (lead == 0) return false;
    if (lead < 0x80) {
      ++at;
      continue;
    }
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || bytes.size() - at < length) return false;
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    // Overlong forms, surrogates and what lies beyond U+10FFFF show in the second byte.
    const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < low || second > high) return false;
    for (std::size_t i = 2; i < length; ++i) {
      if ((static_cast<unsigned char>(bytes[at + i]) & 0xC0) != 0x80) return false;
    }
    at += length;
  }
  return true;
}

void refuse_nul(std::string_view sql) {
  const std::size_t nul = sql.find('\0');
  if (nul == std::string_view::npos) return;
  text::database_error error(text::failure::syntax, "", "The statement holds a NUL byte.");
  error.offset = nul;
  throw error;
}

void check_parameter_count(std::size_t placeholders, std::size_t parameters) {
  if (placeholders == parameters) return;
  throw text::database_error(
      text::failure::other, "",
      fmt::format("The statement has {} placeholders, and {} parameters were given.", placeholders,
                  parameters));
}

}  // namespace sluice
