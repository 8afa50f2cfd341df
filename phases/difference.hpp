#pragma once

#include "phases/lineage.hpp"
#include "phases/proof.hpp"
#include "phases/statement_use.hpp"
#include "phases/trigger_program.hpp"

#include <set>
#include <string>
#include <vector>

/// What two states of a schema mean for one statement that resolves alike in both.
namespace sluice::phases {

/// An object that is not the same in both states; one side is null when it came or went.
struct delta {
  const schema::definition* before = nullptr;
  const schema::definition* after = nullptr;

  [[nodiscard]] const schema::definition& any() const {
    return after == nullptr ? *before : *after;
  }
  [[nodiscard]] bool dropped() const { return after == nullptr; }
  [[nodiscard]] bool added() const { return before == nullptr; }
  [[nodiscard]] bool changed(std::string_view fact) const {
    return before != nullptr && after != nullptr && before->fact(fact) != after->fact(fact);
  }
};

/// Keys, checks and indexes are the same under another name; everything else is told apart by name.
[[nodiscard]] std::vector<delta> deltas_of(const schema::definitions& before,
                                           const schema::definitions& after, dialect d);

class difference_judge {
 public:
  difference_judge(const statement_use& use, dialect d, const schema_change& change);

  /// Everything that the statement may suffer from. Empty: nothing.
  [[nodiscard]] std::vector<proof> run();

 private:
  // difference.cpp: tables and columns
  void judge_table(const delta& d);
  void judge_column(const delta& d);
  void judge_omitted();
  void judge_new_column(const table_use& use, const schema::definition& column);
  void judge_default(const table_use& use, const delta& d);
  void judge_generated(const table_use& use, const delta& d);
  void judge_order();
  void judge_natural(const delta& d);
  void judge_binding(const delta& d);
  void judge_upheavals();

  // difference_keys.cpp: what writers must satisfy
  void judge_unique(const delta& d);
  void judge_check(const delta& d);
  void judge_foreign_key(const delta& d);
  void judge_parent(const delta& d, const table_use& parent);
  void judge_index(const delta& d);

  // difference_programs.cpp: code in the database
  void follow_cascades();
  void judge_trigger(const delta& d);
  void judge_trigger_on(const delta& d, const table_use& use, row_event event);
  void judge_trigger_values(const schema::definition& trigger, const trigger_work& work);
  [[nodiscard]] bool other_trigger_mentions(const delta& d, const std::string& table,
                                            const std::string& column) const;
  void judge_other_object(const delta& d);
  [[nodiscard]] bool draws_from(const std::string& sequence) const;
  void judge_programs();
  void judge_program(const std::string& title, const std::string& own_table,
                     const std::string& text);
  [[nodiscard]] std::string touched(const delta& d, const std::string& own_table,
                                    const program_words& words) const;

  [[nodiscard]] const table_use* use_of(const std::string& table) const;
  [[nodiscard]] bool exists(const schema::definitions& in, const std::string& table) const;
  [[nodiscard]] std::set<std::string> columns_of(const schema::definitions& in,
                                                 const std::string& table) const;
  [[nodiscard]] bool omits(const table_use& use, const std::string& column) const;
  /// Whether the statement, or a trigger that it fires, stores a value in one of the columns.
  [[nodiscard]] bool stores(const std::string& table, const std::string& columns_fact) const;
  [[nodiscard]] bool stores_column(const std::string& table, const std::string& column) const;
  /// An INSERT leaves NULL in every one of the columns, and no trigger gives them a value.
  [[nodiscard]] bool leaves_null(const std::string& table, const std::string& columns_fact) const;
  void breaks(std::string code, std::string message, std::string object, std::string resolves_by);
  void unjudged(std::string code, std::string message, std::string object, std::string resolves_by);

  statement_use use_;
  dialect dialect_;
  const schema_change& change_;
  std::vector<delta> deltas_;
  std::vector<proof> found_;
};

/// True when every value of the one type is a value of the other, and compares and prints alike.
[[nodiscard]] bool is_widening(std::string_view from, std::string_view to, dialect d);

/// True when the expression gives NULL (and a CHECK so passes) as soon as its columns are NULL: it
/// is made of comparisons and of functions that hand NULL on.
[[nodiscard]] bool passes_on_null(std::string_view expression, dialect d);

}  // namespace sluice::phases
