#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_not_read_only_verify(const statement_view& view, reporter& to) {
  if (!view.in(phases::phase::verify) || view.statement.outcome == sql::understanding::malformed ||
      std::holds_alternative<sql::select_query>(view.statement.what))
    return;
  for (const schema::effect& e : view.effects) to.claim(e);
  reporter::draft d;
  d.message =
      fmt::format("{} has no place in a verify step, which only reads", view.statement.head);
  to.report(std::move(d));
}

}  // namespace

const rule not_read_only_verify{
    "not-read-only-verify",
    rule_class::runtime,
    severity::error,
    "A verify step holds something other than a query.",
    "Verify is repeated at any time, also right before the contract step: it must change nothing.",
    {"Move the statement to migrate.sql, or write what it proves as a SELECT.", "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, name text);", phases::phase::verify,
     "DELETE FROM users WHERE name IS NULL;", "SELECT id FROM users WHERE name IS NULL;"},
    {},
    check_not_read_only_verify,
    false};

}  // namespace sluice::lint::catalogue
