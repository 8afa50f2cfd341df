#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

bool is_unique(sql::constraint_kind kind) {
  return kind == sql::constraint_kind::primary_key || kind == sql::constraint_kind::unique;
}

/// The part of the partition key that is missing; "an expression" for one that no key can hold.
std::string missing(const sql::partition_scheme& scheme, const std::vector<sql::name>& key) {
  for (const sql::name& part : scheme.parts) {
    if (part.text.empty()) return "an expression";
    const bool held = std::any_of(key.begin(), key.end(),
                                  [&](const sql::name& each) { return each.text == part.text; });
    if (!held) return part.text;
  }
  return {};
}

void check_unique_without_partition_key(const statement_view& view, reporter& to) {
  const auto* s = std::get_if<sql::create_table>(&view.statement.what);
  if (s == nullptr || !s->partitioned || view.d != dialect::postgres) return;
  const auto report = [&](const std::vector<sql::name>& key, bool primary, text::span where) {
    const std::string part = missing(*s->partitioned, key);
    if (part.empty()) return;
    reporter::draft d;
    d.object = s->table.object.text;
    d.message = fmt::format(
        "makes a {} without {}, by which {} is partitioned: PostgreSQL refuses "
        "that",
        primary ? "primary key" : "unique key", part, d.object);
    d.where = where;
    d.named = {d.object, "", "", "", ""};
    to.report(std::move(d));
  };
  for (const sql::table_constraint& c : s->constraints) {
    if (is_unique(c.kind)) report(c.columns, c.kind == sql::constraint_kind::primary_key, c.where);
  }
  for (const sql::column_definition& c : s->columns) {
    if (c.primary_key || c.unique) report({c.column}, c.primary_key, c.where);
  }
}

}  // namespace

const rule unique_without_partition_key{
    "unique-without-partition-key",
    rule_class::runtime,
    severity::error,
    "A unique key of a partitioned table leaves out what the table is partitioned by.",
    "Each partition checks its own rows alone: only a key that holds the partition key can be kept "
    "unique that way.",
    {"Add the columns of PARTITION BY to the key; an expression there allows no unique key at all.",
     "", ""},
    {"", phases::phase::expand,
     "CREATE TABLE orders (id bigint PRIMARY KEY, at date) PARTITION BY RANGE (at);",
     "CREATE TABLE orders (id bigint, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);"},
    {"orders", "", "", "", ""},
    check_unique_without_partition_key,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
