#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_rename_column(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::column_renamed, [&](const schema::effect& e) {
    reporter::draft d;
    d.message = fmt::format(
        "renames column {}.{} to {}: old readers and old writers that name it fail at once",
        e.table, e.object, e.to);
    d.named = {e.table, e.object, e.to, "", ""};
    to.report(e, std::move(d));
  });
}

}  // namespace

const rule rename_column{
    "rename-column",
    rule_class::rollback,
    severity::error,
    "A column is renamed while a release may still use its old name.",
    "No moment exists at which both names work: the old release fails from the rename on, the new "
    "one before it.",
    {"1. expand.sql: ALTER TABLE {table} ADD COLUMN {to} ..., and a trigger that keeps {column} "
     "and "
     "{to} equal, whichever a release writes.\n"
     "2. migrate.sql: -- sluice:backfill name={to}\n"
     "   UPDATE {table} SET {to} = {column} WHERE {to} IS DISTINCT FROM {column};\n"
     "3. verify.sql: -- sluice:expect empty\n"
     "   SELECT * FROM {table} WHERE {to} IS DISTINCT FROM {column};\n"
     "4. contract.sql: drop the trigger, then ALTER TABLE {table} DROP COLUMN {column};",
     "1. expand.sql: ALTER TABLE {table} ADD COLUMN {to} ..., and triggers that keep {column} and "
     "{to} equal, whichever a release writes.\n"
     "2. migrate.sql: -- sluice:backfill name={to}\n"
     "   UPDATE {table} SET {to} = {column} WHERE NOT ({to} <=> {column});\n"
     "3. verify.sql: -- sluice:expect empty\n"
     "   SELECT * FROM {table} WHERE NOT ({to} <=> {column});\n"
     "4. contract.sql: drop the triggers, then ALTER TABLE {table} DROP COLUMN {column};",
     "1. expand.sql: ALTER TABLE {table} ADD COLUMN {to} ..., and triggers that keep {column} and "
     "{to} equal, whichever a release writes.\n"
     "2. migrate.sql: -- sluice:backfill name={to}\n"
     "   UPDATE {table} SET {to} = {column} WHERE {to} IS NOT {column};\n"
     "3. verify.sql: -- sluice:expect empty\n"
     "   SELECT * FROM {table} WHERE {to} IS NOT {column};\n"
     "4. contract.sql: drop the triggers, then ALTER TABLE {table} DROP COLUMN {column};"},
    {"CREATE TABLE users (id bigint PRIMARY KEY, full_name text);", phases::phase::expand,
     "ALTER TABLE users RENAME COLUMN full_name TO display_name;",
     "ALTER TABLE users ADD COLUMN display_name text;"},
    {"users", "full_name", "display_name", "", ""},
    check_rename_column};

}  // namespace sluice::lint::catalogue
