#include "lint/cost.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_domain_constraint_scan(const statement_view& view, reporter& to) {
  std::string tables;
  std::string first;
  for (const schema::relation_fact& f : view.facts.relations) {
    if (f.as != "uses the domain" || !f.scans) continue;
    if (first.empty()) first = f.relation;
    tables += (tables.empty() ? "" : ", ") + f.relation;
  }
  if (first.empty()) return;
  const auto* s = std::get_if<sql::object_command>(&view.statement.what);
  reporter::draft d;
  d.message = fmt::format(
      "reads every row of {} to check values of the domain, while no writes get through", tables);
  d.object = first;
  d.named = {s->objects.front().object.text, "", "", "", ""};
  to.report(std::move(d));
}

}  // namespace

const rule domain_constraint_scan{
    "domain-constraint-scan",
    rule_class::lock,
    severity::warning,
    "A constraint of a domain is checked against every table that uses the domain.",
    "All of them are locked against writes until the last one has been read. VALIDATE CONSTRAINT "
    "of a domain locks and reads them just the same; only NOT VALID spares it.",
    {"ALTER DOMAIN {table} ADD CONSTRAINT ... CHECK (...) NOT VALID; new values are checked from "
     "then on, and nothing is locked.\nTo have old rows checked without stopping writes, put the "
     "CHECK on the tables: NOT VALID, then VALIDATE CONSTRAINT in a later step.",
     "", ""},
    {"CREATE DOMAIN percent AS integer;\nCREATE TABLE rates (id bigint PRIMARY KEY, rate percent);",
     phases::phase::contract, "ALTER DOMAIN percent ADD CONSTRAINT most CHECK (VALUE <= 100);",
     "ALTER DOMAIN percent ADD CONSTRAINT most CHECK (VALUE <= 100) NOT VALID;"},
    {"percent", "", "", "", ""},
    check_domain_constraint_scan,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
