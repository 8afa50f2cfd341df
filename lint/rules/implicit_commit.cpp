#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

/// Whether the statement stands between a BEGIN of the script and its end.
bool is_open(const statement_view& view) {
  bool open = false;
  for (const statement_input& each : view.step.statements) {
    if (each.statement == view.input.statement) break;
    const auto* control = std::get_if<sql::transaction_control>(&each.statement->what);
    if (control == nullptr) continue;
    if (control->verb == sql::transaction_verb::begin) open = true;
    if (control->verb == sql::transaction_verb::commit ||
        control->verb == sql::transaction_verb::rollback)
      open = false;
  }
  return open;
}

bool changes_schema(const schema::effect& e) {
  using enum schema::effect_kind;
  return e.kind != rows_inserted && e.kind != rows_updated && e.kind != rows_deleted &&
         e.kind != session_changed && e.kind != transaction_controlled && e.kind != nothing &&
         e.kind != unknown;
}

void check_implicit_commit(const statement_view& view, reporter& to) {
  if (view.d != dialect::mysql || !view.step.foreign) return;
  if (std::none_of(view.effects.begin(), view.effects.end(), changes_schema) || !is_open(view))
    return;
  reporter::draft d;
  d.message = fmt::format(
      "commits the transaction that was opened above: {} cannot undo it, and what follows runs "
      "outside of one",
      engine_name(view.server.kind));
  to.report(std::move(d));
}

}  // namespace

const rule implicit_commit{
    "implicit-commit",
    rule_class::data_loss,
    severity::warning,
    "A change of the schema stands in a transaction that it ends.",
    "In MySQL and MariaDB every such statement commits what came before it, also when it then "
    "fails "
    "itself. A ROLLBACK afterwards undoes nothing.",
    {"Leave START TRANSACTION out around it, and give each change of the schema a migration of its "
     "own: after a failure it is plain what was done.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY);", phases::phase::expand,
     "START TRANSACTION;\nALTER TABLE users ADD COLUMN nick varchar(50);\nCOMMIT;",
     "ALTER TABLE users ADD COLUMN nick varchar(50);", engine::mysql, "", "one_by_one"},
    {},
    check_implicit_commit,
    true,
    mysql_and_mariadb};

}  // namespace sluice::lint::catalogue
