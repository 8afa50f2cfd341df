#pragma once

#include "dialects/engine.hpp"
#include "dialects/schema/definition.hpp"

#include <map>
#include <set>
#include <string>

/// What a row trigger makes of a row, found by running its program on values that are only names.
/// The programs that keep columns equal are short: assignments, IF, CASE, coalesce. What is not
/// followed is said so, and never taken for harmless.
namespace sluice::phases {

/// A column's value: NULL, a value that is like no other (named by a letter and the column), or an
/// expression over such values.
struct symbol {
  enum class kind { null, atom, term } what = kind::null;
  std::string text;  ///< of a term: the operation and its operands
  friend bool operator==(const symbol&, const symbol&) = default;
};
[[nodiscard]] inline symbol atom(const std::string& name) {
  return {symbol::kind::atom, name};
}

using symbolic_row = std::map<std::string, symbol>;

enum class row_event { insert, update, remove };

struct program_run {
  bool followed = false;            ///< false: the rest means nothing
  symbolic_row row;                 ///< the row as the trigger leaves it
  std::set<std::string> elsewhere;  ///< other tables that were written
};

/// Runs a trigger's program. `keys` are the columns by which a SQLite trigger finds its own row.
[[nodiscard]] program_run run_trigger(const schema::definition& trigger, dialect d, row_event event,
                                      const symbolic_row& before, const symbolic_row& after,
                                      const std::set<std::string>& keys);

/// A table, as far as a trigger's effect depends on it.
struct triggered_table {
  std::set<std::string> columns;
  std::set<std::string> with_default;  ///< an INSERT that leaves them out stores something
  std::set<std::string> keys;
};

enum class trigger_effect { none, changes, not_followed };

/// What a trigger stores.
struct trigger_work {
  std::set<std::string> elsewhere;  ///< other tables
  /// Columns of its row that it gives other values: those of which columns, "" for NULL, "*" for
  /// what is computed, "* cast" when that takes a cast.
  std::map<std::string, std::set<std::string>> own;
};

/// Whether the trigger leaves the columns of `kept` as the statement wrote them, when the statement
/// gives the columns of `written` any value. What it does is added to `work`.
[[nodiscard]] trigger_effect effect_on_row(const schema::definition& trigger, dialect d,
                                           row_event event, const triggered_table& table,
                                           const std::set<std::string>& written,
                                           const std::set<std::string>& kept, trigger_work& work);

enum class carriage { carries, does_not, not_followed };

/// Whether a statement that gives `from` a value, and does not name `to`, changes `to` with it.
[[nodiscard]] carriage carries_over(const schema::definition& trigger, dialect d, row_event event,
                                    const triggered_table& table, const std::string& from,
                                    const std::string& to);

/// True when the trigger is called for the event at all.
[[nodiscard]] bool fires_on(const schema::definition& trigger, row_event event);

}  // namespace sluice::phases
