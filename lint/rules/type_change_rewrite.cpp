#include "lint/before_after.hpp"
#include "lint/cost.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace sluice::lint::catalogue {

namespace {

std::string work(const schema::relation_fact& cost) {
  if (cost.rewrites) return fmt::format("writes every row of {} anew", cost.relation);
  if (cost.builds_index) return fmt::format("builds indexes of {} anew", cost.relation);
  return fmt::format("reads every row of {} to check its constraints again", cost.relation);
}

int rank(const schema::relation_fact& cost) {
  return cost.rewrites ? 3 : cost.builds_index ? 2 : cost.scans ? 1 : 0;
}

/// One pass over the table does the work of all actions: the heaviest speaks for them.
void check_type_change_rewrite(const statement_view& view, reporter& to) {
  const schema::relation_fact* worst = nullptr;
  std::vector<std::string> columns;
  const auto look_at = [&](const sql::name& column, text::span where) {
    const schema::relation_fact* cost = find_cost(view, where);
    if (cost == nullptr || !blocks_writes(view, *cost) || rank(*cost) == 0) return;
    if (worst != nullptr && rank(*worst) > rank(*cost)) return;
    if (worst == nullptr || rank(*worst) < rank(*cost)) {
      worst = cost;
      columns.clear();
    }
    columns.push_back(column.text);
  };
  each_action<sql::change_type>(
      view, [&](const sql::change_type& a, text::span where) { look_at(a.column, where); });
  each_action<sql::redefine_column>(
      view, [&](const sql::redefine_column& a, text::span where) { look_at(a.from, where); });
  if (worst == nullptr) return;
  report_cost(view, to, *worst,
              fmt::format("{} for another definition of {}, while {} get through", work(*worst),
                          list(columns), what_waits(view, *worst)),
              columns.front());
}

}  // namespace

const rule type_change_rewrite{
    "type-change-rewrite",
    rule_class::lock,
    severity::warning,
    "A change of type writes the whole table, or its indexes, anew under a lock, or reads it all.",
    "The values have another form on disk, or another order. It takes as long as a copy of the "
    "table, and all indexes are built again. Where neither is needed, CHECK constraints over the "
    "column are still tried on every row.",
    {"1. expand.sql: a new column of the new type, and a trigger that keeps both equal.\n2. "
     "migrate.sql: a backfill. 3. Deploy a release that reads the new one.\n4. contract.sql: drop "
     "{table}.{column}.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, age integer);", phases::phase::expand,
     "ALTER TABLE users ALTER COLUMN age TYPE bigint;",
     "CREATE TABLE notes (id bigint PRIMARY KEY);"},
    {"users", "age", "", "", ""},
    check_type_change_rewrite};

}  // namespace sluice::lint::catalogue
