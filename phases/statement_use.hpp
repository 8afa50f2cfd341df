#pragma once

#include "dialects/schema/definition.hpp"
#include "dialects/sql/script.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// What a statement does with each table, from what the engine resolved and from its text.
namespace sluice::phases {

struct table_use {
  bool reads = false, inserts = false, updates = false, deletes = false;
  /// An INSERT that does not fail on a row that is there already: it updates, replaces or skips.
  bool handles_conflicts = false;
  /// Of an INSERT that is understood: the columns that it gives values to. Nothing: not known.
  std::optional<std::set<std::string>> given;
  std::set<std::string> read, written;  ///< columns

  [[nodiscard]] bool writes() const { return inserts || updates || deletes; }
};

class statement_use {
 public:
  /// `known` holds every table and view that a footprint may name.
  statement_use(std::string_view sql, dialect d, const std::set<std::string>& footprint, bool exact,
                const std::vector<std::string>& insert_columns, const std::set<std::string>& known);

  std::map<std::string, table_use> tables;  ///< views too

  /// By the footprint; where that is not exact, also when the text mentions it.
  [[nodiscard]] bool reads_column(const std::string& table, const std::string& column) const;
  [[nodiscard]] bool writes_column(const std::string& table, const std::string& column) const;
  [[nodiscard]] bool mentions(std::string_view word) const;
  /// A name with a bracket behind it.
  [[nodiscard]] bool calls(std::string_view routine) const;
  [[nodiscard]] bool exact() const { return exact_; }
  /// `*` as a list of columns, not as in count(*) or a product.
  [[nodiscard]] bool has_star() const { return star_; }

 private:
  void read_text(std::string_view sql);
  void read_footprint(const std::set<std::string>& footprint, const std::set<std::string>& known);
  void read_statement(std::string_view sql, const std::vector<std::string>& insert_columns);
  table_use* find(std::string_view table);

  dialect dialect_;
  bool exact_;
  bool star_ = false;
  std::set<std::string> words_, called_;
};

/// The words of a program or an expression, for questions about what it touches.
struct program_words {
  program_words(std::string_view text, dialect d);
  [[nodiscard]] bool mentions(std::string_view word) const;
  [[nodiscard]] bool calls(std::string_view routine) const;

  std::set<std::string> words, called;
  bool star = false, writes = false, inserts = false;

 private:
  dialect dialect_;
};

/// The last part of a model's name.
[[nodiscard]] std::string bare_name(std::string_view table);

}  // namespace sluice::phases
