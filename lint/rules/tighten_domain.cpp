#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_tighten_domain(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::object_changed, [&](const schema::effect& e) {
    if (!is_a(e, "domain")) return;
    const std::string name = bare_name(e, "domain");
    const bool not_null = says(view, {"set", "not", "null"}) || says(view, {"add", "not", "null"});
    if (!not_null && !says(view, {"add", "constraint"}) && !says(view, {"add", "check"})) return;
    to.report(e,
              said(fmt::format(
                       "makes domain {} stricter: old writers whose values {} are refused, in "
                       "every column that has it{}",
                       name, not_null ? "are NULL" : "do not satisfy it",
                       says(view, {"not", "valid"}) ? "; NOT VALID spares the scan, not them" : ""),
                   {"", name, "", "", ""}));
  });
}

}  // namespace

const rule tighten_domain{
    "tighten-domain",
    rule_class::rollback,
    severity::error,
    "A domain gets a constraint while a release may still write values that it refuses.",
    "The domain is in columns, in arguments and in casts: all of them refuse the value from that "
    "moment on.",
    {"1. Deploy a release that only writes what satisfies it, and retire the ones that do not.\n"
     "2. migrate.sql: a backfill of the columns of {column}; verify.sql: no row is left that does "
     "not.\n"
     "3. contract.sql: ALTER DOMAIN {column} ADD CONSTRAINT ... NOT VALID; and in a later change "
     "VALIDATE CONSTRAINT.",
     "", ""},
    {"CREATE DOMAIN positive AS int;", phases::phase::expand,
     "ALTER DOMAIN positive ADD CONSTRAINT above CHECK (VALUE > 0) NOT VALID;",
     "CREATE DOMAIN above AS int CHECK (VALUE > 0);"},
    {"", "positive", "", "", ""},
    check_tighten_domain,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
