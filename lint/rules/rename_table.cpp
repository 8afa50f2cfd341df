#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_rename_table(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::table_renamed, [&](const schema::effect& e) {
    reporter::draft d;
    d.message =
        fmt::format("renames table {} to {}: every old statement that names it fails{}", e.table,
                    e.to, e.replaced ? " until a later statement makes it anew" : "");
    d.object = e.table;
    d.named = {e.table, "", e.to, "", ""};
    to.report(e, std::move(d));
  });
  each_misplaced(view, to, schema::effect_kind::object_renamed, [&](const schema::effect& e) {
    for (const std::string_view sort : {"view", "materialized view"}) {
      if (!is_a(e, sort)) continue;
      const std::string name = bare_name(e, sort);
      to.report(e, said(fmt::format("renames {} {} to {}: every old statement that names it fails",
                                    sort, name, e.to),
                        {name, "", e.to, "", ""}));
    }
  });
}

}  // namespace

const rule rename_table{
    "rename-table",
    rule_class::rollback,
    severity::error,
    "A table is renamed while a release may still use its old name.",
    "No moment exists at which both names work. A view can give the new one to new releases first.",
    {"1. expand.sql: CREATE VIEW {to} AS SELECT ... FROM {table}; (a simple view can be written "
     "through)\n"
     "2. Deploy a release that uses {to}, and retire the ones that use {table}.\n"
     "3. contract.sql: DROP VIEW {to}; ALTER TABLE {table} RENAME TO {to};",
     "1. expand.sql: CREATE VIEW {to} AS SELECT ... FROM {table}; (a simple view can be written "
     "through)\n"
     "2. Deploy a release that uses {to}, and retire the ones that use {table}.\n"
     "3. contract.sql: RENAME TABLE {to} TO {to}_view, {table} TO {to}; DROP VIEW {to}_view;",
     "1. expand.sql: CREATE VIEW {to} AS SELECT ... FROM {table}; with INSTEAD OF triggers for "
     "writers (an upsert through a view is impossible)\n"
     "2. Deploy a release that uses {to}, and retire the ones that use {table}.\n"
     "3. contract.sql: DROP VIEW {to}; ALTER TABLE {table} RENAME TO {to};"},
    {"CREATE TABLE notes (id bigint PRIMARY KEY);", phases::phase::expand,
     "ALTER TABLE notes RENAME TO remarks;", "CREATE VIEW remarks AS SELECT id FROM notes;"},
    {"notes", "", "remarks", "", ""},
    check_rename_table};

}  // namespace sluice::lint::catalogue
