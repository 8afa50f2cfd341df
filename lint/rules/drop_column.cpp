#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_drop_column(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::column_dropped, [&](const schema::effect& e) {
    reporter::draft d;
    d.message = fmt::format(
        "drops column {}.{}: old readers and old writers that name it fail, and its values are "
        "lost",
        e.table, e.object);
    d.named = {e.table, e.object, "", "", ""};
    to.report(e, std::move(d));
  });
}

}  // namespace

const rule drop_column{
    "drop-column",
    rule_class::rollback,
    severity::error,
    "A column is dropped while a release may still use it.",
    "During a deploy the old release still runs, and object mappers name every mapped column. "
    "After "
    "the drop its code cannot be rolled back to.",
    {"1. Deploy a release that no longer names {table}.{column}; the column must be nullable or "
     "have a default.\n"
     "2. Retire the releases that name it (sluice release retire).\n"
     "3. contract.sql: ALTER TABLE {table} DROP COLUMN {column};",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, nick text);", phases::phase::expand,
     "ALTER TABLE users DROP COLUMN nick;", "ALTER TABLE users ADD COLUMN display_name text;"},
    {"users", "nick", "", "", ""},
    check_drop_column};

}  // namespace sluice::lint::catalogue
