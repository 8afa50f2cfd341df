#include "lint/cost.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_storage_rewrite(const statement_view& view, reporter& to) {
  if (view.d != dialect::postgres) return;
  each_action<sql::quiet_action>(view, [&](const auto&, text::span where) {
    const schema::relation_fact* cost = find_cost(view, where);
    if (cost == nullptr || !cost->rewrites) return;
    report_cost(view, to, *cost,
                fmt::format("writes every row of {} anew for {}, while {} get through",
                            cost->relation, view.step.file->slice(where), what_waits(view, *cost)));
  });
}

}  // namespace

const rule storage_rewrite{
    "storage-rewrite",
    rule_class::lock,
    severity::warning,
    "A table is stored in another way, and written anew for it under the strongest lock.",
    "SET LOGGED, SET UNLOGGED, SET ACCESS METHOD and SET TABLESPACE copy the whole table with its "
    "indexes, and nobody reads or writes meanwhile.",
    {"A new table that is stored that way, a trigger that keeps it equal, a backfill, and a swap "
     "of "
     "the names; or a quiet hour.",
     "", ""},
    {"CREATE UNLOGGED TABLE visits (id bigint PRIMARY KEY);", phases::phase::expand,
     "ALTER TABLE visits SET LOGGED;", "ALTER TABLE visits SET (fillfactor = 70);"},
    {"visits", "", "", "", ""},
    check_storage_rewrite,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
