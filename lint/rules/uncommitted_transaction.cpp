#include "lint/rules/rules.hpp"

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

void check_uncommitted_transaction(const statement_view& view, reporter& to) {
  const auto* control = std::get_if<sql::transaction_control>(&view.statement.what);
  if (control == nullptr || control->verb != sql::transaction_verb::begin) return;
  const auto& all = view.step.statements;
  const bool ends = std::any_of(all.begin(), all.end(), [&](const statement_input& each) {
    const auto* other = std::get_if<sql::transaction_control>(&each.statement->what);
    return other != nullptr && each.statement->where.begin > view.statement.where.begin &&
           (other->verb == sql::transaction_verb::commit ||
            other->verb == sql::transaction_verb::rollback ||
            other->verb == sql::transaction_verb::two_phase);
  });
  if (ends) return;
  reporter::draft d;
  d.message =
      "opens a transaction that the script never commits: when its session ends, all that "
      "follows is undone";
  to.report(std::move(d));
}

}  // namespace

const rule uncommitted_transaction{
    "uncommitted-transaction",
    rule_class::runtime,
    severity::error,
    "A script opens a transaction and does not end it.",
    "Nothing is applied, and the tool may note it as done; or the locks are held until somebody "
    "closes the session.",
    {"Put COMMIT at its end; or leave BEGIN out, where the tool opens a transaction itself.", "",
     ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY);", phases::phase::expand,
     "BEGIN;\nALTER TABLE users ADD COLUMN nick text;",
     "BEGIN;\nALTER TABLE users ADD COLUMN nick text;\nCOMMIT;", engine::postgres, "",
     "one_by_one"},
    {},
    check_uncommitted_transaction};

}  // namespace sluice::lint::catalogue
