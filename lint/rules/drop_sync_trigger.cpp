#include "dialects/schema/names.hpp"
#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <string>

namespace sluice::lint::catalogue {

namespace {

std::string harm_of_drop_sync_trigger(const statement_view& view, const schema::effect& e) {
  const std::string key = schema::find_trigger(view.before, e.object, e.table, view.d);
  const std::vector<std::string> assigned =
      key.empty() ? std::vector<std::string>()
                  : sql::assigned_columns(view.before.triggers.at(key).body, view.d, e.table);
  return assigned.empty() ? "old writers lose what it did to their rows, silently; a column that "
                            "it kept equal drifts"
                          : fmt::format(
                                "it gives {} a value, which rows of old writers no longer get, "
                                "silently: the copies drift",
                                list(assigned));
}

void check_drop_sync_trigger(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::trigger_dropped, [&](const schema::effect& e) {
    to.report(e, said(fmt::format("drops trigger {} on {}: {}", e.object, e.table,
                                  harm_of_drop_sync_trigger(view, e)),
                      {e.table, e.object, "", "", ""}));
  });
  each_misplaced(view, to, schema::effect_kind::trigger_created, [&](const schema::effect& e) {
    if (!e.replaced) return;
    to.report(
        e,
        said(fmt::format(
                 "replaces trigger {} on {}: old writers lose what it did to their rows until now",
                 e.object, e.table),
             {e.table, e.object, "", "", ""}));
  });
  if (view.d != dialect::postgres || view.in(phases::phase::contract)) return;
  for (const schema::effect& e : view.effects) {
    if (!e.existed_before || to.claimed(e) || !(says(view, e.where, {"disable", "trigger"})))
      continue;
    to.report(e, said(fmt::format("disables a trigger on {}: old writers lose what it did to their "
                                  "rows, silently; a column that it kept equal drifts",
                                  e.table),
                      {e.table, "a trigger", "", "", ""}));
  }
}

}  // namespace

const rule drop_sync_trigger{
    "drop-sync-trigger",
    rule_class::rollback,
    severity::error,
    "A trigger is dropped, replaced or disabled while a release may still need what it does.",
    "A trigger often keeps an old and a new column equal. Without it both releases go on working, "
    "each with its own column, and nobody is told.",
    {"1. Deploy a release that needs nothing of what {column} does, and retire the ones that do.\n"
     "2. verify.sql: a last look whether what it kept equal is equal.\n"
     "3. contract.sql: drop the trigger {column} of {table}.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, name text, nick text);\n"
     "CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.nick := NEW.name; "
     "RETURN NEW; END $$;\n"
     "CREATE TRIGGER fill BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION fill();",
     phases::phase::expand, "DROP TRIGGER fill ON users;",
     "CREATE TRIGGER again BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION fill();"},
    {"users", "fill", "", "", ""},
    check_drop_sync_trigger};

}  // namespace sluice::lint::catalogue
