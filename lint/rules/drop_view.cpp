#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_drop_view(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::view_dropped, [&](const schema::effect& e) {
    to.report(e, said(fmt::format("drops view {}{}", e.object,
                                  e.replaced ? ", and a table takes its name: old readers get the "
                                               "table's rows, and fail where it lacks a column"
                                             : ": every old statement that names it fails"),
                      {"", e.object, "", "", ""}));
  });
}

}  // namespace

const rule drop_view{
    "drop-view",
    rule_class::rollback,
    severity::error,
    "A view is dropped while a release may still read it.",
    "A view is often what lets an old release live with a new table. To drop it and make it anew "
    "in another transaction is the same to a reader.",
    {"1. expand.sql: CREATE VIEW another_name AS ...; when the new release needs other columns.\n"
     "2. Deploy a release that no longer names {column}, and retire the ones that do.\n"
     "3. contract.sql: DROP VIEW {column};",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, name text);\n"
     "CREATE VIEW names AS SELECT id, name FROM users;",
     phases::phase::expand, "DROP VIEW names;", "CREATE VIEW ids AS SELECT id FROM users;"},
    {"", "names", "", "", ""},
    check_drop_view};

}  // namespace sluice::lint::catalogue
