#include "lint/cost.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_drop_locks_referenced_table(const statement_view& view, reporter& to) {
  const bool drops_table = std::holds_alternative<sql::drop_table>(view.statement.what);
  for (const schema::relation_fact& f : view.facts.relations) {
    const bool both = f.as == "referenced table" || f.as == "referencing table";
    const bool strong = f.metadata_lock || f.lock == schema::table_lock::access_exclusive;
    if (!both || !strong) continue;
    bool drops = drops_table;
    each_action<sql::drop_constraint>(
        view, [&](const auto&, text::span where) { drops |= where == f.where; });
    each_action<sql::drop_column>(
        view, [&](const auto&, text::span where) { drops |= where == f.where; });
    if (!drops) continue;
    report_cost(view, to, f,
                fmt::format("locks {} as well, which the statement does not name: no reads and no "
                            "writes get through until its transaction ends",
                            f.relation));
  }
}

}  // namespace

const rule drop_locks_referenced_table{
    "drop-locks-referenced-table",
    rule_class::lock,
    severity::info,
    "Dropping a foreign key, or a table with one, locks the table at its other end.",
    "Both tables carry the key, and both are taken with the strongest lock. The busier one of them "
    "decides how long everybody waits.",
    {"A step of its own, one key at a time: Sluice waits for the lock briefly, and tries again.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY);\nCREATE TABLE orders (id bigint PRIMARY KEY, "
     "user_id bigint CONSTRAINT of_user REFERENCES users (id));",
     phases::phase::expand, "ALTER TABLE orders DROP CONSTRAINT of_user;",
     "ALTER TABLE orders ADD COLUMN note text;"},
    {"users", "", "", "", ""},
    check_drop_locks_referenced_table};

}  // namespace sluice::lint::catalogue
