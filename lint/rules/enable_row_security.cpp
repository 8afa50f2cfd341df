#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <string>

namespace sluice::lint::catalogue {

namespace {

void check_enable_row_security(const statement_view& view, reporter& to) {
  if (view.in(phases::phase::contract)) return;
  for (const schema::effect& e : view.effects) {
    if (!e.existed_before || to.claimed(e)) continue;
    std::string what;
    if (is_a(e, "policy"))
      what = fmt::format("changes policy {} on {}", bare_name(e, "policy"), e.table);
    else if (says(view, e.where, {"row", "level", "security"}))
      what = fmt::format("changes whether policies decide which rows of {} are seen",
                         e.table.empty() ? "a table" : e.table);
    if (what.empty()) continue;
    to.report(e, said(what + ": rows vanish from, or appear in, what old readers get, silently, "
                             "and old writers are refused rows that no policy lets them store",
                      {e.table, "", "", "", ""}));
  }
}

}  // namespace

const rule enable_row_security{
    "enable-row-security",
    rule_class::rollback,
    severity::error,
    "A policy, or row level security itself, changes which rows a running release sees.",
    "No SELECT, UPDATE or DELETE fails: it meets fewer rows. The old release does not set what the "
    "policies ask for.",
    {"1. expand.sql: a new role for the new release, and policies that let the old role see every "
     "row of {table}.\n"
     "2. Deploy a release that sets what the policies ask for, and retire the ones that do not.\n"
     "3. contract.sql: the tighter policy.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, name text, nick text);", phases::phase::expand,
     "CREATE POLICY own ON users USING (name = current_user);",
     "CREATE TABLE notes (id bigint PRIMARY KEY);\n"
     "CREATE POLICY own ON notes USING (id > 0);"},
    {"users", "", "", "", ""},
    check_enable_row_security,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
