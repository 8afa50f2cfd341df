#include "dialects/schema/folding.hpp"
#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_narrow_column_type(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::column_type_changed, [&](const schema::effect& e) {
    const schema::column* was = column_before(view, e);
    if (was == nullptr || e.widens || !schema::type_widens(e.to, was->type, view.d)) return;
    to.report(
        e,
        said(fmt::format("narrows {}.{}{} to {}: old writers whose values do not fit are refused{}",
                         e.table, e.object, " from " + was->type, e.to,
                         view.d == dialect::mysql
                             ? ", or, without strict mode, lose a part of them silently"
                             : ""),
             {e.table, e.object, "", e.to, ""}));
  });
}

}  // namespace

const rule narrow_column_type{
    "narrow-column-type",
    rule_class::rollback,
    severity::error,
    "A column takes fewer values while a release may still store the others.",
    "The old release goes on sending what fitted. The rows that are there must fit as well, or the "
    "statement fails.",
    {"1. Deploy a release that only writes what fits {type}, and retire the ones that do not.\n"
     "2. migrate.sql: a backfill of the rows that do not fit; verify.sql: none is left.\n"
     "3. contract.sql: the change of {table}.{column}.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, name varchar(80));", phases::phase::expand,
     "ALTER TABLE users ALTER COLUMN name TYPE varchar(40);",
     "ALTER TABLE users ADD COLUMN short_name varchar(40);"},
    {"users", "name", "", "varchar(40)", ""},
    check_narrow_column_type,
    true,
    all_but_sqlite};

}  // namespace sluice::lint::catalogue
