#include "dialects/schema/folding.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

/// SQLite fills the column of old rows with one value, which it must know beforehand.
std::string_view sqlite_objection(const statement_view& view, const sql::column_definition& c) {
  if (c.generated) return c.stored ? "a stored generated column would have to be computed" : "";
  if (c.not_null && !c.default_value) return "it may not be NULL and has no default";
  if (!c.default_value) return "";
  const std::string value = sql::lower_case(view.step.file->slice(*c.default_value));
  if (value.starts_with("current_")) return "its default is another one each time";
  if (value.starts_with("(")) return "its default is an expression";
  if (c.references) return "a foreign key may only have NULL as its default";
  return "";
}

std::string_view objection_to(const statement_view& view, const sql::column_definition& c) {
  const bool required = c.not_null && !c.default_value && !c.generated && !c.generates_value;
  switch (view.d) {
    case dialect::postgres:
      return required ? "it may not be NULL and has no default" : "";
    case dialect::mysql: {
      const std::string base = schema::take_type_apart(c.type, view.d).base;
      const bool dated = base == "date" || base == "datetime";
      // In the strict mode that Sluice sets; MariaDB's own default takes it.
      return required && dated ? "the zero date that it would have is refused" : "";
    }
    case dialect::sqlite:
      break;
  }
  return sqlite_objection(view, c);
}

void check_fails_with_rows(const statement_view& view, reporter& to) {
  each_action<sql::add_column>(view, [&](const sql::add_column& a, text::span where) {
    const std::string_view why = objection_to(view, a.column);
    if (why.empty()) return;
    const auto e =
        std::find_if(view.effects.begin(), view.effects.end(), [&](const schema::effect& each) {
          return each.kind == schema::effect_kind::column_added &&
                 each.object == a.column.column.text;
        });
    if (e == view.effects.end() || !e->existed_before || to.claimed(*e)) return;
    // The rows of a table that the change made itself.
    if (schema::find_table(view.before_change, e->table, view.d) == nullptr) return;
    reporter::draft d;
    d.object = e->table + "." + e->object;
    d.message =
        fmt::format("adds {}, which fails as soon as {} has a row: {}", d.object, e->table, why);
    d.where = where;
    d.named = {e->table, e->object, "", "", ""};
    to.report(std::move(d));
  });
}

}  // namespace

const rule fails_with_rows{
    "fails-with-rows",
    rule_class::runtime,
    severity::error,
    "A statement works on an empty table and fails on one with rows.",
    "The test database is empty, and production is not.",
    {"Add {table}.{column} so that old rows may have it: without NOT NULL, or with a constant "
     "DEFAULT. Fill it in migrate.sql, and make it NOT NULL in contract.sql.",
     "",
     "Add {table}.{column} without NOT NULL, or with a constant DEFAULT, and fill it in "
     "migrate.sql. What else it must be needs the table to be built anew."},
    {"CREATE TABLE users (id INTEGER PRIMARY KEY);", phases::phase::expand,
     "ALTER TABLE users ADD COLUMN seen TEXT DEFAULT CURRENT_TIMESTAMP;",
     "ALTER TABLE users ADD COLUMN seen TEXT;", engine::sqlite},
    {"users", "seen", "", "", ""},
    check_fails_with_rows};

}  // namespace sluice::lint::catalogue
