#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_drop_schema_or_database(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::object_dropped, [&](const schema::effect& e) {
    for (const std::string_view sort : {"schema", "database"}) {
      if (!is_a(e, sort)) continue;
      const std::string name = bare_name(e, sort);
      to.report(e, said(fmt::format("drops {} {}: every old statement that names something in it "
                                    "fails, and its rows are lost",
                                    sort, name),
                        {name, "", "", "", ""}));
    }
  });
}

}  // namespace

const rule drop_schema_or_database{
    "drop-schema-or-database",
    rule_class::rollback,
    severity::error,
    "A schema or database is dropped while a release may still use what stands in it.",
    "One statement takes all tables at once, and nobody sees in it which. A rollback of the code "
    "brings none of them back.",
    {"1. Deploy a release that names nothing in {table}, and retire the ones that do.\n"
     "2. contract.sql: drop its tables one by one, then DROP SCHEMA {table}; without CASCADE.",
     "Leave the database {table} to whoever makes the backups. A contract.sql may drop its tables "
     "one by one, when no release needs them.",
     ""},
    {"CREATE SCHEMA attic;", phases::phase::expand, "DROP SCHEMA attic;",
     "CREATE SCHEMA attic_two;"},
    {"attic", "", "", "", ""},
    check_drop_schema_or_database,
    true,
    all_but_sqlite};

}  // namespace sluice::lint::catalogue
