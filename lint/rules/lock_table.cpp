#include "lint/cost.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_lock_table(const statement_view& view, reporter& to) {
  const auto* s = std::get_if<sql::auxiliary>(&view.statement.what);
  if (s == nullptr || !std::holds_alternative<sql::lock_tables>(s->detail)) return;
  for (const schema::relation_fact& f : view.facts.relations) {
    if (!f.as.empty() || !f.lock || *f.lock < schema::table_lock::share) continue;
    report_cost(view, to, f,
                fmt::format("locks {} by name: {} get through until the end of the step",
                            f.relation, what_waits(view, f)));
  }
}

}  // namespace

const rule lock_table{
    "lock-table",
    rule_class::lock,
    severity::warning,
    "A table is locked by name, until the end of the step.",
    "Every statement takes the lock that it needs by itself. One taken by name lasts as long as "
    "everything that comes after it.",
    {"Leave LOCK TABLE out. Where two statements must not be parted by a write, give them a step "
     "of "
     "their own, and the rows a backfill.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY);", phases::phase::expand, "LOCK TABLE users;",
     "LOCK TABLE users IN ROW SHARE MODE;"},
    {"users", "", "", "", ""},
    check_lock_table,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
