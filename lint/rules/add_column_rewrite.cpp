#include "lint/before_after.hpp"
#include "lint/cost.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace sluice::lint::catalogue {

namespace {

void check_add_column_rewrite(const statement_view& view, reporter& to) {
  std::vector<std::string> columns;
  const schema::relation_fact* first = nullptr;
  each_action<sql::add_column>(view, [&](const sql::add_column& a, text::span where) {
    const schema::relation_fact* cost = find_cost(view, where);
    if (cost == nullptr || !cost->rewrites || !blocks_writes(view, *cost) || a.column.references ||
        (copies(view) && a.column.has_check))
      return;
    if (first == nullptr) first = cost;
    columns.push_back(a.column.column.text);
  });
  if (first == nullptr) return;
  report_cost(view, to, *first,
              fmt::format("writes every row of {} anew for {}, while {} get through",
                          first->relation, list(columns), what_waits(view, *first)),
              columns.front());
}

}  // namespace

const rule add_column_rewrite{
    "add-column-rewrite",
    rule_class::lock,
    severity::warning,
    "A new column makes the server write the whole table anew under a lock.",
    "A value that differs from row to row (a volatile default, a sequence, a stored expression), "
    "or a domain with a constraint, cannot be kept in the catalogue alone.",
    {"1. expand.sql: ALTER TABLE {table} ADD COLUMN {column} ...;  -- without the default\n   "
     "ALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT ...;  -- for new rows\n2. migrate.sql: "
     "a backfill of the old rows.",
     "1. expand.sql: ALTER TABLE {table} ADD COLUMN {column} ...;  -- without the expression\n   "
     "ALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT (...);  -- for new rows\n2. "
     "migrate.sql: a backfill of the old rows.\nVIRTUAL instead of STORED is instant.",
     ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY);", phases::phase::expand,
     "ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid();",
     "ALTER TABLE users ADD COLUMN token text DEFAULT 'none';"},
    {"users", "token", "", "", ""},
    check_add_column_rewrite};

}  // namespace sluice::lint::catalogue
