#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_fk_deferrability_change(const statement_view& view, reporter& to) {
  if (view.in(phases::phase::contract)) return;
  for (const schema::effect& e : view.effects) {
    if (!e.existed_before || to.claimed(e) || !says(view, e.where, {"alter", "constraint"}))
      continue;
    const bool stricter = says(view, e.where, {"not", "deferrable"}) ||
                          says(view, e.where, {"initially", "immediate"});
    to.report(e, said(fmt::format("changes when a foreign key of {} is checked: {}", e.table,
                                  stricter ? "old transactions that store a row before the one it "
                                             "refers to are refused at once"
                                           : "what old writers do wrong is refused at COMMIT, "
                                             "where they do not expect it"),
                      {e.table, "", "", "", ""}));
  }
}

}  // namespace

const rule fk_deferrability_change{
    "fk-deferrability-change",
    rule_class::rollback,
    severity::error,
    "A foreign key is checked at another moment than a running release counts on.",
    "Code that stores children before parents needs DEFERRABLE INITIALLY DEFERRED; code that "
    "handles the refusal of a statement needs IMMEDIATE.",
    {"1. Deploy a release that works with either, and retire the ones that do not.\n"
     "2. contract.sql: ALTER TABLE {table} ALTER CONSTRAINT ...;",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY);\n"
     "CREATE TABLE orders (user_id bigint, CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES "
     "users (id) DEFERRABLE INITIALLY DEFERRED);",
     phases::phase::expand, "ALTER TABLE orders ALTER CONSTRAINT orders_user NOT DEFERRABLE;",
     "ALTER TABLE orders VALIDATE CONSTRAINT orders_user;"},
    {"orders", "", "", "", ""},
    check_fk_deferrability_change,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
