#include "dialects/schema/names.hpp"
#include "lint/cost.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

/// Its name; empty when the table has none.
std::string default_partition_of(const schema::model& m, std::string_view table) {
  const auto found = std::find_if(m.tables.begin(), m.tables.end(), [&](const auto& entry) {
    return entry.second.is_default_partition && entry.second.partition_of == table;
  });
  return found == m.tables.end() ? std::string() : found->first;
}

void check_detach_partition_blocking(const statement_view& view, reporter& to) {
  const auto* alter = std::get_if<sql::alter_table>(&view.statement.what);
  if (alter == nullptr) return;
  const std::string table = schema::model_name(alter->table, view.d);
  each_action<sql::detach_partition>(view, [&](const auto& a, text::span where) {
    const std::string rest = default_partition_of(view.before, table);
    reporter::draft d;
    d.object = table;
    d.where = where;
    d.named = {table, schema::model_name(a.partition, view.d), "", "", ""};
    if (a.concurrently && !rest.empty()) {
      d.level = severity::error;
      d.message = fmt::format(
          "detaches {} CONCURRENTLY from {}, which has a default partition, {}: PostgreSQL refuses "
          "that",
          d.named.column, table, rest);
      d.instead =
          "Detach it without CONCURRENTLY, in a step of its own: Sluice waits for the lock "
          "briefly, and tries again.";
      to.report(std::move(d));
      return;
    }
    const schema::relation_fact* cost = find_cost(view, where);
    if (cost == nullptr || cost->lock != schema::table_lock::access_exclusive) return;
    d.message = fmt::format(
        "detaches {} while no reads and no writes get through to {}{}: brief, but it queues behind "
        "every open transaction, and all others behind it",
        d.named.column, table, rest.empty() ? "" : " and " + rest);
    if (!rest.empty() || view.server.major < 14)
      d.instead = "A step of its own: Sluice waits for the lock briefly, and tries again.";
    to.report(std::move(d));
  });
}

}  // namespace

const rule detach_partition_blocking{
    "detach-partition-blocking",
    rule_class::lock,
    severity::info,
    "A partition is detached under a lock that stops reads and writes of the whole table.",
    "DETACH PARTITION takes ACCESS EXCLUSIVE on the partitioned table, and on its default "
    "partition. CONCURRENTLY does not, but cannot be had beside a default partition.",
    {"ALTER TABLE {table} DETACH PARTITION {column} CONCURRENTLY;\nSluice runs it outside of a "
     "transaction by itself.",
     "", ""},
    {"CREATE TABLE orders (id bigint, at date) PARTITION BY RANGE (at);\nCREATE TABLE orders_26 "
     "PARTITION OF orders FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
     phases::phase::contract, "ALTER TABLE orders DETACH PARTITION orders_26;",
     "ALTER TABLE orders DETACH PARTITION orders_26 CONCURRENTLY;"},
    {"orders", "orders_26", "", "", ""},
    check_detach_partition_blocking,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
