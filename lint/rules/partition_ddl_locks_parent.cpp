#include "lint/cost.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_partition_ddl_locks_parent(const statement_view& view, reporter& to) {
  if (!std::holds_alternative<sql::create_table>(view.statement.what) &&
      !std::holds_alternative<sql::drop_table>(view.statement.what))
    return;
  std::string rest;
  for (const schema::relation_fact& f : view.facts.relations) {
    if (f.as == "default partition" && f.scans) rest = f.relation;
  }
  for (const schema::relation_fact& f : view.facts.relations) {
    if (f.as != "parent" || f.lock != schema::table_lock::access_exclusive) continue;
    reporter::draft d;
    d.message = fmt::format(
        "locks {}, the table that it is a partition of: no reads and no writes "
        "get through until the transaction ends",
        f.relation);
    if (!rest.empty()) {
      d.message += fmt::format("; meanwhile every row of {}, the default partition, is read", rest);
      if (view.facts.standing == schema::fact_standing::unknown)
        d.message += " (at worst: " + view.facts.reason + ")";
      else
        d.level = severity::warning;
    }
    d.object = f.relation;
    d.named = {f.relation, "", "", "", ""};
    to.report(std::move(d));
  }
}

}  // namespace

const rule partition_ddl_locks_parent{
    "partition-ddl-locks-parent",
    rule_class::lock,
    severity::info,
    "Making or dropping a partition locks the whole partitioned table.",
    "CREATE TABLE ... PARTITION OF and DROP TABLE take ACCESS EXCLUSIVE on the table above. With a "
    "default partition, making one also reads all rows of that, to see that none belongs to it.",
    {"To make one: CREATE TABLE by itself, then ALTER TABLE {table} ATTACH PARTITION ...; which "
     "locks {table} weakly.\nTo drop one: ALTER TABLE {table} DETACH PARTITION ... CONCURRENTLY; "
     "and DROP TABLE in a later step.",
     "", ""},
    {"CREATE TABLE orders (id bigint, at date) PARTITION BY RANGE (at);", phases::phase::expand,
     "CREATE TABLE orders_26 PARTITION OF orders FOR VALUES FROM ('2026-01-01') TO "
     "('2027-01-01');",
     "CREATE TABLE orders_26 (id bigint, at date);"},
    {"orders", "", "", "", ""},
    check_partition_ddl_locks_parent,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
