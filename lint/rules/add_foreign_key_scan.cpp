#include "lint/cost.hpp"
#include "lint/fixes.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void report_add_foreign_key_scan(const statement_view& view, reporter& to, text::span where,
                                 std::vector<edit> fix) {
  const schema::relation_fact* cost = find_cost(view, where);
  if (cost == nullptr || !(cost->scans || cost->rewrites)) return;
  const auto& all = view.facts.relations;
  std::string both;
  for (const schema::relation_fact& f : all) {
    if (f.as == "referenced table" && f.where == where) both = " and " + f.relation;
  }
  report_cost(
      view, to, *cost,
      copies(view)
          ? fmt::format("copies {} to check a foreign key: no writes get through", cost->relation)
          : fmt::format("reads every row of {} to check a foreign key, while no writes to {}{} "
                        "get through",
                        cost->relation, cost->relation, both),
      "", std::move(fix));
}

void check_add_foreign_key_scan(const statement_view& view, reporter& to) {
  each_action<sql::add_constraint>(view, [&](const sql::add_constraint& a, text::span where) {
    if (a.constraint.kind == sql::constraint_kind::foreign_key)
      report_add_foreign_key_scan(view, to, where, fix_validate_later(view, a.constraint));
  });
  each_action<sql::add_column>(view, [&](const sql::add_column& a, text::span where) {
    if (a.column.references) report_add_foreign_key_scan(view, to, where, {});
  });
}

}  // namespace

const rule add_foreign_key_scan{
    "add-foreign-key-scan",
    rule_class::lock,
    severity::warning,
    "A foreign key is checked against every row under a lock on both tables.",
    "The lock is held while all rows are read. NOT VALID takes it for an instant, and VALIDATE "
    "CONSTRAINT reads under a lock that stops nobody. Old writers must satisfy the key from the "
    "first step on.",
    {"ALTER TABLE {table} ADD CONSTRAINT ... FOREIGN KEY ... NOT VALID;\nand in a later "
     "step:\nALTER TABLE {table} VALIDATE CONSTRAINT ...;",
     "In a quiet hour: with foreign_key_checks=1 the table is copied, without it the rows are "
     "never checked.",
     ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY);\nCREATE TABLE orders (id bigint PRIMARY KEY, "
     "user_id bigint);",
     phases::phase::expand,
     "ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id);",
     "CREATE TABLE notes (id bigint PRIMARY KEY);"},
    {"orders", "", "", "", ""},
    check_add_foreign_key_scan};

}  // namespace sluice::lint::catalogue
