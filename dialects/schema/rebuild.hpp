#pragma once

#include "dialects/schema/effect.hpp"

#include <set>
#include <string>
#include <vector>

/// A table that is copied into a new one, which then takes its name, is not dropped: inside one
/// transaction nobody sees more than what differs between the two. It is SQLite's usual way to
/// alter what ALTER TABLE cannot.
namespace sluice::schema {

/// The tables whose rows the statement copies (INSERT ... SELECT), as model names.
[[nodiscard]] std::vector<std::string> copied_tables(const sql::parsed_statement& statement,
                                                     dialect d);

/// Puts in the place of a table_dropped or table_renamed effect what really changes, when `end`
/// (the model after the whole transaction) holds a table of the same name and `copied` says that
/// the rows were carried over; and nothing in the place of an index that the former table had too.
/// `start` is the model at the transaction's start, `before` the one just before the statement.
/// Comes before mark_existing.
void see_rebuilds(std::vector<effect>& effects, const model& start, const model& before,
                  const model& end, const std::set<std::string>& copied, dialect d);

}  // namespace sluice::schema
