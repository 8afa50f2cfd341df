#include "lint/cost.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

/// What a rule of its own is about.
bool is_reported_elsewhere(const sql::alter_action& a) {
  if (const auto* added = std::get_if<sql::add_constraint>(&a.what))
    return added->constraint.kind == sql::constraint_kind::foreign_key ||
           added->constraint.kind == sql::constraint_kind::check;
  return std::holds_alternative<sql::add_column>(a.what) ||
         std::holds_alternative<sql::redefine_column>(a.what);
}

void check_copy_algorithm(const statement_view& view, reporter& to) {
  const auto* alter = std::get_if<sql::alter_table>(&view.statement.what);
  if (alter == nullptr || !copies(view)) return;
  for (const sql::alter_action& a : alter->actions) {
    const schema::relation_fact* cost = find_cost(view, a.where);
    if (is_reported_elsewhere(a) || cost == nullptr || !cost->rewrites) continue;
    report_cost(view, to, *cost,
                fmt::format("copies {}, while no writes get through", cost->relation));
    return;  // once for all actions
  }
}

}  // namespace

const rule copy_algorithm{
    "copy-algorithm",
    rule_class::lock,
    severity::warning,
    "An ALTER TABLE copies the whole table.",
    "Writes wait until the copy is done, replicas lag behind, and the disk must hold the table "
    "twice.",
    {"A new table with triggers that keep it equal, a backfill, and a swap of the names; or a tool "
     "that copies online.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50));", phases::phase::expand,
     "ALTER TABLE users CONVERT TO CHARACTER SET latin1;",
     "ALTER TABLE users ADD COLUMN nick varchar(50);", engine::mysql},
    {"users", "", "", "", ""},
    check_copy_algorithm};

}  // namespace sluice::lint::catalogue
