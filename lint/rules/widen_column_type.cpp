#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_widen_column_type(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::column_type_changed, [&](const schema::effect& e) {
    if (!e.widens) return;
    const schema::column* was = column_before(view, e);
    to.report(e,
              said(fmt::format("widens {}.{}{} to {}: once the new release stores a value that did "
                               "not fit before, old readers may not take it, also after a rollback",
                               e.table, e.object, was == nullptr ? "" : " from " + was->type, e.to),
                   {e.table, e.object, "", e.to, ""}));
  });
}

}  // namespace

const rule widen_column_type{
    "widen-column-type",
    rule_class::rollback,
    severity::warning,
    "A column takes more values than a release that still runs, or is rolled back to, may be able "
    "to read.",
    "Statements go on working, and no session fails. The first larger value is the point of no "
    "return: an old release that keeps it in 32 bits, or in a form of 40 characters, fails on the "
    "row, and the column cannot become narrow again.",
    {"1. expand.sql: the change, accepted:\n"
     "   -- sluice:allow widen-column-type reason=\"release 41 reads 64 bits\"\n"
     "2. Deploy a release that reads the larger values of {table}.{column}, and retire the older "
     "ones.\n"
     "3. Deploy the release that stores them.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, visits int);", phases::phase::expand,
     "ALTER TABLE users MODIFY visits bigint;", "ALTER TABLE users ADD COLUMN all_visits bigint;",
     engine::mysql},
    {"users", "visits", "", "", ""},
    check_widen_column_type,
    true,
    mysql_and_mariadb};

}  // namespace sluice::lint::catalogue
