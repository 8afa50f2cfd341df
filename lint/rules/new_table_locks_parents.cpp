#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <vector>

namespace sluice::lint::catalogue {

namespace {

void check_new_table_locks_parents(const statement_view& view, reporter& to) {
  if (!std::holds_alternative<sql::create_table>(view.statement.what)) return;
  std::vector<std::string> parents;
  for (const schema::relation_fact& f : view.facts.relations) {
    if (f.as == "referenced table") parents.push_back(f.relation);
  }
  // One is what a table with a foreign key costs anyway.
  if (parents.size() < 2) return;
  reporter::draft d;
  d.message = fmt::format(
      "locks {} at once, to which its foreign keys lead: {} get through to any of them until {}",
      fmt::join(parents, ", "), view.d == dialect::mysql ? "no reads and no writes" : "no writes",
      view.d == dialect::mysql ? "it has waited for all their readers" : "the transaction ends");
  d.object = parents.front();
  to.report(std::move(d));
}

}  // namespace

const rule new_table_locks_parents{
    "new-table-locks-parents",
    rule_class::lock,
    severity::info,
    "A new table with several foreign keys locks all the tables that they lead to.",
    "Each key needs a lock on its other end. While one is waited for, those that are already held "
    "stop their writers.",
    {"CREATE TABLE without the keys; then each key in a step of its own: ALTER TABLE ... ADD "
     "CONSTRAINT ... FOREIGN KEY ...; the table is empty, and nothing is read.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY);\nCREATE TABLE items (id bigint PRIMARY KEY);",
     phases::phase::expand,
     "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id), item_id "
     "bigint REFERENCES items (id));",
     "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id), item_id "
     "bigint);"},
    {},
    check_new_table_locks_parents,
    true,
    {engine::postgres, engine::mysql}};

}  // namespace sluice::lint::catalogue
