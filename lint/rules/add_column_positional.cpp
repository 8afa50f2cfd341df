#include "lint/before_after.hpp"
#include "lint/programs.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <string>

namespace sluice::lint::catalogue {

namespace {

void check_add_column_positional(const statement_view& view, reporter& to) {
  for (const schema::effect& e : view.effects) {
    if (e.kind != schema::effect_kind::column_added || !e.existed_before) continue;
    const schema::column* made = column_after(view, e);
    if (made != nullptr && made->invisible) continue;
    for (const positional_insert& each : positional_inserts(view.before, e.table, view.d)) {
      if (is_remade_later(view, each.name)) continue;
      reporter::draft d = said(
          fmt::format("adds {}.{}, and {} {}: every statement that runs it fails", e.table,
                      e.object, each.what,
                      each.reads ? "stores SELECT * of " + e.table +
                                       " elsewhere, which has one value too many from then on"
                                 : "inserts into " + e.table +
                                       " without a list of columns, which gives one value too few"),
          {e.table, each.name, e.object, "", ""});
      d.object = each.name;
      d.where = e.where;
      to.report(std::move(d));
    }
  }
}

}  // namespace

const rule add_column_positional{
    "add-column-positional",
    rule_class::rollback,
    severity::error,
    "A column is added to a table that a trigger or routine inserts into, or copies, by position.",
    "An addition breaks no statement that names its columns. One that counts them fails: INSERT "
    "INTO t VALUES (...) everywhere but in PostgreSQL, INSERT ... SELECT * everywhere. That the "
    "application has such statements, the gate finds out; that the schema has, this rule.",
    {"In the same step, before it: make {column} anew with a list of columns in its INSERT.",
     "In the same step, before it: make {column} anew with a list of columns in its INSERT. Or add "
     "{to} INVISIBLE.",
     ""},
    {"CREATE TABLE users (id integer PRIMARY KEY, name text, nick text);\n"
     "CREATE TABLE old_users (id integer PRIMARY KEY, name text, nick text);\n"
     "CREATE TRIGGER keep AFTER DELETE ON users BEGIN INSERT INTO old_users VALUES (OLD.id, "
     "OLD.name, OLD.nick); END;",
     phases::phase::expand, "ALTER TABLE old_users ADD COLUMN gone text;",
     "ALTER TABLE users ADD COLUMN gone text;", engine::sqlite},
    {"old_users", "keep", "gone", "", ""},
    check_add_column_positional};

}  // namespace sluice::lint::catalogue
