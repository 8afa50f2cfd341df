#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace sluice::lint::catalogue {

namespace {

void check_check_couples_old_and_new(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::constraint_added, [&](const schema::effect& e) {
    if (e.constraint != "check") return;
    std::vector<std::string> old_columns, new_columns;
    for (const std::string& c : e.columns)
      (is_new_column(view, e.table, c) ? new_columns : old_columns).push_back(c);
    if (old_columns.empty() || new_columns.empty()) return;
    to.report(e, said(fmt::format("adds check {} to {}, which ties {} to the new {}: old writers "
                                  "that change {} and leave {} as it is are refused",
                                  e.object, e.table, list(old_columns), list(new_columns),
                                  list(old_columns), list(new_columns)),
                      {e.table, e.object, list(new_columns), list(old_columns), ""}));
  });
}

}  // namespace

const rule check_couples_old_and_new{
    "check-couples-old-and-new",
    rule_class::rollback,
    severity::error,
    "A check ties a new column to one that an old release writes.",
    "The old release knows one of the two columns. It writes that one alone, and the pair no "
    "longer satisfies the check.",
    {"1. expand.sql: a trigger on {table} that gives {to} the value that fits {type}, whichever a "
     "release writes.\n"
     "2. Retire the releases that do not know {to}.\n"
     "3. contract.sql: the check {column}.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, email text);", phases::phase::expand,
     "ALTER TABLE users ADD COLUMN mail text, ADD CONSTRAINT same CHECK (mail = email);",
     "ALTER TABLE users ADD COLUMN mail text, ADD CONSTRAINT filled CHECK (mail <> '');"},
    {"users", "same", "mail", "email", ""},
    check_check_couples_old_and_new};

}  // namespace sluice::lint::catalogue
