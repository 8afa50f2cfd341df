#include "lint/cost.hpp"
#include "lint/fixes.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void report_add_check_scan(const statement_view& view, reporter& to, text::span where,
                           std::vector<edit> fix) {
  const schema::relation_fact* cost = find_cost(view, where);
  if (cost == nullptr || !(cost->scans || cost->rewrites)) return;
  report_cost(
      view, to, *cost,
      cost->rewrites
          ? fmt::format("copies {} to check a constraint: no writes get through", cost->relation)
          : fmt::format("reads every row of {} to check a constraint, while {} get through",
                        cost->relation, what_waits(view, *cost)),
      "", std::move(fix));
}

void check_add_check_scan(const statement_view& view, reporter& to) {
  each_action<sql::add_constraint>(view, [&](const sql::add_constraint& a, text::span where) {
    if (a.constraint.kind == sql::constraint_kind::check)
      report_add_check_scan(view, to, where, fix_validate_later(view, a.constraint));
  });
  each_action<sql::add_column>(view, [&](const sql::add_column& a, text::span where) {
    if (a.column.has_check && !a.column.references) report_add_check_scan(view, to, where, {});
  });
}

}  // namespace

const rule add_check_scan{
    "add-check-scan",
    rule_class::lock,
    severity::warning,
    "A CHECK is verified against every row under a lock.",
    "The lock is held while all rows are read, or copied. Old writers must satisfy the constraint "
    "from the first step on, NOT VALID or not.",
    {"ALTER TABLE {table} ADD CONSTRAINT ... CHECK (...) NOT VALID;\nand in a later step:\nALTER "
     "TABLE {table} VALIDATE CONSTRAINT ...;",
     "MySQL: add it NOT ENFORCED, which is instant; enforcing it later copies the table. Or check "
     "in the application.",
     "Every other writer waits while all rows are read."},
    {"CREATE TABLE orders (id bigint PRIMARY KEY, total integer);", phases::phase::expand,
     "ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);",
     "CREATE TABLE notes (id bigint PRIMARY KEY);"},
    {"orders", "", "", "", ""},
    check_add_check_scan};

}  // namespace sluice::lint::catalogue
