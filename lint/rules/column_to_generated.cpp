#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_column_to_generated(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::column_type_changed, [&](const schema::effect& e) {
    const schema::column* was = column_before(view, e);
    const bool computes = e.to.starts_with("generated ");
    if (!computes && (was == nullptr || !was->generated)) return;
    const schema::column* is = column_after(view, e);
    // The type alone changes, of which other rules speak.
    if (!computes && is != nullptr && is->generated) return;
    to.report(
        e, said(computes && was != nullptr && was->generated
                    ? fmt::format("computes {}.{} in another way: old readers get what the new "
                                  "expression gives",
                                  e.table, e.object)
                : computes
                    ? fmt::format("computes {}.{} from now on: old writers that give it a value "
                                  "are refused, and old readers get what is computed",
                                  e.table, e.object)
                    : fmt::format("no longer computes {}.{}: old writers cannot give it a value, "
                                  "and old readers meet NULL in new rows, or refused ones",
                                  e.table, e.object),
                {e.table, e.object, "", "", ""}));
  });
}

}  // namespace

const rule column_to_generated{
    "column-to-generated",
    rule_class::rollback,
    severity::error,
    "A plain column becomes a generated one, or the other way round, or its expression changes.",
    "A generated column takes no value from an INSERT or UPDATE: every old statement that writes "
    "it fails.",
    {"1. expand.sql: a generated column of another name.\n"
     "2. Deploy a release that reads it and no longer writes {table}.{column}; retire the others.\n"
     "3. contract.sql: ALTER TABLE {table} DROP COLUMN {column};",
     "", ""},
    {"CREATE TABLE orders (id bigint PRIMARY KEY, price int, pieces int, total int);",
     phases::phase::expand,
     "ALTER TABLE orders MODIFY total int GENERATED ALWAYS AS (price * pieces) STORED;",
     "ALTER TABLE orders ADD COLUMN sum int GENERATED ALWAYS AS (price * pieces) STORED;",
     engine::mysql},
    {"orders", "total", "", "", ""},
    check_column_to_generated,
    true,
    mysql_mariadb_and_sqlite};

}  // namespace sluice::lint::catalogue
