#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_drop_not_null(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::column_made_nullable, [&](const schema::effect& e) {
    to.report(e, said(fmt::format("lets {}.{} be NULL: once the new release stores NULL, old "
                                  "readers that count on a value meet it, also after a rollback",
                                  e.table, e.object),
                      {e.table, e.object, "", "", ""}));
  });
}

}  // namespace

const rule drop_not_null{
    "drop-not-null",
    rule_class::rollback,
    severity::error,
    "A column may be NULL from now on while a release may still count on a value in it.",
    "Old writers notice nothing. Old readers do, as soon as somebody stores NULL, and going back "
    "to the old release does not take the NULLs away.",
    {"1. Deploy a release that reads NULL in {table}.{column}, and retire the ones that do not.\n"
     "2. contract.sql: ALTER TABLE {table} ALTER COLUMN {column} DROP NOT NULL;\n"
     "3. Deploy the release that stores NULL.",
     "1. Deploy a release that reads NULL in {table}.{column}, and retire the ones that do not.\n"
     "2. contract.sql: ALTER TABLE {table} MODIFY {column} ... NULL;\n"
     "3. Deploy the release that stores NULL.",
     "1. Deploy a release that reads NULL in {table}.{column}, and retire the ones that do not.\n"
     "2. contract.sql: make the table anew without the NOT NULL.\n"
     "3. Deploy the release that stores NULL."},
    {"CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);", phases::phase::expand,
     "ALTER TABLE users ALTER COLUMN email DROP NOT NULL;",
     "ALTER TABLE users ADD COLUMN phone text;"},
    {"users", "email", "", "", ""},
    check_drop_not_null};

}  // namespace sluice::lint::catalogue
