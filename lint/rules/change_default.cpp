#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_change_default(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::default_set, [&](const schema::effect& e) {
    if (!e.replaced) return;
    const schema::column* was = column_before(view, e);
    const schema::column* is = column_after(view, e);
    const bool known = was != nullptr && is != nullptr && !was->default_text.text.empty() &&
                       was->default_text.text != is->default_text.text;
    to.report(
        e, said(fmt::format("changes the default of {}.{}{}: old writers that leave it out begin "
                            "to store a value that they do not know, and nothing tells them",
                            e.table, e.object,
                            known ? fmt::format(" from {} to {}", was->default_text.text,
                                                is->default_text.text)
                                  : ""),
                {e.table, e.object, "", "", ""}));
  });
}

}  // namespace

const rule change_default{
    "change-default",
    rule_class::rollback,
    severity::error,
    "A default is replaced by another while a release may still count on the first.",
    "No statement fails. The old release stores the new value in its own rows, and reads them back "
    "with the meaning of the old one.",
    {"1. Deploy a release that writes {table}.{column} itself, and retire the ones that leave it "
     "out.\n"
     "2. contract.sql: ALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT ...;\n"
     "When old releases are meant to store the new value, say so:\n"
     "  -- sluice:allow change-default reason=\"all releases read it\"",
     "",
     "1. Deploy a release that writes {table}.{column} itself, and retire the ones that leave it "
     "out.\n"
     "2. contract.sql: make the table anew with the other default.\n"
     "When old releases are meant to store the new value, say so:\n"
     "  -- sluice:allow change-default reason=\"all releases read it\""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, nick text DEFAULT 'none');", phases::phase::expand,
     "ALTER TABLE users ALTER COLUMN nick SET DEFAULT 'guest';",
     "ALTER TABLE users ADD COLUMN state text DEFAULT 'guest';"},
    {"users", "nick", "", "", ""},
    check_change_default};

}  // namespace sluice::lint::catalogue
