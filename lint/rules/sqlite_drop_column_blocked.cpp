#include "dialects/schema/names.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

bool holds_column(const std::vector<std::string>& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& each) {
    return schema::same_name(each, name, dialect::sqlite);
  });
}

/// A constraint of the column alone may be a part of its definition, and then goes with it.
std::string key_with(const schema::table& t, std::string_view column) {
  if (holds_column(t.primary_key, column)) return "it is part of the primary key";
  for (const auto& [name, c] : t.constraints) {
    if (!holds_column(c.columns, column)) continue;
    if (c.kind == "unique") return "it is UNIQUE";
    if (c.columns.size() > 1) return fmt::format("a {} names it", c.kind);
  }
  for (const auto& [name, i] : t.indexes) {
    if (holds_column(i.columns, column)) return fmt::format("index {} is over it", name);
  }
  return {};
}

std::string blocking_reader(const statement_view& view, const schema::table& t,
                            std::string_view column) {
  for (const auto& [view_name, needed] : view.before.needs) {
    for (const std::string& need : needed) {
      if (schema::same_name(need, t.name + "." + std::string(column), dialect::sqlite))
        return fmt::format("view {} reads it", view_name);
    }
  }
  for (const auto& entry : view.before.triggers) {
    const schema::trigger& trigger = entry.second;
    if (schema::same_name(trigger.table, t.name, dialect::sqlite) &&
        holds_column(sql::names_mentioned(trigger.body, view.d), column))
      return fmt::format("trigger {} names it", trigger.name);
  }
  return {};
}

void check_sqlite_drop_column_blocked(const statement_view& view, reporter& to) {
  const auto* alter = std::get_if<sql::alter_table>(&view.statement.what);
  if (alter == nullptr || view.d != dialect::sqlite) return;
  const schema::table* t =
      schema::find_table(view.before, schema::model_name(alter->table, view.d), view.d);
  if (t == nullptr) return;
  each_action<sql::drop_column>(view, [&](const sql::drop_column& a, text::span where) {
    std::string why = key_with(*t, a.column.text);
    if (why.empty()) why = blocking_reader(view, *t, a.column.text);
    if (why.empty() && t->columns_complete && t->columns.size() == 1) why = "it is the only column";
    if (why.empty()) return;
    reporter::draft d;
    d.object = t->name + "." + a.column.text;
    d.message = fmt::format("drops {}, which SQLite refuses: {}", d.object, why);
    d.where = where;
    d.named = {t->name, a.column.text, "", "", ""};
    to.report(std::move(d));
  });
}

}  // namespace

const rule sqlite_drop_column_blocked{
    "sqlite-drop-column-blocked",
    rule_class::runtime,
    severity::error,
    "SQLite refuses to drop a column that something else in the schema names.",
    "An index, a key, a view or a trigger over the column must go before it.",
    {"", "",
     "In the same step: drop the index, view or trigger first, then {table}.{column}, and make "
     "anew what is still needed. A column of a key needs the table to be built anew."},
    {"CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);\nCREATE INDEX users_email ON users "
     "(email);",
     phases::phase::contract, "ALTER TABLE users DROP COLUMN email;",
     "DROP INDEX users_email;\nALTER TABLE users DROP COLUMN email;", engine::sqlite},
    {"users", "email", "", "", ""},
    check_sqlite_drop_column_blocked,
    true,
    only_sqlite};

}  // namespace sluice::lint::catalogue
