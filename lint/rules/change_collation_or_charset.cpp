#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_change_collation_or_charset(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::column_type_changed, [&](const schema::effect& e) {
    const schema::column* was = column_before(view, e);
    const schema::column* is = column_after(view, e);
    if (was == nullptr || is == nullptr || was->type != is->type) return;
    if (was->collation == is->collation && was->character_set.text == is->character_set.text)
      return;
    to.report(
        e,
        said(fmt::format(
                 "changes by which rules {}.{} compares{}: old statements find other rows equal, "
                 "sort them in another way, and are refused where a key of theirs now repeats{}",
                 e.table, e.object,
                 is->collation.empty() || is->collation == was->collation
                     ? ""
                     : ", to collation " + is->collation,
                 view.d == dialect::mysql
                     ? "; what the new character set lacks is refused or becomes '?'"
                     : ""),
             {e.table, e.object, "", is->type, ""}));
  });
}

}  // namespace

const rule change_collation_or_charset{
    "change-collation-or-charset",
    rule_class::rollback,
    severity::error,
    "A column compares or stores its text in another way while a release may still count on the "
    "first.",
    "No statement fails at once: = finds more rows or fewer, ORDER BY and DISTINCT give another "
    "result, and unique keys refuse what was different before.",
    {"1. expand.sql: a new column of the new type, and a trigger that keeps it and {column} equal, "
     "whichever a release writes.\n"
     "2. migrate.sql: a backfill of the new column; verify.sql: the two are equal.\n"
     "3. Deploy a release that uses the new column, and retire the ones that use "
     "{table}.{column}.\n"
     "4. contract.sql: ALTER TABLE {table} DROP COLUMN {column};\n"
     "Or an index with the other collation, for the statements that name it.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, name text);", phases::phase::expand,
     "ALTER TABLE users ALTER COLUMN name TYPE text COLLATE \"C\";",
     "ALTER TABLE users ADD COLUMN name_c text COLLATE \"C\";"},
    {"users", "name", "", "", ""},
    check_change_collation_or_charset,
    true,
    all_but_sqlite};

}  // namespace sluice::lint::catalogue
