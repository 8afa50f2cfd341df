#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <variant>

namespace sluice::lint::catalogue {

namespace {

void check_mixed_phases(const statement_view& view, reporter& to) {
  if (!view.in(phases::phase::contract)) return;
  for (const schema::effect& e : view.effects) {
    // What a rebuilt table has more is told at its DROP TABLE.
    if (e.kind != schema::effect_kind::column_added || !e.existed_before ||
        !std::holds_alternative<sql::alter_table>(view.statement.what))
      continue;
    reporter::draft d = said(fmt::format("adds {}.{} in a contract step: the release that uses it "
                                         "cannot run before the releases are retired that the step "
                                         "waits for",
                                         e.table, e.object),
                             {e.table, e.object, "", "", ""});
    d.object = e.table + "." + e.object;
    d.where = e.where;
    to.report(std::move(d));
  }
}

}  // namespace

const rule mixed_phases{
    "mixed-phases",
    rule_class::hygiene,
    severity::warning,
    "One change both adds and takes away in its contract step.",
    "The gate holds a contract step until no release needs the old shape. What the next release "
    "needs is held with it; and when the step fails half way, neither release may run.",
    {"Add {table}.{column} in expand.sql, of this change or of one before it.", "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, name text, nick text);\n"
     "CREATE TABLE old_users (id bigint PRIMARY KEY, name text, nick text);",
     phases::phase::contract, "ALTER TABLE users DROP COLUMN nick, ADD COLUMN handle text;",
     "ALTER TABLE users DROP COLUMN nick;"},
    {"users", "handle", "", "", ""},
    check_mixed_phases};

}  // namespace sluice::lint::catalogue
