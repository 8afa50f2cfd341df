#pragma once

#include "dialects/schema/effect.hpp"

#include <compare>
#include <set>
#include <string>
#include <vector>

/// A table that is copied into a new one, which then takes its name, is not dropped: inside one
/// transaction nobody sees more than what differs between the two. It is SQLite's usual way to
/// alter what ALTER TABLE cannot.
namespace sluice::schema {

/// Rows that a statement copies from one table into another (INSERT ... SELECT), by model names.
struct row_copy {
  std::string from;
  std::string to;
  friend auto operator<=>(const row_copy&, const row_copy&) = default;
};
[[nodiscard]] std::vector<row_copy> copied_rows(const sql::parsed_statement& statement, dialect d);

/// Puts in the place of a table_dropped or table_renamed effect what really changes, when `end`
/// (the model after the whole step) holds a table of the same name and `copied` says that
/// the rows were carried over into it (or are lost: table_emptied); and nothing in the place of an
/// index that the former table had too. `start` is the model at the transaction's start, `before`
/// the one just before the statement. Comes before mark_existing.
///
/// When others see what is between (not `at_once`), the effect stays beside the differences, and is
/// `replaced`.
void see_rebuilds(std::vector<effect>& effects, const model& start, const model& before,
                  const model& end, const std::set<row_copy>& copied, bool at_once, dialect d);

/// Calls f(option, given_up) for each option of SQLite in which the tables differ.
template <typename F>
void each_option_change(const table& was, const table& is, F f) {
  if (was.strict != is.strict) f(strict_option, was.strict);
  if (was.without_rowid != is.without_rowid) f(rowid_option, was.without_rowid);
}

}  // namespace sluice::schema
