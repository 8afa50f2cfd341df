#include "dialects/schema/names.hpp"
#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

bool was_made_by_change(const statement_view& view, const std::string& table,
                        const std::string& index) {
  const schema::table* now = schema::find_table(view.before, table, view.d);
  const schema::table* earlier = schema::find_table(view.before_change, table, view.d);
  return now != nullptr && earlier != nullptr &&
         schema::find_entry(now->indexes, index, view.d) != now->indexes.end() &&
         schema::find_entry(earlier->indexes, index, view.d) == earlier->indexes.end();
}

void check_rename_constraint_or_index(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::object_renamed, [&](const schema::effect& e) {
    if (!is_a(e, "constraint")) return;
    const std::string name = bare_name(e, "constraint");
    to.report(
        e,
        said(
            fmt::format(
                "renames constraint {} of {} to {}: an old INSERT ... ON CONFLICT ON CONSTRAINT {} "
                "fails, and code that tells refusals apart by the name does not know the new one",
                name, e.table, e.to, name),
            {e.table, name, e.to, "", ""}));
  });
  if (view.in(phases::phase::contract)) return;
  each_action<sql::rename_index>(view, [&](const sql::rename_index& a, text::span where) {
    for (const schema::effect& e : view.effects) {
      if (e.where != where || !e.existed_before || was_made_by_change(view, e.table, a.from.text))
        continue;
      reporter::draft d = said(fmt::format("renames index {} of {} to {}: an old statement with "
                                           "FORCE INDEX, USE INDEX or IGNORE INDEX ({}) fails",
                                           a.from.text, e.table, a.to.text, a.from.text),
                               {e.table, a.from.text, a.to.text, "", ""});
      d.level = severity::warning;
      to.report(e, std::move(d));
      return;
    }
  });
}

}  // namespace

const rule rename_constraint_or_index{
    "rename-constraint-or-index",
    rule_class::rollback,
    severity::error,
    "A constraint or index is renamed while a release may still name it.",
    "Statements name constraints in ON CONFLICT ON CONSTRAINT and indexes in hints, and error "
    "handlers compare the name that a refusal tells.",
    {"Keep the name {column}. If it must change:\n"
     "1. expand.sql: make a second constraint named {to}.\n"
     "2. Deploy a release that names it, and retire the ones that name {column}.\n"
     "3. contract.sql: ALTER TABLE {table} DROP CONSTRAINT {column};",
     "Keep the name {column}. If it must change:\n"
     "1. expand.sql: make a second index named {to}.\n"
     "2. Deploy a release that names it, and retire the ones that name {column}.\n"
     "3. contract.sql: DROP INDEX {column} ON {table};",
     ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, email text, CONSTRAINT one_email UNIQUE (email));",
     phases::phase::expand, "ALTER TABLE users RENAME CONSTRAINT one_email TO users_email;",
     "CREATE INDEX users_email ON users (email);"},
    {"users", "one_email", "users_email", "", ""},
    check_rename_constraint_or_index,
    true,
    all_but_sqlite};

}  // namespace sluice::lint::catalogue
