#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_drop_table(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::table_dropped, [&](const schema::effect& e) {
    reporter::draft d;
    d.message = fmt::format("drops table {}: every old statement that names it fails{}", e.table,
                            e.replaced ? " until its copy gets the name, in a later statement"
                                       : ", and its rows are lost");
    d.named = {e.table, "", "", "", ""};
    to.report(e, std::move(d));
  });
  // In one transaction with its making anew.
  if (!std::holds_alternative<sql::drop_table>(view.statement.what)) return;
  each_misplaced(view, to, schema::effect_kind::table_emptied, [&](const schema::effect& e) {
    to.report(e, said(fmt::format("drops table {} and makes it anew: its rows are lost to every "
                                  "release",
                                  e.table),
                      {e.table, "", "", "", ""}));
  });
}

}  // namespace

const rule drop_table{
    "drop-table",
    rule_class::rollback,
    severity::error,
    "A table is dropped while a release may still use it.",
    "The old release fails from that moment on, and its code cannot be rolled back to.",
    {"1. Deploy a release that no longer names {table}.\n"
     "2. Retire the releases that name it (sluice release retire).\n"
     "3. contract.sql: DROP TABLE {table};",
     "", ""},
    {"CREATE TABLE notes (id bigint PRIMARY KEY);", phases::phase::expand, "DROP TABLE notes;",
     "CREATE TABLE remarks (id bigint PRIMARY KEY);"},
    {"notes", "", "", "", ""},
    check_drop_table};

}  // namespace sluice::lint::catalogue
