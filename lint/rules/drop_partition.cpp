#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

void check(const statement_view& view, reporter& to, const std::string& words, text::span where) {
  const auto e =
      std::find_if(view.effects.begin(), view.effects.end(), [&](const schema::effect& each) {
        return each.kind == schema::effect_kind::rows_deleted && each.where == where;
      });
  if (e == view.effects.end() || !e->existed_before) return;
  if (view.in(phases::phase::contract)) {
    to.claim(*e);
    return;
  }
  reporter::draft d;
  d.message =
      fmt::format("{} takes rows of {} away, and no ROLLBACK brings them back", words, e->table);
  d.named = {e->table, "", "", "", ""};
  to.report(*e, std::move(d));
}

void check_drop_partition(const statement_view& view, reporter& to) {
  each_action<sql::drop_rows>(
      view, [&](const auto& a, text::span where) { check(view, to, a.words, where); });
  each_action<sql::convert_partition>(view, [&](const auto& a, text::span where) {
    if (a.to_table) check(view, to, "CONVERT PARTITION", where);
  });
}

}  // namespace

const rule drop_partition{
    "drop-partition",
    rule_class::data_loss,
    severity::error,
    "A partition is dropped, emptied or exchanged, and its rows go with it.",
    "The rows are gone for every release, the one that is rolled back to included, and ALTER TABLE "
    "commits by itself.",
    {"contract.sql: the gate lets it run when no protected release needs the rows. Export them "
     "before, if anybody may ask for them.",
     "", ""},
    {"CREATE TABLE orders (id bigint, day int) PARTITION BY LIST (day) (PARTITION p1 VALUES IN "
     "(1), PARTITION p2 VALUES IN (2));",
     phases::phase::expand, "ALTER TABLE orders DROP PARTITION p1;",
     "ALTER TABLE orders ADD PARTITION (PARTITION p3 VALUES IN (3));", engine::mysql},
    {"orders", "", "", "", ""},
    check_drop_partition,
    true,
    mysql_and_mariadb};

}  // namespace sluice::lint::catalogue
