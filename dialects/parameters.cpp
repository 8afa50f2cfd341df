#include "dialects/parameters.hpp"

#include "dialects/sql/token.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

namespace sluice {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool begins_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
}
bool continues_name(char c) {
  return begins_name(c) || is_digit(c);
}

/// Words after which an expression begins. After any other word, a name or a value has just ended.
bool precedes_operand(std::string_view upper) {
  constexpr auto words = std::to_array<std::string_view>(
      {"ALL",      "AND",       "ANY",   "AS",     "BETWEEN",  "BINARY", "BY",   "CASE",
       "DISTINCT", "DIV",       "ELSE",  "ESCAPE", "FETCH",    "FIRST",  "FOR",  "FROM",
       "GLOB",     "HAVING",    "ILIKE", "IN",     "INTERVAL", "IS",     "LIKE", "LIMIT",
       "MATCH",    "MOD",       "NEXT",  "NOT",    "OFFSET",   "ON",     "OR",   "REGEXP",
       "RETURN",   "RETURNING", "RLIKE", "SELECT", "SET",      "SOME",   "THEN", "TO",
       "VALUES",   "WHEN",      "WHERE", "XOR"});
  return std::binary_search(words.begin(), words.end(), upper);
}

/// Walks over the text byte by byte, with the tokens saying what is quoted or a comment.
class rewriter {
 public:
  rewriter(std::string_view sql, dialect d,
           const std::function<std::string(const parameter&)>& write)
      : sql_(sql), dialect_(d), write_(write), tokens_(sql::lex(sql, d)) {
    numbered_ = contains_numbered();
  }

  std::string take() {
    for (const auto& token : tokens_) {
      const std::string_view text = sql_.substr(token.where.begin, token.where.size());
      if (token.where.begin < at_) {
        copy_until(token.where.end);
        continue;
      }
      if (hides_its_bytes(token.what)) {
        copy_until(token.where.end);
        if (!sql::is_trivia(token.what)) {
          note(true, token.what == sql::kind::number);
        }
      } else if (sql::is_word(token.what) && !is_numbered(token)) {
        copy_until(token.where.end);
        word_ = sql::upper_case(text);
        operand_ = !precedes_operand(word_);
        row_count_ = word_ == "LIMIT" || word_ == "OFFSET";
      } else {
        walk(token.where.end);
        operand_ = operand_ || token.what == sql::kind::variable;
      }
    }
    if (printf_style_) {
      halve_percent_signs();
    }
    return std::move(out_);
  }

 private:
  static bool hides_its_bytes(sql::kind k) {
    switch (k) {
      case sql::kind::quoted_name:
      case sql::kind::string:
      case sql::kind::bits:
      case sql::kind::dollar_string:
      case sql::kind::number:
        return true;
      default:
        return sql::is_trivia(k);
    }
  }

  void copy_until(std::size_t end) {
    if (end > at_) {
      out_.append(sql_.substr(at_, end - at_));
      at_ = end;
    }
  }

  /// A token other than a word has gone by.
  void note(bool operand, bool keeps_row_count) {
    operand_ = operand;
    row_count_ = row_count_ && keeps_row_count;
    word_.clear();
  }

  [[nodiscard]] char byte(std::size_t at) const { return at < sql_.size() ? sql_[at] : '\0'; }
  [[nodiscard]] char before() const { return at_ == 0 ? ' ' : sql_[at_ - 1]; }

  [[nodiscard]] std::size_t name_end(std::size_t at) const {
    while (continues_name(byte(at))) {
      ++at;
    }
    return at;
  }

  [[nodiscard]] bool is_number(std::size_t at) const {
    const std::string_view name = sql_.substr(at, name_end(at) - at);
    return !name.empty() && name.find_first_not_of("0123456789") == std::string_view::npos;
  }

  /// "$1". MySQL would take it for a name, but no driver sends it one like this.
  [[nodiscard]] bool is_numbered(const sql::token& token) const {
    return !hides_its_bytes(token.what) && byte(token.where.begin) == '$' &&
           is_number(token.where.begin + 1) && name_end(token.where.begin + 1) == token.where.end;
  }

  [[nodiscard]] bool contains_numbered() const {
    return std::any_of(tokens_.begin(), tokens_.end(),
                       [this](const sql::token& token) { return is_numbered(token); });
  }

  void walk(std::size_t end) {
    while (at_ < end) {
      if (const auto found = placeholder_end()) {
        put(found->first, found->second);
        continue;
      }
      const char c = sql_[at_];
      if (c == '?' && byte(at_ + 1) == '?' && dialect_ == dialect::postgres && !numbered_) {
        out_ += '?';
        at_ += 2;
        note(false, false);
        continue;
      }
      const bool pair = c == ':' && (byte(at_ + 1) == ':' || byte(at_ + 1) == '=');
      copy_until(at_ + (pair ? 2 : 1));
      note(c == ')' || c == ']', c == ',');
      after_bracket_ = c == '[';
    }
  }

  /// The key (empty: positional) and the end of the placeholder that begins here.
  [[nodiscard]] std::optional<std::pair<std::string, std::size_t>> placeholder_end() const {
    const char c = sql_[at_];
    const char next = byte(at_ + 1);
    const auto named = [&]() {
      const std::size_t end = name_end(at_ + 1);
      return std::pair{std::string(sql_.substr(at_, end - at_)), end};
    };
    switch (c) {
      case '?':
        return question();
      case '$':
        if (!continues_name(before()) &&
            (is_number(at_ + 1) || (dialect_ == dialect::sqlite && begins_name(next)))) {
          return named();
        }
        return std::nullopt;
      case ':':
        if (begins_name(next) && !operand_touches() && before() != ':' && !after_bracket_) {
          return named();
        }
        return std::nullopt;
      case '@':
        if (begins_name(next) && dialect_ != dialect::mysql &&
            (dialect_ == dialect::sqlite ||
             std::string_view("@<~|&#?!").find(before()) == std::string_view::npos)) {
          return named();
        }
        return std::nullopt;
      case '%':
        return printf_style();
      default:
        return std::nullopt;
    }
  }

  /// The byte before ends a name, a value or an index, as in a[1:n].
  [[nodiscard]] bool operand_touches() const {
    const char c = before();
    return continues_name(c) || c == ')' || c == ']' || c == '\'' || c == '"';
  }

  [[nodiscard]] std::optional<std::pair<std::string, std::size_t>> question() const {
    if (dialect_ == dialect::sqlite && is_digit(byte(at_ + 1))) {
      const std::size_t end = name_end(at_ + 1);
      return std::pair{std::string(sql_.substr(at_, end - at_)), end};
    }
    if (dialect_ == dialect::postgres) {
      const char next = byte(at_ + 1);
      if (numbered_ || next == '?' || before() == '@') {
        return std::nullopt;
      }
      if (operand_ && (next == '|' || next == '&' || operand_follows())) {
        return std::nullopt;  // a ? 'key'
      }
    }
    return std::pair{std::string(), at_ + 1};
  }

  [[nodiscard]] bool operand_follows() const {
    std::size_t at = at_ + 1;
    while (byte(at) == ' ' || byte(at) == '\t' || byte(at) == '\n' || byte(at) == '\r') {
      ++at;
    }
    const char c = byte(at);
    if (begins_name(c)) {
      const std::string word = sql::upper_case(sql_.substr(at, name_end(at) - at));
      return !precedes_operand(word) && word != "GROUP" && word != "ORDER" && word != "END";
    }
    return c == '\'' || c == '(' || c == '?' || c == '$' || c == '"' || c == ':' || is_digit(c);
  }

  [[nodiscard]] std::optional<std::pair<std::string, std::size_t>> printf_style() const {
    if (byte(at_ + 1) == '(') {
      const std::size_t close = sql_.find(')', at_);
      if (close != std::string_view::npos && byte(close + 1) == 's' &&
          !continues_name(byte(close + 2))) {
        return std::pair{std::string(sql_.substr(at_, close - at_)), close + 2};
      }
      return std::nullopt;
    }
    if (byte(at_ + 1) == 's' && !continues_name(byte(at_ + 2)) && !operand_ && before() != '%') {
      return std::pair{std::string(), at_ + 2};
    }
    return std::nullopt;
  }

  void put(const std::string& key, std::size_t end) {
    printf_style_ = printf_style_ || sql_[at_] == '%';
    std::size_t number = 0;
    if (key.empty()) {
      number = ++count_;
    } else {
      const auto [known, fresh] = numbers_.try_emplace(key, count_ + 1);
      count_ += fresh ? 1 : 0;
      number = known->second;
    }
    const std::string written = write_({number, row_count_});
    out_ += word_ == "IN" ? "(" + written + ")" : written;
    at_ = end;
    note(true, true);
    after_bracket_ = false;
  }

  void halve_percent_signs() {
    for (std::size_t at = out_.find("%%"); at != std::string::npos; at = out_.find("%%", at + 1)) {
      out_.erase(at, 1);
    }
  }

  std::string_view sql_;
  dialect dialect_;
  const std::function<std::string(const parameter&)>& write_;
  sql::token_stream tokens_;
  bool numbered_ = false;      ///< $1 is used: then ? is an operator in PostgreSQL
  bool printf_style_ = false;  ///< %s is used: then %% is %
  bool operand_ = false;       ///< a value or name has just ended
  bool row_count_ = false;
  bool after_bracket_ = false;
  std::string word_;  ///< the word just before, in upper case
  std::size_t at_ = 0;
  std::size_t count_ = 0;
  std::map<std::string, std::size_t> numbers_;
  std::string out_;
};

}  // namespace

std::string rewrite_parameters(std::string_view sql, dialect d,
                               const std::function<std::string(const parameter&)>& write) {
  return rewriter(sql, d, write).take();
}

}  // namespace sluice
