#include "lint/cost.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_primary_key_scan(const statement_view& view, reporter& to) {
  each_action<sql::add_constraint>(view, [&](const auto& a, text::span where) {
    if (!a.constraint.using_index) return;
    const schema::relation_fact* cost = find_cost(view, where);
    if (cost == nullptr || !cost->scans) return;
    report_cost(
        view, to, *cost,
        fmt::format("reads every row of {} to see that no column of the key is NULL, while "
                    "{} get through: index {} does not prove it",
                    cost->relation, what_waits(view, *cost), a.constraint.using_index->text));
  });
}

}  // namespace

const rule primary_key_scan{
    "primary-key-scan",
    rule_class::lock,
    severity::warning,
    "A primary key made from an index reads the whole table, because a column may be NULL.",
    "PRIMARY KEY USING INDEX is instant only where every column is NOT NULL already; otherwise it "
    "hides a SET NOT NULL, with its scan under ACCESS EXCLUSIVE.",
    {"Make the columns NOT NULL first: a CHECK (... IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT in "
     "a later step, then SET NOT NULL, which reads nothing; then ADD PRIMARY KEY USING INDEX.",
     "", ""},
    {"CREATE TABLE users (id bigint);\nCREATE UNIQUE INDEX users_id ON users (id);",
     phases::phase::contract,
     "ALTER TABLE users ADD CONSTRAINT users_key PRIMARY KEY USING INDEX users_id;",
     "ALTER TABLE users ADD CONSTRAINT users_key UNIQUE USING INDEX users_id;"},
    {"users", "", "", "", ""},
    check_primary_key_scan,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
