#include "dialects/schema/names.hpp"
#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace sluice::lint::catalogue {

namespace {

std::string_view before_cast(std::string_view text) {
  return text.substr(0, text.find(" ::"));
}

/// The value goes with the type of its column, of which another rule speaks.
bool is_only_cast_anew(const statement_view& view, const schema::effect& e,
                       const schema::column* was, const schema::column* is) {
  const bool retyped =
      std::any_of(view.effects.begin(), view.effects.end(), [&](const schema::effect& other) {
        return other.kind == schema::effect_kind::column_type_changed && other.table == e.table &&
               other.object == e.object;
      });
  const schema::table* t = schema::find_table(view.before_change, e.table, view.d);
  const schema::column* first = t == nullptr ? nullptr : schema::find_column(*t, e.object, view.d);
  const bool retyped_before = first != nullptr && was != nullptr && first->type != was->type;
  return (retyped || retyped_before) && was != nullptr && is != nullptr &&
         !was->default_text.text.empty() &&
         before_cast(was->default_text.text) == before_cast(is->default_text.text);
}

void check_change_default(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::default_set, [&](const schema::effect& e) {
    if (!e.replaced) return;
    const schema::column* was = column_before(view, e);
    const schema::column* is = column_after(view, e);
    if (is_only_cast_anew(view, e, was, is)) return to.claim(e);
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
