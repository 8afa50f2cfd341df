#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_strict_or_rowid_rebuild(const statement_view& view, reporter& to) {
  each_misplaced(
      view, to, schema::effect_kind::table_behaviour_changed, [&](const schema::effect& e) {
        if (e.widens) return;
        if (e.object == schema::strict_option)
          to.report(e, said(fmt::format("makes {} STRICT: an old INSERT or UPDATE whose value is "
                                        "not of its column's type fails",
                                        e.table),
                            {e.table, "", "", "", ""}));
        if (e.object == schema::rowid_option)
          to.report(e, said(fmt::format("takes the rowid from {}: an old statement that names it, "
                                        "or leaves the number of a new row to SQLite, fails",
                                        e.table),
                            {e.table, "", "", "", ""}));
      });
}

}  // namespace

const rule strict_or_rowid_rebuild{
    "strict-or-rowid-rebuild",
    rule_class::rollback,
    severity::error,
    "A table of SQLite is built anew as STRICT or WITHOUT ROWID.",
    "Without STRICT a column takes any value, and the release that runs may store the text 'abc' "
    "in an INTEGER column; afterwards it is refused. WITHOUT ROWID there is no rowid to name, and "
    "an INTEGER PRIMARY KEY that an INSERT leaves out is no number that SQLite gives but NULL, "
    "which is refused.",
    {"", "",
     "Let the new release write values of the right type, and every number itself, and convert the "
     "rows in a backfill. Build {table} anew in contract.sql, when no release is left that relies "
     "on the old ways."},
    {"CREATE TABLE users (id INTEGER PRIMARY KEY, age INTEGER);", phases::phase::expand,
     "CREATE TABLE users_new (id INTEGER PRIMARY KEY, age INTEGER) STRICT;\nINSERT INTO users_new "
     "SELECT id, age FROM users;\nDROP TABLE users;\nALTER TABLE users_new RENAME TO users;",
     "CREATE TABLE visits (id INTEGER PRIMARY KEY, age INTEGER) STRICT;", engine::sqlite},
    {"users", "", "", "", ""},
    check_strict_or_rowid_rebuild,
    true,
    only_sqlite};

}  // namespace sluice::lint::catalogue
