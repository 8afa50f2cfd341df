#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_replace_view(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::view_created, [&](const schema::effect& e) {
    if (!e.replaced) return;
    const auto* s = std::get_if<sql::create_view>(&view.statement.what);
    const bool keeps_columns = view.d == dialect::postgres && s != nullptr && s->or_replace;
    to.report(
        e,
        said(fmt::format("replaces view {}: old readers get the rows of the new query{}", e.object,
                         !keeps_columns ? ", and fail where it lacks a column that they name" : ""),
             {"", e.object, "", "", ""}));
  });
}

}  // namespace

const rule replace_view{
    "replace-view",
    rule_class::rollback,
    severity::error,
    "A view gets another query while a release may still read it.",
    "Old readers do not fail, they get something else: other rows, other values, in another order. "
    "A view that is dropped and made anew may also lack a column that they name.",
    {"1. expand.sql: CREATE VIEW another_name AS ...;\n"
     "2. Deploy a release that reads it, and retire the ones that read {column}.\n"
     "3. contract.sql: DROP VIEW {column};\n"
     "When the new query gives old readers the same, say so:\n"
     "  -- sluice:allow replace-view reason=\"only adds a column\"",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, name text);\n"
     "CREATE VIEW names AS SELECT id FROM users;",
     phases::phase::expand, "CREATE OR REPLACE VIEW names AS SELECT id FROM users WHERE id > 0;",
     "CREATE VIEW names_too AS SELECT id, name FROM users;"},
    {"", "names", "", "", ""},
    check_replace_view,
    true,
    all_but_sqlite};

}  // namespace sluice::lint::catalogue
