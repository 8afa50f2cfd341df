#include "dialects/schema/names.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void report_name_taken(const statement_view& view, reporter& to, std::string_view what,
                       const std::string& object, text::span where) {
  reporter::draft d;
  d.message = fmt::format("makes {} {}, which is there already: {} refuses that", what, object,
                          engine_name(view.server.kind));
  d.object = object;
  d.where = where;
  to.report(std::move(d));
}

void check_table(const statement_view& view, reporter& to, const sql::create_table& s) {
  if (s.if_not_exists || s.temporary) return;
  const schema::table* t =
      schema::find_table(view.before, schema::model_name(s.table, view.d), view.d);
  if (t != nullptr && !t->temporary) report_name_taken(view, to, "table", t->name, s.table.where);
}

void check_columns(const statement_view& view, reporter& to, const sql::alter_table& s) {
  const schema::table* t =
      schema::find_table(view.before, schema::model_name(s.table, view.d), view.d);
  // What drops or renames it in the same statement may make room.
  if (t == nullptr || s.actions.size() != 1) return;
  const auto* added = std::get_if<sql::add_column>(&s.actions.front().what);
  if (added == nullptr || added->if_not_exists) return;
  const sql::name& name = added->column.column;
  if (schema::find_column(*t, name.text, view.d) != nullptr)
    report_name_taken(view, to, "column", t->name + "." + name.text, name.where);
}

void check_name_taken(const statement_view& view, reporter& to) {
  if (const auto* s = std::get_if<sql::create_table>(&view.statement.what))
    check_table(view, to, *s);
  if (const auto* s = std::get_if<sql::alter_table>(&view.statement.what))
    check_columns(view, to, *s);
}

}  // namespace

const rule name_taken{
    "name-taken",
    rule_class::runtime,
    severity::error,
    "A table or column is made a second time.",
    "An earlier statement of the folder made it, and none has dropped it since: applied in order, "
    "the second one fails.",
    {"Take out the one that is too many. If the two should differ, alter what the first one made.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, email text);", phases::phase::expand,
     "ALTER TABLE users ADD COLUMN email text;", "ALTER TABLE users ADD COLUMN phone text;"},
    {},
    check_name_taken};

}  // namespace sluice::lint::catalogue
