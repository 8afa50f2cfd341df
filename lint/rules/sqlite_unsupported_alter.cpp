#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

constexpr server_version knows_more{engine::sqlite, 3, 53, 0};

/// The effect is then told here, and not as one that is not understood.
void claim(const statement_view& view, reporter& to, text::span where) {
  for (const schema::effect& e : view.effects) {
    if (e.kind == schema::effect_kind::unknown && e.where == where) to.claim(e);
  }
}

void check(const statement_view& view, reporter& to) {
  const auto* alter = std::get_if<sql::alter_table>(&view.statement.what);
  if (alter == nullptr || view.d != dialect::sqlite) return;
  const auto report = [&](text::span where, std::string message) {
    reporter::draft d;
    d.message = std::move(message);
    d.object = alter->table.object.text;
    d.where = where;
    d.named = {alter->table.object.text, "", "", "", ""};
    to.report(std::move(d));
  };
  each_action<sql::add_column>(view, [&](const sql::add_column& a, text::span where) {
    const bool key = a.column.primary_key;
    if (key || a.column.unique)
      report(where, fmt::format("adds {} as {}: SQLite refuses that", a.column.column.text,
                                key ? "a PRIMARY KEY" : "UNIQUE"));
  });
  if (view.server >= knows_more) return;
  each_action<sql::opaque_action>(view, [&](const sql::opaque_action& a, text::span where) {
    claim(view, to, where);
    report(where, fmt::format("{} is no action of SQLite's ALTER TABLE: it renames, adds and drops "
                              "columns, and no more",
                              a.words));
  });
}

}  // namespace

const rule sqlite_unsupported_alter{
    "sqlite-unsupported-alter",
    rule_class::runtime,
    severity::error,
    "SQLite's ALTER TABLE cannot do that.",
    "Types, defaults, NOT NULL and constraints of a column that is there are changed by building "
    "the table anew.",
    {"", "",
     "For UNIQUE: add the column, then CREATE UNIQUE INDEX.\nFor all else: a new table, a copy of "
     "the rows, DROP TABLE {table}, and ALTER TABLE ... RENAME TO {table}, in one step."},
    {"CREATE TABLE users (id INTEGER PRIMARY KEY, age INTEGER);", phases::phase::expand,
     "ALTER TABLE users ADD COLUMN email TEXT UNIQUE;",
     "ALTER TABLE users ADD COLUMN email TEXT;\nCREATE UNIQUE INDEX users_email ON users (email);",
     engine::sqlite},
    {"users", "", "", "", ""},
    check};

}  // namespace sluice::lint::catalogue
