#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_unbatched_update(const statement_view& view, reporter& to) {
  if (view.input.is_backfill) return;
  for (const schema::effect& e : view.effects) {
    const bool updates = e.kind == schema::effect_kind::rows_updated;
    if ((!updates && e.kind != schema::effect_kind::rows_deleted) || !e.whole_table ||
        !e.existed_before || to.claimed(e))
      continue;
    reporter::draft d;
    d.message = fmt::format(
        "{} rows of {} in one statement, without a bound: it locks them all "
        "until it ends, and one failure undoes the whole",
        updates ? "updates" : "deletes", e.table);
    d.named = {e.table, "", "", "", ""};
    to.report(e, std::move(d));
  }
}

}  // namespace

const rule unbatched_update{
    "unbatched-update",
    rule_class::lock,
    severity::warning,
    "An UPDATE or DELETE goes over a whole table in one statement.",
    "It holds every row's lock to its end, makes replicas lag, and starts from nothing after a "
    "failure.",
    {"migrate.sql, as a backfill job that Sluice cuts into batches:\n"
     "  -- sluice:backfill name=...\n"
     "  UPDATE {table} SET ... WHERE ...;",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, name text);", phases::phase::migrate,
     "UPDATE users SET name = 'nobody' WHERE name IS NULL;",
     "UPDATE users SET name = 'nobody' WHERE id = 1;"},
    {"users", "", "", "", ""},
    check_unbatched_update};

}  // namespace sluice::lint::catalogue
