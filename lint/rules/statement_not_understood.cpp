#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

std::string_view named(const sql::parsed_statement& statement) {
  return statement.head.empty() ? "this" : std::string_view(statement.head);
}

/// At the place that stopped the parser, when it knows one.
reporter::draft draft_of(const statement_view& view, const std::string& part) {
  const sql::parsed_statement& statement = view.statement;
  const bool explained = statement.outcome == sql::understanding::opaque && !statement.note.empty();
  reporter::draft d;
  if (explained) d.where = statement.note_where;
  d.message = fmt::format("{}{} is not understood: {}what it does to running releases is unknown",
                          named(statement), part.empty() ? "" : " ... " + part,
                          explained ? statement.note + "; " : "");
  return d;
}

bool converts_text(const statement_view& view, const schema::effect& e) {
  bool found = false;
  each_action<sql::convert_characters>(
      view, [&](const auto&, text::span where) { found = found || where == e.where; });
  return found && !view.in(phases::phase::contract);
}

void check_statement_not_understood(const statement_view& view, reporter& to) {
  if (view.in(phases::phase::verify) || view.statement.outcome == sql::understanding::malformed)
    return;
  const bool opaque = view.statement.outcome == sql::understanding::opaque;
  for (const schema::effect& e : view.effects) {
    if (e.kind != schema::effect_kind::unknown || to.claimed(e)) continue;
    if (converts_text(view, e)) continue;  // change-collation-or-charset speaks of it
    to.report(e, draft_of(view, e.object));
    if (opaque) return;
  }
  if (opaque && view.effects.empty()) to.report(draft_of(view, ""));
}

}  // namespace

const rule statement_not_understood{
    "statement-not-understood",
    rule_class::runtime,
    severity::error,
    "Sluice does not know what the statement does, so nobody can say whom it hurts.",
    "What is not understood is unknown, and unknown is never taken for safe.",
    {"Write it with statements that Sluice knows, or say why it hurts nobody:\n"
     "  -- sluice:allow statement-not-understood reason=\"...\"",
     "", ""},
    {"", phases::phase::expand, "EXECUTE a_prepared_change;",
     "CREATE TABLE notes (id bigint PRIMARY KEY);"},
    {},
    check_statement_not_understood};

}  // namespace sluice::lint::catalogue
