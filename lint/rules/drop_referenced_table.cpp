#include "dialects/schema/names.hpp"
#include "dialects/schema/relatives.hpp"
#include "lint/rules/rules.hpp"
#include "lint/session_values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

using schema::constraint;

/// A foreign key that leads to the table, with the table that has it.
struct reference {
  std::string table;
  const constraint* key = nullptr;
};

bool acts_by_itself(const constraint& c) {
  return c.on_delete == "cascade" || c.on_delete == "set null" || c.on_delete == "set default";
}

/// Keys of tables that the statement leaves. In SQLite those that act on their rows are for
/// sqlite-drop-cascades to tell.
reference reference_to(const statement_view& view, const sql::drop_table& s,
                       const std::string& key) {
  for (const std::string& child : schema::referencing_tables(view.before, key)) {
    const bool goes = std::any_of(s.tables.begin(), s.tables.end(), [&](const auto& each) {
      return schema::same_name(schema::model_name(each, view.d), child, view.d);
    });
    if (goes) continue;
    for (const auto& entry : view.before.tables.at(child).constraints) {
      const constraint& c = entry.second;
      if (c.kind != "foreign key" || c.references != key) continue;
      if (view.d == dialect::sqlite && acts_by_itself(c)) continue;
      return {child, &c};
    }
  }
  return {};
}

void check_drop_referenced_table(const statement_view& view, reporter& to) {
  const auto* s = std::get_if<sql::drop_table>(&view.statement.what);
  if (s == nullptr || (s->cascade && view.d == dialect::postgres) ||
      turned_off(view, "foreign_keys") || turned_off(view, "foreign_key_checks"))
    return;
  for (const sql::object_name& each : s->tables) {
    const schema::table* t =
        schema::find_table(view.before, schema::model_name(each, view.d), view.d);
    if (t == nullptr) continue;
    const reference found = reference_to(view, *s, t->name);
    if (found.key == nullptr) continue;
    reporter::draft d;
    // SQLite's foreign keys have no names.
    d.message =
        view.d == dialect::sqlite
            ? fmt::format(
                  "drops {}, which a foreign key of {} refers to: it fails when a row of "
                  "that has a parent",
                  t->name, found.table)
            : fmt::format("drops {}, which foreign key {} of {} refers to: the server refuses that",
                          t->name, found.key->name, found.table);
    d.object = t->name;
    d.where = each.where;
    d.named = {found.table, found.key->name, t->name, "", ""};
    to.report(std::move(d));
  }
}

}  // namespace

const rule drop_referenced_table{
    "drop-referenced-table",
    rule_class::runtime,
    severity::error,
    "A table is dropped that a foreign key still refers to.",
    "The server refuses it; SQLite as soon as there are rows, which a test database may not have.",
    {"Drop the foreign key first, in a step of its own:\nALTER TABLE {table} DROP CONSTRAINT "
     "{column};",
     "Drop the foreign key first, in a step of its own:\nALTER TABLE {table} DROP FOREIGN KEY "
     "{column};",
     "Take the key away first, by building {table} anew without it. To build {to} itself anew, put "
     "PRAGMA foreign_keys = OFF in front of the step: it has no effect inside of a transaction, "
     "and Sluice runs the step without one."},
    {"CREATE TABLE users (id bigint PRIMARY KEY);\nCREATE TABLE orders (id bigint PRIMARY KEY, "
     "user_id bigint CONSTRAINT of_user REFERENCES users (id));",
     phases::phase::contract, "DROP TABLE users;",
     "ALTER TABLE orders DROP CONSTRAINT of_user;\nDROP TABLE users;"},
    {"orders", "of_user", "users", "", ""},
    check_drop_referenced_table};

}  // namespace sluice::lint::catalogue
