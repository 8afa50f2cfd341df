#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

/// "billing" of "billing.users"; empty for the default schema.
std::string_view schema_of(std::string_view key) {
  const std::size_t dot = key.find('.');
  return dot == std::string_view::npos ? std::string_view() : key.substr(0, dot);
}

bool moves(const schema::effect& e) {
  return schema_of(e.table) != schema_of(e.to);
}

void check_move_table_schema(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::table_renamed, [&](const schema::effect& e) {
    if (!moves(e)) return;
    reporter::draft d =
        said(fmt::format("moves {} to {}: every old statement that names it without its schema, or "
                         "with the former one, fails",
                         e.table, e.to),
             {e.table, "", e.to, "", ""});
    d.object = e.table;
    to.report(e, std::move(d));
  });
  each_misplaced(view, to, schema::effect_kind::object_renamed, [&](const schema::effect& e) {
    if (!is_a(e, "schema")) return;
    const std::string name = bare_name(e, "schema");
    to.report(e, said(fmt::format("renames schema {} to {}: every old statement that names it, or "
                                  "finds its tables by search_path, fails",
                                  name, e.to),
                      {name, "", e.to, "", ""}));
  });
}

}  // namespace

const rule move_table_schema{
    "move-table-schema",
    rule_class::rollback,
    severity::error,
    "A table is moved to another schema, or its schema renamed, while a release may still look for "
    "it there.",
    "No moment exists at which both places work, unless a view stands in one of them.",
    {"1. expand.sql: a view in the new schema, CREATE VIEW {to} AS SELECT ... FROM {table};\n"
     "2. Deploy a release that uses {to}, and retire the ones that use {table}.\n"
     "3. contract.sql: DROP VIEW {to}; then the move.",
     "1. expand.sql: a view in the new database, CREATE VIEW {to} AS SELECT ... FROM {table};\n"
     "2. Deploy a release that uses {to}, and retire the ones that use {table}.\n"
     "3. contract.sql: DROP VIEW {to}; then RENAME TABLE {table} TO {to};",
     ""},
    {"CREATE TABLE notes (id bigint PRIMARY KEY);", phases::phase::expand,
     "ALTER TABLE notes SET SCHEMA archive;", "CREATE VIEW archive.notes AS SELECT id FROM notes;"},
    {"notes", "", "archive.notes", "", ""},
    check_move_table_schema,
    true,
    all_but_sqlite};

}  // namespace sluice::lint::catalogue
