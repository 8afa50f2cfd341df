#pragma once

#include "dialects/engine.hpp"
#include "dialects/sql/kind_set.hpp"
#include "dialects/sql/token.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::sql {

/// A dialect's words, upper case. A word in none of the lists is an ordinary name, whatever rules
/// of other dialects call it.
struct word_lists {
  std::span<const std::string_view> reserved;  ///< never a name without quotes
  std::span<const std::string_view> values;    ///< reserved, and an expression by itself
  std::span<const std::string_view> callable;  ///< names a function or type, but no column or table
  std::span<const std::string_view> plain;     ///< named by a rule, and still free as a name
  bool strings_as_names = false;               ///< 'x' may stand where a name is expected (SQLite)
  bool strings_as_labels = false;              ///< 'x' may stand after AS
};

/// What the lexer and the grammars ask about a dialect's words.
class keyword_table {
 public:
  explicit keyword_table(const word_lists& lists);

  /// The kind of an unquoted word, in any case.
  [[nodiscard]] kind find(std::string_view word) const;
  /// Kinds that may name a column or a table.
  [[nodiscard]] const kind_set& names() const { return names_; }
  /// Kinds that may stand before the parenthesis of a call.
  [[nodiscard]] const kind_set& callables() const { return callables_; }
  /// Kinds that may stand after AS or after a dot.
  [[nodiscard]] const kind_set& labels() const { return labels_; }

 private:
  struct entry {
    std::string_view word;
    kind what;
  };

  [[nodiscard]] std::size_t slot_of(std::string_view word) const;

  std::vector<entry> words_;
  /// A hash table with open addressing: one more than an index into words_, 0 where it ends.
  std::vector<std::uint16_t> slots_;
  kind_set names_;
  kind_set callables_;
  kind_set labels_;
};

[[nodiscard]] const keyword_table& keywords_of(dialect d);

}  // namespace sluice::sql

namespace sluice::postgres {
[[nodiscard]] sql::word_lists keyword_lists();
}
namespace sluice::mysql {
[[nodiscard]] sql::word_lists keyword_lists();
}
namespace sluice::sqlite {
[[nodiscard]] sql::word_lists keyword_lists();
}
