#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_add_check(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::constraint_added, [&](const schema::effect& e) {
    if (e.constraint != "check") return;
    const schema::constraint* made = constraint_after(view, e);
    const bool unchecked = view.d == dialect::postgres && made != nullptr && !made->valid;
    to.report(
        e, said(fmt::format(
                    "adds check {} to {}: old writers whose rows do not satisfy it are refused{}",
                    e.object, e.table,
                    unchecked ? "; NOT VALID spares the scan, not them, and an UPDATE of any "
                                "column of an old row that does not satisfy it fails too"
                              : ""),
                {e.table, e.object, "", "", ""}));
  });
}

}  // namespace

const rule add_check{
    "add-check",
    rule_class::rollback,
    severity::error,
    "A check is added while a release may still write rows that do not satisfy it.",
    "A check is a demand on every writer from that moment on, the old release too, whichever "
    "column it writes. NOT VALID and NOT ENFORCED are about the lock and the old rows.",
    {"1. Deploy a release that only writes rows that satisfy it, and retire the ones that do not.\n"
     "2. migrate.sql: a backfill of the rows that do not satisfy it; verify.sql: none is left.\n"
     "3. contract.sql: ALTER TABLE {table} ADD CONSTRAINT {column} CHECK (...) NOT VALID; and in a "
     "later change VALIDATE CONSTRAINT.",
     "1. Deploy a release that only writes rows that satisfy it, and retire the ones that do not.\n"
     "2. migrate.sql: a backfill of the rows that do not satisfy it; verify.sql: none is left.\n"
     "3. contract.sql: ALTER TABLE {table} ADD CONSTRAINT {column} CHECK (...);",
     "1. Deploy a release that only writes rows that satisfy it, and retire the ones that do not.\n"
     "2. migrate.sql: a backfill of the rows that do not satisfy it; verify.sql: none is left.\n"
     "3. contract.sql: make {table} anew with the check."},
    {"CREATE TABLE users (id bigint PRIMARY KEY, age int);", phases::phase::expand,
     "ALTER TABLE users ADD CONSTRAINT grown CHECK (age > 17) NOT VALID;",
     "ALTER TABLE users ADD COLUMN years int CHECK (years > 17);"},
    {"users", "grown", "", "", ""},
    check_add_check};

}  // namespace sluice::lint::catalogue
