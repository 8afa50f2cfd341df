#include "lint/cost.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

std::string work(const schema::relation_fact& cost) {
  if (cost.rewrites) return fmt::format("writes every row of {} anew", cost.relation);
  if (cost.builds_index) return fmt::format("builds indexes of {} anew", cost.relation);
  return fmt::format("reads every row of {} to check its constraints again", cost.relation);
}

void report_type_change_rewrite(const statement_view& view, reporter& to, const sql::name& column,
                                text::span where) {
  const schema::relation_fact* cost = find_cost(view, where);
  if (cost == nullptr || !blocks_writes(view, *cost)) return;
  if (!cost->rewrites && !cost->builds_index && !cost->scans) return;
  report_cost(view, to, *cost,
              fmt::format("{} for another definition of {}, while {} get through", work(*cost),
                          column.text, what_waits(view, *cost)),
              column.text);
}

void check_type_change_rewrite(const statement_view& view, reporter& to) {
  each_action<sql::change_type>(view, [&](const sql::change_type& a, text::span where) {
    report_type_change_rewrite(view, to, a.column, where);
  });
  each_action<sql::redefine_column>(view, [&](const sql::redefine_column& a, text::span where) {
    report_type_change_rewrite(view, to, a.from, where);
  });
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
