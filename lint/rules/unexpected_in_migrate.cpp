#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

bool is_schema_change(schema::effect_kind kind) {
  using enum schema::effect_kind;
  return kind != rows_inserted && kind != rows_updated && kind != rows_deleted &&
         kind != session_changed && kind != transaction_controlled && kind != nothing &&
         kind != unknown;
}

void check_unexpected_in_migrate(const statement_view& view, reporter& to) {
  if (!view.in(phases::phase::migrate)) return;
  for (const schema::effect& e : view.effects) {
    if (!is_schema_change(e.kind)) continue;
    for (const schema::effect& other : view.effects) to.claim(other);
    reporter::draft d;
    d.message = fmt::format("{} changes the schema in a migrate step, which moves rows",
                            view.statement.head);
    to.report(e, std::move(d));
    return;
  }
}

}  // namespace

const rule unexpected_in_migrate{
    "unexpected-in-migrate",
    rule_class::runtime,
    severity::error,
    "A migrate step changes the schema.",
    "The gate proves releases against the schema after expand and after contract; a change between "
    "them would be proved by nobody.",
    {"Move what adds to expand.sql, and what takes away to contract.sql.", "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, name text);", phases::phase::migrate,
     "ALTER TABLE users ADD COLUMN nick text;", "UPDATE users SET name = 'x' WHERE id = 1;"},
    {},
    check_unexpected_in_migrate};

}  // namespace sluice::lint::catalogue
