#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_drop_index_still_used(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::index_dropped, [&](const schema::effect& e) {
    if (e.unique) return;
    if (e.replaced) return to.claim(e);  // replace-index-gap speaks of the time between
    to.report(
        e,
        said(fmt::format("drops index {}{}{}: old queries that use it become slow, as a rule for "
                         "every row of the table{}",
                         e.object, e.table.empty() ? "" : " of ", e.table,
                         view.d == dialect::mysql ? ", and those that name it in a hint fail" : ""),
             {e.table, e.object, "", "", ""}));
  });
}

}  // namespace

const rule drop_index_still_used{
    "drop-index-still-used",
    rule_class::rollback,
    severity::error,
    "An index is dropped while a release may still need it.",
    "Queries go on giving the same rows, after another time: the outage comes with the load. "
    "Making it again takes as long as a build.",
    {"1. See that nothing uses {column}: idx_scan in pg_stat_user_indexes, on the primary and on "
     "each replica.\n"
     "2. Retire the releases whose queries need it.\n"
     "3. contract.sql: DROP INDEX CONCURRENTLY {column};",
     "1. ALTER TABLE {table} ALTER INDEX {column} INVISIBLE; (MariaDB: IGNORED), which VISIBLE "
     "takes back at once; a hint that names it fails at that moment.\n"
     "2. Retire the releases whose queries need it.\n"
     "3. contract.sql: DROP INDEX {column} ON {table};",
     "1. Retire the releases whose queries need {column} (EXPLAIN QUERY PLAN tells).\n"
     "2. contract.sql: DROP INDEX {column};"},
    {"CREATE TABLE users (id bigint PRIMARY KEY, email text);\n"
     "CREATE INDEX users_email ON users (email);",
     phases::phase::expand, "DROP INDEX CONCURRENTLY users_email;",
     "CREATE INDEX CONCURRENTLY users_email_id ON users (email, id);"},
    {"users", "users_email", "", "", ""},
    check_drop_index_still_used};

}  // namespace sluice::lint::catalogue
