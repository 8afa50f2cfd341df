#include "lint/cost.hpp"
#include "lint/fixes.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_set_not_null_scan(const statement_view& view, reporter& to) {
  each_action<sql::set_not_null>(view, [&](const sql::set_not_null& a, text::span where) {
    for (const schema::relation_fact& f : view.facts.relations) {
      if (f.where != where || !f.scans) continue;
      report_cost(
          view, to, f,
          fmt::format("reads every row of {} to see that {} has no NULL, while {} get through",
                      f.relation, a.column.text, what_waits(view, f)),
          a.column.text, fix_prove_not_null(view, a.column));
    }
  });
}

}  // namespace

const rule set_not_null_scan{
    "set-not-null-scan",
    rule_class::lock,
    severity::warning,
    "SET NOT NULL reads the whole table under a lock that stops reads and writes.",
    "A validated CHECK (column IS NOT NULL) is proof enough for the server: it skips the scan.",
    {"1. ALTER TABLE {table} ADD CONSTRAINT {column}_not_null CHECK ({column} IS NOT NULL) NOT "
     "VALID;\n2. In a later step: ALTER TABLE {table} VALIDATE CONSTRAINT {column}_not_null;\n3. "
     "contract.sql: ALTER TABLE {table} ALTER COLUMN {column} SET NOT NULL;\n   ALTER TABLE "
     "{table} DROP CONSTRAINT {column}_not_null;",
     "", "Every other writer waits while all rows are read."},
    {"CREATE TABLE users (id bigint PRIMARY KEY, email text);", phases::phase::expand,
     "ALTER TABLE users ALTER COLUMN email SET NOT NULL;",
     "ALTER TABLE users ALTER COLUMN email SET DEFAULT '';"},
    {"users", "email", "", "", ""},
    check_set_not_null_scan};

}  // namespace sluice::lint::catalogue
