#include "dialects/schema/names.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

/// Of a table that was there before the change: nobody waits for what is made.
bool changes_table(const statement_view& view, const schema::effect& e) {
  using enum schema::effect_kind;
  return e.kind != rows_inserted && e.kind != rows_updated && e.kind != rows_deleted &&
         e.kind != nothing && e.kind != unknown &&
         schema::find_table(view.before_change, e.table, view.d) != nullptr;
}

void check_locks_not_judged(const statement_view& view, reporter& to) {
  if (!std::holds_alternative<sql::run_code>(view.statement.what)) return;
  const auto found = std::find_if(view.effects.begin(), view.effects.end(),
                                  [&](const schema::effect& e) { return changes_table(view, e); });
  if (found == view.effects.end()) return;
  reporter::draft d;
  d.message = fmt::format(
      "changes {} inside of a program: what that locks, and for how long, is "
      "not judged",
      found->table.empty() ? found->object : found->table);
  d.object = found->table;
  d.where = found->where;
  to.report(std::move(d));
}

}  // namespace

const rule locks_not_judged{
    "locks-not-judged",
    rule_class::lock,
    severity::info,
    "A DO block or procedure changes the schema, where no lock rule looks.",
    "What a program may do to the schema is followed, statement by statement; which of them run, "
    "how often, and what they lock meanwhile, is known only when it runs.",
    {"Write the statements by themselves. IF EXISTS and IF NOT EXISTS take the place of most "
     "conditions.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY);", phases::phase::expand,
     "DO $$ BEGIN ALTER TABLE users ADD COLUMN nick text; END $$;",
     "ALTER TABLE users ADD COLUMN IF NOT EXISTS nick text;"},
    {},
    check_locks_not_judged,
    true,
    all_but_sqlite};

}  // namespace sluice::lint::catalogue
