#include "lint/cost.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_attach_partition_scan(const statement_view& view, reporter& to) {
  // A CHECK may prove the bounds; only the server can tell.
  const bool maybe = view.facts.standing == schema::fact_standing::unknown;
  each_action<sql::attach_partition>(view, [&](const auto&, text::span where) {
    for (const schema::relation_fact& f : view.facts.relations) {
      if (f.where != where || !f.scans) continue;
      reporter::draft d;
      d.message = fmt::format(
          "reads every row of {}, {}, to see that {}, while no reads and no writes get through{}",
          f.relation, f.as == "default partition" ? "the default partition" : "which is attached",
          f.as == "default partition" ? "none belongs to the new partition"
                                      : "all lie inside of its bounds",
          maybe ? " (at worst: " + view.facts.reason + ")" : "");
      d.object = f.relation;
      d.where = where;
      d.named = {f.relation, "", "", "", ""};
      if (maybe) d.level = severity::info;
      to.report(std::move(d));
    }
  });
}

}  // namespace

const rule attach_partition_scan{
    "attach-partition-scan",
    rule_class::lock,
    severity::warning,
    "ATTACH PARTITION reads a whole table under a lock that stops reads and writes.",
    "Without a constraint that proves it, every row of the new partition is compared with the "
    "bounds, and every row of the default partition, too: both are locked meanwhile.",
    {"1. ALTER TABLE {table} ADD CONSTRAINT {table}_bounds CHECK (...) NOT VALID;\n   For the new "
     "partition: the key is not NULL and lies inside of the bounds; for the default partition: "
     "outside of them.\n"
     "2. In a later step: ALTER TABLE {table} VALIDATE CONSTRAINT {table}_bounds;\n"
     "3. Then ATTACH PARTITION, and drop the constraint.",
     "", ""},
    {"CREATE TABLE orders (id bigint, at date NOT NULL) PARTITION BY RANGE (at);\nCREATE TABLE "
     "orders_26 (id bigint, at date NOT NULL);",
     phases::phase::contract,
     "ALTER TABLE orders ATTACH PARTITION orders_26 FOR VALUES FROM ('2026-01-01') TO "
     "('2027-01-01');",
     "ALTER TABLE orders_26 ADD CONSTRAINT in_26 CHECK (at >= '2026-01-01') NOT VALID;"},
    {"orders_26", "", "", "", ""},
    check_attach_partition_scan,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
