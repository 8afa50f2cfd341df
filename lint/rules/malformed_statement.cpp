#include "lint/rules/rules.hpp"

namespace sluice::lint::catalogue {

namespace {

void check_malformed_statement(const statement_view& view, reporter& to) {
  if (view.statement.outcome != sql::understanding::malformed) return;
  reporter::draft d;
  d.message = view.statement.note;
  d.where = view.statement.note_where;
  to.report(std::move(d));
}

}  // namespace

const rule malformed_statement{
    "malformed-statement",
    rule_class::runtime,
    severity::error,
    "Something is opened and never closed, or the text is no SQL: a template, a merge conflict.",
    "No server takes such a statement. Nothing is applied from a folder that holds one.",
    {"Close what is opened at the place that the finding points at; give a template's output, not "
     "the template.",
     "", ""},
    {"", phases::phase::expand, "CREATE TABLE notes (body text DEFAULT 'none);",
     "CREATE TABLE notes (body text DEFAULT 'none');"},
    {},
    check_malformed_statement,
    false};

}  // namespace sluice::lint::catalogue
