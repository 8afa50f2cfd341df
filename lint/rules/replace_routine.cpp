#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_replace_routine(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::routine_replaced, [&](const schema::effect& e) {
    to.report(e, said(fmt::format("replaces routine {}: old statements and triggers that call it "
                                  "get what the new body does",
                                  e.object),
                      {"", e.object, "", "", ""}));
  });
}

}  // namespace

const rule replace_routine{
    "replace-routine",
    rule_class::rollback,
    severity::error,
    "A function or procedure gets another body while a release may still call it.",
    "Old callers do not fail, they get something else. Triggers change their behaviour with their "
    "function.",
    {"1. expand.sql: the new body under another name.\n"
     "2. Deploy a release that calls it, and retire the ones that call {column}.\n"
     "3. contract.sql: drop {column}.\n"
     "When the new body gives old callers the same, say so:\n"
     "  -- sluice:allow replace-routine reason=\"only faster\"",
     "", ""},
    {"CREATE FUNCTION shout(t text) RETURNS text LANGUAGE sql AS 'SELECT upper(t)';",
     phases::phase::expand,
     "CREATE OR REPLACE FUNCTION shout(t text) RETURNS text LANGUAGE sql AS 'SELECT lower(t)';",
     "CREATE FUNCTION whisper(t text) RETURNS text LANGUAGE sql AS 'SELECT lower(t)';"},
    {"", "shout", "", "", ""},
    check_replace_routine,
    true,
    postgres_and_mariadb};

}  // namespace sluice::lint::catalogue
