#pragma once

#include "dialects/sql/token.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// The tokens of a text, for statements whose clauses no node of the tree tells.
namespace sluice::schema {

class words {
 public:
  words(std::string_view text, dialect d);

  [[nodiscard]] std::size_t size() const { return tokens_.size(); }
  [[nodiscard]] sql::kind what(std::size_t i) const {
    return i < size() ? tokens_[i].what : sql::kind::end_of_input;
  }
  [[nodiscard]] std::string_view at(std::size_t i) const {
    return i < size() ? text_.substr(tokens_[i].where.begin, tokens_[i].where.size())
                      : std::string_view();
  }
  [[nodiscard]] bool is(std::size_t i, std::string_view word) const {
    return i < size() && sql::is_word(what(i)) && sql::same_word(at(i), word);
  }
  [[nodiscard]] bool are(std::size_t i, std::string_view first, std::string_view second) const {
    return is(i, first) && is(i + 1, second);
  }
  /// size() when it is not there.
  [[nodiscard]] std::size_t find(std::string_view word, std::size_t from = 0) const;
  /// The first token at or behind a byte.
  [[nodiscard]] std::size_t behind(std::size_t byte) const;
  /// What follows the bracket that closes the one at `i`; `i` itself when none opens there.
  [[nodiscard]] std::size_t behind_brackets(std::size_t i) const;
  /// The byte behind a token.
  [[nodiscard]] std::uint32_t end_of(std::size_t i) const {
    return i < size() ? tokens_[i].where.end : static_cast<std::uint32_t>(text_.size());
  }
  /// The value of a number without a sign; 0 for anything else.
  [[nodiscard]] std::size_t count(std::size_t i) const;
  /// The name that a token stands for.
  [[nodiscard]] std::string name(std::size_t i) const { return sql::fold_name(at(i), dialect_); }
  /// A path of names, its parts separated by dots: the last one; `i` then stands behind it.
  [[nodiscard]] std::string last_name(std::size_t& i) const;
  /// The value of a string.
  [[nodiscard]] std::string label(std::size_t i) const;
  [[nodiscard]] std::string text(std::size_t begin, std::size_t end) const;

 private:
  std::string_view text_;
  dialect dialect_;
  sql::token_stream tokens_;
};

/// What a string literal, or several in a row, stands for.
[[nodiscard]] std::string literal_value(std::string_view text, dialect d);

}  // namespace sluice::schema
