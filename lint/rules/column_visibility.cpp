#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_column_visibility(const statement_view& view, reporter& to) {
  each_misplaced(
      view, to, schema::effect_kind::table_behaviour_changed, [&](const schema::effect& e) {
        const schema::column* is = column_after(view, e);
        if (is == nullptr) return;
        to.report(
            e, said(is->invisible
                        ? fmt::format(
                              "makes {}.{} invisible: an old SELECT * no longer returns it, and an "
                              "old INSERT without a list of columns gives one value too many",
                              e.table, e.object)
                        : fmt::format(
                              "makes {}.{} visible: an old SELECT * returns one column more, and "
                              "an old INSERT without a list of columns gives one value too few",
                              e.table, e.object),
                    {e.table, e.object, "", "", ""}));
      });
}

}  // namespace

const rule column_visibility{
    "column-visibility",
    rule_class::rollback,
    severity::error,
    "A column appears in, or vanishes from, what an old SELECT * and an old INSERT without a list "
    "of columns mean.",
    "Statements that name their columns notice nothing; the others fail, or take values for those "
    "of another column.",
    {"1. Deploy a release that names the columns of {table} in each INSERT and SELECT, and retire "
     "the others.\n"
     "2. contract.sql: change the visibility of {table}.{column}.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, secret int);", phases::phase::expand,
     "ALTER TABLE users MODIFY secret int INVISIBLE;",
     "ALTER TABLE users ADD COLUMN more int INVISIBLE;", engine::mysql},
    {"users", "secret", "", "", ""},
    check_column_visibility,
    true,
    mysql_and_mariadb};

}  // namespace sluice::lint::catalogue
