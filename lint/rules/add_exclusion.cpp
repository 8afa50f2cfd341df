#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_add_exclusion(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::constraint_added, [&](const schema::effect& e) {
    if (e.constraint != "exclude") return;
    to.report(e, said(fmt::format("adds exclusion constraint {} to {}: old writers whose rows "
                                  "exclude each other are refused",
                                  e.object, e.table),
                      {e.table, e.object, "", "", ""}));
  });
}

}  // namespace

const rule add_exclusion{
    "add-exclusion",
    rule_class::rollback,
    severity::error,
    "An exclusion constraint is added while a release may still write rows that exclude each "
    "other.",
    "It is a demand on every writer from that moment on. It has no NOT VALID and no CONCURRENTLY "
    "either.",
    {"1. Deploy a release that writes no such rows, and retire the ones that do.\n"
     "2. migrate.sql: remove the rows that exclude each other; verify.sql: none is left.\n"
     "3. contract.sql: ALTER TABLE {table} ADD CONSTRAINT {column} EXCLUDE ...;",
     "", ""},
    {"CREATE TABLE stays (id bigint PRIMARY KEY, room int, during tsrange);", phases::phase::expand,
     "ALTER TABLE stays ADD CONSTRAINT one_guest EXCLUDE USING gist (during WITH &&);",
     "CREATE TABLE visits (during tsrange, EXCLUDE USING gist (during WITH &&));"},
    {"stays", "one_guest", "", "", ""},
    check_add_exclusion,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
