#include "dialects/schema/names.hpp"
#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::lint::catalogue {

namespace {

bool compares_otherwise(const statement_view& view, const schema::effect& e) {
  const schema::column* was = column_before(view, e);
  const schema::column* is = column_after(view, e);
  if (was == nullptr || is == nullptr || was->type != is->type) return false;
  const schema::table* t = schema::find_table(view.before, e.table, view.d);
  const schema::table* now = schema::find_table(view.after, e.table, view.d);
  return was->collation != is->collation || t == nullptr || now == nullptr ||
         t->characters_of(*was) != now->characters_of(*is);
}

/// " to collation C" when the column says so.
std::string other_collation(const statement_view& view, const schema::effect& e) {
  const schema::column* was = column_before(view, e);
  const schema::column* is = column_after(view, e);
  if (was == nullptr || is == nullptr || is->collation.empty() || is->collation == was->collation)
    return {};
  return ", to collation " + is->collation;
}

std::string_view harm_of_conversion(dialect d) {
  return d == dialect::mysql ? "; what the new character set lacks is refused or becomes '?'" : "";
}

/// ALTER TABLE ... CONVERT TO of a table that the history does not tell of.
void report_unknown_conversion(const statement_view& view, reporter& to) {
  each_action<sql::convert_characters>(view, [&](const auto&, text::span where) {
    for (const schema::effect& e : view.effects) {
      if (e.kind != schema::effect_kind::unknown || e.where != where || to.claimed(e)) continue;
      to.report(e, said(fmt::format("converts the text of {}, and what it was is not in this "
                                    "history: where it is another, old statements find other rows "
                                    "equal and sort them in another way{}",
                                    e.table, harm_of_conversion(view.d)),
                        {e.table, "its columns", "", "", ""}));
    }
  });
}

void check_change_collation_or_charset(const statement_view& view, reporter& to) {
  std::map<std::string, std::vector<const schema::effect*>> found;
  each_misplaced(view, to, schema::effect_kind::column_type_changed, [&](const schema::effect& e) {
    if (!compares_otherwise(view, e)) return;
    to.claim(e);
    found[e.table].push_back(&e);
  });
  for (const auto& [table, effects] : found) {
    std::vector<std::string> columns;
    for (const schema::effect* e : effects) columns.push_back(e->object);
    const schema::effect& first = *effects.front();
    to.report(first,
              said(fmt::format("changes by which rules {}.{} {}{}: old statements find "
                               "other rows equal, sort them in another way, and are refused "
                               "where a key of theirs now repeats{}",
                               table, list(columns), columns.size() == 1 ? "compares" : "compare",
                               other_collation(view, first), harm_of_conversion(view.d)),
                   {table, columns.front(), "", column_after(view, first)->type, ""}));
  }
  if (!view.in(phases::phase::contract)) report_unknown_conversion(view, to);
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
