#include "dialects/schema/names.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <utility>

namespace sluice::lint::catalogue {

namespace {

/// A table of before that is named, and locked so that nobody reads.
bool is_locked(const statement_view& view, const schema::relation_fact& f) {
  return f.as.empty() && f.lock == schema::table_lock::access_exclusive &&
         schema::find_table(view.before_change, f.relation, view.d) != nullptr;
}

/// The only table that the transaction holds; null when there is none, or another one.
const schema::relation_fact* only_held(const statement_view& view) {
  const schema::relation_fact* found = nullptr;
  for (const schema::relation_fact& f : view.held) {
    if ((found != nullptr && f.relation == found->relation) || !is_locked(view, f)) continue;
    if (found != nullptr) return nullptr;
    found = &f;
  }
  return found;
}

/// Reported once a step: at the statement that comes to a second table.
void check_wide_lock_window(const statement_view& view, reporter& to) {
  for (const schema::relation_fact& f : view.facts.relations) {
    if (!is_locked(view, f)) continue;
    const schema::relation_fact* held = only_held(view);
    if (held == nullptr || held->relation == f.relation) continue;
    reporter::draft d;
    d.message = fmt::format(
        "locks {} while {} is still locked: nobody reads or writes either of them until the step "
        "ends, and a transaction that uses them in the other order deadlocks with it",
        f.relation, held->relation);
    d.object = f.relation;
    d.named = {f.relation, "", "", "", ""};
    to.report(std::move(d));
    return;
  }
}

}  // namespace

const rule wide_lock_window{
    "wide-lock-window",
    rule_class::lock,
    severity::info,
    "One transaction locks several tables, one after the other.",
    "The first is locked for as long as the second is waited for. Two that wait for each other are "
    "a deadlock, and one of them is thrown out.",
    {"A change for each table: each is locked for an instant, by itself.", "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY);\nCREATE TABLE orders (id bigint PRIMARY KEY);",
     phases::phase::expand,
     "ALTER TABLE users ADD COLUMN nick text;\nALTER TABLE orders ADD COLUMN note text;",
     "ALTER TABLE users ADD COLUMN nick text;\nALTER TABLE users ADD COLUMN note text;"},
    {"orders", "", "", "", ""},
    check_wide_lock_window,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
