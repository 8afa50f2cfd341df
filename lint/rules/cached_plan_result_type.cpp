#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_cached_plan_result_type(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::column_type_changed, [&](const schema::effect& e) {
    if (!e.widens) return;
    const schema::column* was = column_before(view, e);
    to.report(e, said(fmt::format(
                          "changes the type of {}.{}{} to {}: sessions of the old release that "
                          "have prepared a query which returns it fail (\"cached plan must not "
                          "change result type\"), and in a transaction all that follows with them",
                          e.table, e.object, was == nullptr ? "" : " from " + was->type, e.to),
                      {e.table, e.object, "", e.to, ""}));
  });
}

}  // namespace

const rule cached_plan_result_type{
    "cached-plan-result-type",
    rule_class::rollback,
    severity::error,
    "A column becomes wider, and with it the result of queries that running sessions have "
    "prepared.",
    "Every old value fits, and yet each prepared statement that returns the column fails once in "
    "each session: PostgreSQL does not prepare it anew. Drivers prepare by themselves what they "
    "have run a few times. And once the new release has stored a value that only the wider type "
    "holds, old readers may not take it.",
    {"1. expand.sql: a new column of the new type, and a trigger that keeps it and {column} equal, "
     "whichever a release writes.\n"
     "2. migrate.sql: a backfill of the new column; verify.sql: the two are equal.\n"
     "3. Deploy a release that uses the new column, and retire the ones that use "
     "{table}.{column}.\n"
     "4. contract.sql: ALTER TABLE {table} DROP COLUMN {column};\n"
     "When no session prepares (or each can prepare anew outside of a transaction), say so:\n"
     "  -- sluice:allow cached-plan-result-type reason=\"the pool does not prepare\"",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, name varchar(40));", phases::phase::expand,
     "ALTER TABLE users ALTER COLUMN name TYPE varchar(80);",
     "ALTER TABLE users ADD COLUMN long_name varchar(80);"},
    {"users", "name", "", "", ""},
    check_cached_plan_result_type,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
