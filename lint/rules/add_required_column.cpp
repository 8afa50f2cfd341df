#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_add_required_column(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::column_added, [&](const schema::effect& e) {
    if (!e.required) return;
    reporter::draft d;
    d.message = fmt::format(
        "adds {}.{} as NOT NULL without a default: an old INSERT does not name it and is refused{}",
        e.table, e.object,
        view.d == dialect::mysql
            ? " (without strict mode it silently stores an empty value instead)"
        : std::holds_alternative<sql::alter_table>(view.statement.what)
            ? " (with rows present the statement itself fails)"
            : "");
    d.named = {e.table, e.object, "", "", ""};
    to.report(e, std::move(d));
  });
}

}  // namespace

const rule add_required_column{
    "add-required-column",
    rule_class::rollback,
    severity::error,
    "A column is added that every INSERT must name.",
    "Releases that were built before it do not name it: their INSERTs fail from that moment on. A "
    "default in the application's code does not help them.",
    {"1. expand.sql: add {table}.{column} without NOT NULL, or with a DEFAULT in the database.\n"
     "2. Deploy a release that always writes it; backfill the old rows in migrate.sql.\n"
     "3. contract.sql: ALTER TABLE {table} ALTER COLUMN {column} SET NOT NULL;",
     "1. expand.sql: add {table}.{column} without NOT NULL, or with a DEFAULT in the database.\n"
     "2. Deploy a release that always writes it; backfill the old rows in migrate.sql.\n"
     "3. contract.sql: ALTER TABLE {table} MODIFY {column} ... NOT NULL;",
     "Add {table}.{column} without NOT NULL, or with a constant DEFAULT."},
    {"CREATE TABLE users (id bigint PRIMARY KEY);", phases::phase::expand,
     "ALTER TABLE users ADD COLUMN email text NOT NULL;",
     "ALTER TABLE users ADD COLUMN email text;"},
    {"users", "email", "", "", ""},
    check_add_required_column};

}  // namespace sluice::lint::catalogue
