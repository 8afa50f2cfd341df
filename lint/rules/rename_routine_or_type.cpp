#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

bool is_called(std::string_view sort) {
  return sort == "function" || sort == "procedure" || sort == "routine" || sort == "aggregate";
}

void check_rename_routine_or_type(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::object_renamed, [&](const schema::effect& e) {
    for (const std::string_view sort : {"function", "procedure", "routine", "aggregate", "type",
                                        "domain", "sequence", "collation"}) {
      if (!is_a(e, sort)) continue;
      const std::string name = bare_name(e, sort);
      to.report(e, said(fmt::format("renames {} {} to {}: every old statement that {} it fails",
                                    sort, name, e.to, is_called(sort) ? "calls" : "names"),
                        {"", name, e.to, std::string(sort), ""}));
    }
  });
}

}  // namespace

const rule rename_routine_or_type{
    "rename-routine-or-type",
    rule_class::rollback,
    severity::error,
    "A function, type, domain or sequence is renamed, or moved to another schema, while a release "
    "may still use its old name.",
    "No moment exists at which both names work. Columns follow a renamed type; the text of "
    "statements, with its casts and calls, does not.",
    {"1. expand.sql: make {to} as a second one beside the {type} {column}.\n"
     "2. Deploy a release that uses {to}, and retire the ones that use {column}.\n"
     "3. contract.sql: drop {column}.",
     "", ""},
    {"CREATE TYPE mood AS ENUM ('sad', 'happy');", phases::phase::expand,
     "ALTER TYPE mood RENAME TO feeling;", "CREATE TYPE feeling AS ENUM ('sad', 'happy');"},
    {"", "mood", "feeling", "type", ""},
    check_rename_routine_or_type,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
