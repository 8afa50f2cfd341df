#include "dialects/schema/names.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <set>

namespace sluice::lint::catalogue {

namespace {

/// The tables that are named and locked so that nobody reads.
std::set<std::string> locked(const statement_view& view,
                             const std::vector<schema::relation_fact>& facts) {
  std::set<std::string> out;
  for (const schema::relation_fact& f : facts) {
    if (f.as.empty() && f.lock == schema::table_lock::access_exclusive &&
        schema::find_table(view.before_change, f.relation, view.d) != nullptr)
      out.insert(f.relation);
  }
  return out;
}

/// Reported once a step: at the statement that comes to a second table.
void check(const statement_view& view, reporter& to) {
  const std::set<std::string> held = locked(view, view.held);
  if (held.size() != 1) return;
  for (const std::string& table : locked(view, view.facts.relations)) {
    if (held.count(table) != 0) continue;
    reporter::draft d;
    d.message = fmt::format(
        "locks {} while {} is still locked: nobody reads or writes either of them until the step "
        "ends, and a transaction that uses them in the other order deadlocks with it",
        table, *held.begin());
    d.object = table;
    d.named = {table, "", "", "", ""};
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
    check};

}  // namespace sluice::lint::catalogue
