#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_drop_routine(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::routine_dropped, [&](const schema::effect& e) {
    to.report(
        e, said(fmt::format(
                    "drops routine {}: every old statement, trigger and view that calls it fails",
                    e.object),
                {"", e.object, "", "", ""}));
  });
}

}  // namespace

const rule drop_routine{
    "drop-routine",
    rule_class::rollback,
    severity::error,
    "A function or procedure is dropped while a release may still call it.",
    "To drop it and make it anew with other arguments or another result is the same to a caller.",
    {"1. expand.sql: a function of the same name with other arguments, or of another name.\n"
     "2. Deploy a release that calls it, and retire the ones that call {column}.\n"
     "3. contract.sql: drop {column}.",
     "1. expand.sql: a routine of another name (a name has one routine here).\n"
     "2. Deploy a release that calls it, and retire the ones that call {column}.\n"
     "3. contract.sql: drop {column}.",
     ""},
    {"CREATE FUNCTION shout(t text) RETURNS text LANGUAGE sql AS 'SELECT upper(t)';",
     phases::phase::expand, "DROP FUNCTION shout(text);",
     "CREATE FUNCTION shout(t text, n int) RETURNS text LANGUAGE sql AS 'SELECT repeat(upper(t), "
     "n)';"},
    {"", "shout", "", "", ""},
    check_drop_routine,
    true,
    all_but_sqlite};

}  // namespace sluice::lint::catalogue
