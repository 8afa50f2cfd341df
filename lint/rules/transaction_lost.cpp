#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

bool only_sets(const statement_input& other) {
  return std::holds_alternative<sql::session_setting>(other.statement->what);
}

void check_transaction_lost(const statement_view& view, reporter& to) {
  if (view.step.foreign || view.step.transactional || view.step.no_transaction ||
      view.d == dialect::mysql || view.facts.transactional || only_sets(view.input))
    return;
  const auto& all = view.step.statements;
  const auto others = std::count_if(all.begin(), all.end(), [&](const statement_input& each) {
    return each.statement != view.input.statement && !only_sets(each);
  });
  if (others == 0) return;
  reporter::draft d;
  d.message = fmt::format(
      "cannot run inside a transaction, and keeps the {} of its step out of "
      "one, too: a failure leaves those before it done",
      others == 1 ? "other statement" : fmt::format("{} other statements", others));
  to.report(std::move(d));
}

}  // namespace

const rule transaction_lost{
    "transaction-lost",
    rule_class::runtime,
    severity::info,
    "A statement that cannot run inside a transaction stands beside others.",
    "A step is applied as a whole or not at all, unless one of its statements forbids a "
    "transaction: then each stands by itself. Sluice notes how far it came and goes on from there, "
    "but in between the schema is half of each.",
    {"Give the statement a change of its own; or say that the step is meant to run without a "
     "transaction:\n  -- sluice:no-transaction",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, email text);", phases::phase::expand,
     "ALTER TABLE users ADD COLUMN nick text;\nCREATE INDEX CONCURRENTLY by_email ON users "
     "(email);",
     "CREATE INDEX CONCURRENTLY by_email ON users (email);"},
    {},
    check_transaction_lost,
    true,
    {engine::postgres, engine::sqlite}};

}  // namespace sluice::lint::catalogue
