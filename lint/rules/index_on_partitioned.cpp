#include "dialects/schema/names.hpp"
#include "lint/cost.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

void check_index_on_partitioned(const statement_view& view, reporter& to) {
  const auto* s = std::get_if<sql::create_index>(&view.statement.what);
  if (s == nullptr || view.d != dialect::postgres) return;
  const std::string key = schema::model_name(s->table, view.d);
  const schema::table* on = schema::find_table(view.before, key, view.d);
  if (on == nullptr || !on->partitioned) return;
  reporter::draft d;
  d.object = on->name;
  d.named = {on->name, "", "", "", ""};
  if (s->concurrently) {
    d.level = severity::error;
    d.message = fmt::format(
        "makes an index CONCURRENTLY on {}, which is partitioned: PostgreSQL refuses that",
        on->name);
    to.report(std::move(d));
    return;
  }
  const auto& all = view.facts.relations;
  const auto partitions = std::count_if(all.begin(), all.end(), [](const auto& f) {
    return f.as == "partition" && f.builds_index && f.lock >= schema::table_lock::share;
  });
  if (partitions == 0) return;
  d.message = fmt::format(
      "builds an index on {}'s {} in one go, while no writes get through to any of them", on->name,
      partitions == 1 ? "partition" : fmt::format("{} partitions", partitions));
  to.report(std::move(d));
}

}  // namespace

const rule index_on_partitioned{
    "index-on-partitioned",
    rule_class::lock,
    severity::warning,
    "An index on a partitioned table is built on all its partitions under one lock.",
    "Nobody can write to any partition until the last one has its index, and CONCURRENTLY is not "
    "allowed on the partitioned table. Each partition can have its index built while writes go on.",
    {"1. CREATE INDEX ... ON ONLY {table} (...);\n"
     "2. For each partition, in a later step: CREATE INDEX CONCURRENTLY ... ON ... (...);\n"
     "3. For each of these: ALTER INDEX ... ATTACH PARTITION ...;",
     "", ""},
    {"CREATE TABLE orders (id bigint, at date) PARTITION BY RANGE (at);\nCREATE TABLE orders_26 "
     "PARTITION OF orders FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
     phases::phase::expand, "CREATE INDEX orders_id ON orders (id);",
     "CREATE INDEX orders_id ON ONLY orders (id);"},
    {"orders", "", "", "", ""},
    check_index_on_partitioned,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
