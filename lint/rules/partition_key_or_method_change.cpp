#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_partition_key_or_method_change(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::table_behaviour_changed,
                 [&](const schema::effect& e) {
                   if (e.object != "partitions") return;
                   to.report(e, said(fmt::format("leaves values of {} without a partition: an old "
                                                 "INSERT or UPDATE of such a row fails",
                                                 e.table),
                                     {e.table, "", "", "", ""}));
                 });
}

}  // namespace

const rule partition_key_or_method_change{
    "partition-key-or-method-change",
    rule_class::rollback,
    severity::error,
    "A table is partitioned by ranges or lists that do not hold every value.",
    "A row that belongs to no partition is refused (error 1526): the release that runs knows "
    "nothing of the ranges. Who adds partitions in time is the new release's work.",
    {"End the ranges with a partition that takes the rest:\n"
     "  PARTITION rest VALUES LESS THAN MAXVALUE\n"
     "A list has such a partition in MariaDB alone: VALUES IN (DEFAULT). Elsewhere make a new "
     "table, copy by triggers and a backfill, and let the releases change over.",
     "", ""},
    {"CREATE TABLE orders (id bigint PRIMARY KEY, day int);", phases::phase::expand,
     "ALTER TABLE orders PARTITION BY RANGE (id) (PARTITION p1 VALUES LESS THAN (1000));",
     "ALTER TABLE orders PARTITION BY RANGE (id) (PARTITION p1 VALUES LESS THAN (1000), PARTITION "
     "rest VALUES LESS THAN MAXVALUE);",
     engine::mysql},
    {"orders", "", "", "", ""},
    check_partition_key_or_method_change,
    true,
    mysql_and_mariadb};

}  // namespace sluice::lint::catalogue
