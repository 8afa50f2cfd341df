#include "lint/programs.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <string>

namespace sluice::lint::catalogue {

namespace {

void check_routine_body_dependency(const statement_view& view, reporter& to) {
  for (const schema::effect& e : view.effects) {
    const bool column = e.kind == schema::effect_kind::column_renamed ||
                        e.kind == schema::effect_kind::column_dropped;
    const bool table = e.kind == schema::effect_kind::table_renamed ||
                       e.kind == schema::effect_kind::table_dropped;
    if (!column && !table) continue;
    for (const mention& m : programs_naming(view.before, e.table, column ? e.object : "", view.d)) {
      if (is_remade_later(view, m.name)) continue;
      reporter::draft d = said(
          fmt::format("{} {}, which {} {}: nothing tells so now, and {}",
                      e.to.empty() ? "drops" : "renames", e.table + (column ? "." + e.object : ""),
                      m.what, m.certain ? "uses" : "seems to use",
                      m.certain ? "every statement that fires it fails" : "it fails when it runs"),
          {e.table, m.name, "", "", ""});
      d.object = m.name;
      d.where = e.where;
      if (!m.certain) d.level = severity::warning;
      to.report(std::move(d));
    }
  }
}

}  // namespace

const rule routine_body_dependency{
    "routine-body-dependency",
    rule_class::rollback,
    severity::error,
    "What a routine or trigger uses is renamed or dropped, and its body is not changed with it.",
    "The server keeps bodies as text. It finds out when the routine runs: then an old INSERT fails "
    "because of a trigger that nobody thought of.",
    {"In the same step, before it: make {column} anew without the old name, or drop it.", "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, name text, nick text);\n"
     "CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.nick := NEW.name; "
     "RETURN NEW; END $$;\n"
     "CREATE TRIGGER fill BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION fill();",
     phases::phase::contract, "ALTER TABLE users DROP COLUMN nick;",
     "ALTER TABLE users ADD COLUMN age int;"},
    {"users", "fill", "", "", ""},
    check_routine_body_dependency,
    true,
    all_but_sqlite};

}  // namespace sluice::lint::catalogue
