#include "dialects/schema/names.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

struct reader {
  std::string view;
  bool certain = true;  ///< it reads no other table that the name could belong to
};

std::optional<reader> view_reading(const statement_view& view, const std::string& table,
                                   const std::string& column) {
  for (const auto& [name, needs] : view.before.needs) {
    if (view.before.views.count(name) == 0 || needs.count(table + "." + column) == 0) continue;
    const auto tables = std::count_if(needs.begin(), needs.end(), [&](const std::string& need) {
      return view.before.tables.count(need) != 0 || view.before.views.count(need) != 0;
    });
    return reader{name, tables == 1};
  }
  return std::nullopt;
}

void check_view_depends_on_column(const statement_view& view, reporter& to) {
  const auto* alter = std::get_if<sql::alter_table>(&view.statement.what);
  if (alter == nullptr || view.d != dialect::postgres) return;
  const std::string table = schema::model_name(alter->table, view.d);
  const auto report = [&](const std::string& column, text::span where, std::string_view does) {
    const auto found = view_reading(view, table, column);
    if (!found) return;
    reporter::draft d;
    d.object = table + "." + column;
    d.message = fmt::format("{} {}, which view {} {}: PostgreSQL refuses that", does, d.object,
                            found->view, found->certain ? "reads" : "seems to read");
    d.where = where;
    if (!found->certain) d.level = severity::warning;
    d.named = {table, column, found->view, "", ""};
    to.report(std::move(d));
  };
  each_action<sql::change_type>(view, [&](const sql::change_type& a, text::span where) {
    report(a.column.text, where, "changes the type of");
  });
  each_action<sql::drop_column>(view, [&](const sql::drop_column& a, text::span where) {
    if (!a.cascade) report(a.column.text, where, "drops");
  });
}

}  // namespace

const rule view_depends_on_column{
    "view-depends-on-column",
    rule_class::runtime,
    severity::error,
    "A column is dropped or gets another type while a view reads it.",
    "A view is kept as what it reads, not as text: PostgreSQL refuses what would change it.",
    {"In the same step: DROP VIEW {to}; then the change of {table}.{column}, then CREATE VIEW {to} "
     "AS ...;",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, age integer);\nCREATE VIEW ages AS SELECT age "
     "FROM "
     "users;",
     phases::phase::contract, "ALTER TABLE users DROP COLUMN age;",
     "DROP VIEW ages;\nALTER TABLE users DROP COLUMN age;"},
    {"users", "age", "ages", "", ""},
    check_view_depends_on_column,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
