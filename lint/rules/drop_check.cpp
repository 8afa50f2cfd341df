#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_drop_check(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::constraint_dropped, [&](const schema::effect& e) {
    if (e.constraint != "check") return;
    to.report(e, said(fmt::format(
                          "drops check {} of {}: once the new release stores rows that it refused, "
                          "old readers meet values that they do not expect, also after a rollback",
                          e.object, e.table),
                      {e.table, e.object, "", "", ""}));
  });
}

}  // namespace

const rule drop_check{
    "drop-check",
    rule_class::rollback,
    severity::error,
    "A check is dropped, or no longer enforced, while a release may still count on it.",
    "Old writers notice nothing. Old readers meet rows that could not be there, and the check "
    "cannot come back before these are gone.",
    {"1. Deploy a release that reads the rows which the check refused, and retire the ones that do "
     "not.\n"
     "2. contract.sql: ALTER TABLE {table} DROP CONSTRAINT {column};\n"
     "3. Deploy the release that stores them.",
     "",
     "1. Deploy a release that reads the rows which the check refused, and retire the ones that do "
     "not.\n"
     "2. contract.sql: make {table} anew without the check {column}.\n"
     "3. Deploy the release that stores them."},
    {"CREATE TABLE users (id bigint PRIMARY KEY, age int, CONSTRAINT grown CHECK (age > 17));",
     phases::phase::expand, "ALTER TABLE users DROP CONSTRAINT grown;",
     "ALTER TABLE users ADD COLUMN years int;"},
    {"users", "grown", "", "", ""},
    check_drop_check};

}  // namespace sluice::lint::catalogue
