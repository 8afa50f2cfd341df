#include "lint/rules/rules.hpp"
#include "phases/classify.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_contract_in_expand(const statement_view& view, reporter& to) {
  if (view.in(phases::phase::contract)) return;
  for (const schema::effect& e : view.effects) {
    if (to.claimed(e) || phases::classify(e, view.d) != phases::effect_class::contract) continue;
    const std::string harm = phases::harm(e, view.d);
    reporter::draft d;
    d.message = fmt::format("{}{}{}", phases::describe(e), harm.empty() ? "" : ": ", harm);
    to.report(e, std::move(d));
  }
}

}  // namespace

const rule contract_in_expand{
    "contract-in-expand",
    rule_class::rollback,
    severity::error,
    "A statement that may break a running release stands outside of a contract step.",
    "An expand step runs while the old release runs, and must leave it working. The gate guards "
    "contract steps alone.",
    {"Move the statement to contract.sql: the gate lets it run when no protected release needs "
     "the old shape.",
     "", ""},
    {"CREATE SEQUENCE numbers;", phases::phase::expand, "ALTER SEQUENCE numbers INCREMENT BY 10;",
     "CREATE SEQUENCE tens INCREMENT BY 10;"},
    {},
    check_contract_in_expand};

}  // namespace sluice::lint::catalogue
