#include "dialects/schema/names.hpp"
#include "lint/cost.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

/// The statement takes that lock for its own work anyway, which is for another rule to say.
bool takes_itself(const statement_view& view, const schema::relation_fact& held) {
  return std::any_of(view.facts.relations.begin(), view.facts.relations.end(),
                     [&](const schema::relation_fact& f) {
                       return f.relation == held.relation && f.lock >= held.lock;
                     });
}

/// The strongest lock that earlier statements of the transaction hold on what was there before.
const schema::relation_fact* strongest(const statement_view& view) {
  const schema::relation_fact* found = nullptr;
  for (const schema::relation_fact& f : view.held) {
    if (!f.lock || *f.lock < schema::table_lock::share || takes_itself(view, f)) continue;
    // Who waits for what is gone then finds nothing, of which another rule speaks.
    if (schema::find_table(view.step_end, f.relation, view.d) == nullptr &&
        view.step_end.views.count(f.relation) == 0)
      continue;
    if (found == nullptr || f.lock > found->lock) found = &f;
  }
  return found;
}

/// validate-in-same-transaction speaks of these.
bool validates(const statement_view& view) {
  bool found = false;
  each_action<sql::validate_constraint>(view, [&](const auto&, text::span) { found = true; });
  return found;
}

bool is_slow(const statement_view& view) {
  const auto reads_all = [](const schema::relation_fact& f) {
    return f.scans || f.builds_index || f.rewrites;
  };
  const auto changes_all = [](const schema::effect& e) {
    return (e.kind == schema::effect_kind::rows_updated ||
            e.kind == schema::effect_kind::rows_deleted) &&
           e.whole_table && e.existed_before;
  };
  return std::any_of(view.facts.relations.begin(), view.facts.relations.end(), reads_all) ||
         std::any_of(view.effects.begin(), view.effects.end(), changes_all);
}

void check_slow_work_under_lock(const statement_view& view, reporter& to) {
  const schema::relation_fact* f = strongest(view);
  if (f == nullptr || !is_slow(view) || validates(view)) return;
  reporter::draft d;
  d.message = fmt::format(
      "works through a whole table while the transaction still holds {} on {}: "
      "{} get through until the end of the step",
      schema::lock_name(*f->lock), f->relation, what_waits(view, *f));
  d.object = f->relation;
  d.named = {f->relation, "", "", "", ""};
  to.report(std::move(d));
}

}  // namespace

const rule slow_work_under_lock{
    "slow-work-under-lock",
    rule_class::lock,
    severity::warning,
    "Slow work is done in a transaction that already holds a strong lock.",
    "Locks are kept to the end of the transaction. What an ALTER TABLE takes for an instant lasts "
    "as long as everything that comes after it.",
    {"Give the slow statement a step of its own; rows belong into migrate.sql, as a backfill.", "",
     ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, email text);\nCREATE TABLE orders (id bigint "
     "PRIMARY KEY, total integer);",
     phases::phase::expand,
     "ALTER TABLE users ADD COLUMN nick text;\nCREATE INDEX orders_total ON orders (total);",
     "ALTER TABLE users ADD COLUMN nick text;\nALTER TABLE users ADD COLUMN age integer;"},
    {"users", "", "", "", ""},
    check_slow_work_under_lock,
    true,
    all_engines,
    false,
    true};

}  // namespace sluice::lint::catalogue
