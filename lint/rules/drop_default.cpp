#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <string_view>

namespace sluice::lint::catalogue {

namespace {

std::string_view harm_of_drop_default(const statement_view& view, const schema::effect& e) {
  if (!e.required) {
    return view.d == dialect::mysql && says(view, {"drop", "default"})
               ? "old writers that leave it out are refused, for not even NULL is its default any "
                 "more"
               : "old writers that leave it out store NULL instead, and nothing tells them";
  }
  return view.d == dialect::mysql ? "old writers that leave it out are refused (without strict "
                                    "mode they silently store an empty value)"
                                  : "old writers that leave it out are refused";
}

void check_drop_default(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::default_dropped, [&](const schema::effect& e) {
    const schema::column* was = column_before(view, e);
    if (was != nullptr && (was->generates_value || was->generated)) return;
    to.report(e, said(fmt::format("drops the default of {}.{}: {}", e.table, e.object,
                                  harm_of_drop_default(view, e)),
                      {e.table, e.object, "", "", ""}));
  });
}

}  // namespace

const rule drop_default{
    "drop-default",
    rule_class::rollback,
    severity::error,
    "A column loses its default while a release may still leave the column out.",
    "A default is what makes an INSERT valid that does not name the column. The last release that "
    "counts on it must be gone first.",
    {"1. Deploy a release that always writes {table}.{column}, and retire the ones that do not.\n"
     "2. contract.sql: ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT;",
     "",
     "1. Deploy a release that always writes {table}.{column}, and retire the ones that do not.\n"
     "2. contract.sql: make the table anew without the default."},
    {"CREATE TABLE users (id bigint PRIMARY KEY, visits int NOT NULL DEFAULT 0);",
     phases::phase::expand, "ALTER TABLE users ALTER COLUMN visits DROP DEFAULT;",
     "ALTER TABLE users ADD COLUMN hits int;"},
    {"users", "visits", "", "", ""},
    check_drop_default};

}  // namespace sluice::lint::catalogue
