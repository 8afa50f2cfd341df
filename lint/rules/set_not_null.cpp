#include "dialects/schema/names.hpp"
#include "dialects/sql/script.hpp"
#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

namespace sluice::lint::catalogue {

namespace {

/// A trigger that gives the column a value before a row is stored, though perhaps not always.
std::string trigger_that_fills(const statement_view& view, const schema::effect& e) {
  for (const auto& [key, t] : view.before.triggers) {
    if (!schema::same_name(t.table, e.table, view.d) || t.timing != "before" || !t.each_row ||
        !t.enabled || t.events.count("insert") == 0)
      continue;
    for (const std::string& column : sql::assigned_columns(t.body, view.d, e.table)) {
      if (schema::same_name(column, e.object, view.d)) return t.name;
    }
  }
  return {};
}

void check_set_not_null(const statement_view& view, reporter& to) {
  std::map<std::string, std::vector<std::string>> unknown;
  const schema::effect* first = nullptr;
  each_misplaced(view, to, schema::effect_kind::column_made_required, [&](const schema::effect& e) {
    // SET NOT NULL is said on purpose; MODIFY repeats what was there.
    if (view.d == dialect::mysql && is_unknown_column(view, e)) {
      to.claim(e);
      if (is_renamed_too(view, e)) return;
      unknown[e.table].push_back(e.object);
      if (first == nullptr) first = &e;
      return;
    }
    reporter::draft d;
    d.message = fmt::format("sets {}.{} NOT NULL: old writers that {}set it to NULL are refused",
                            e.table, e.object, e.required ? "leave it out or " : "");
    if (const std::string trigger = trigger_that_fills(view, e); !trigger.empty()) {
      d.message += ", unless trigger " + trigger + " gives it a value";
      d.level = severity::warning;
    }
    d.named = {e.table, e.object, "", "", ""};
    to.report(e, std::move(d));
  });
  for (const auto& [table, columns] : unknown) {
    reporter::draft d = said(fmt::format("sets {}.{} NOT NULL, if it was not: this history does "
                                         "not tell; old writers that leave it out or set it to "
                                         "NULL are refused",
                                         table, list(columns)),
                             {table, columns.front(), "", "", ""});
    d.object = table + "." + columns.front();
    d.where = first->where;
    to.report(std::move(d));
  }
}

}  // namespace

const rule set_not_null{
    "set-not-null",
    rule_class::rollback,
    severity::error,
    "A column becomes NOT NULL while a release may still leave it out.",
    "The lock can be avoided, the refusal cannot: also after NOT VALID and VALIDATE an old writer "
    "that stores NULL fails.",
    {"1. expand.sql: a DEFAULT, or a trigger that fills {table}.{column}.\n"
     "2. migrate.sql: a backfill of the NULLs; verify.sql: none is left.\n"
     "3. contract.sql, when no release stores NULL any more:\n"
     "   ALTER TABLE {table} ALTER COLUMN {column} SET NOT NULL;",
     "1. expand.sql: a DEFAULT, or a trigger that fills {table}.{column}.\n"
     "2. migrate.sql: a backfill of the NULLs; verify.sql: none is left.\n"
     "3. contract.sql, when no release stores NULL any more:\n"
     "   ALTER TABLE {table} MODIFY {column} ... NOT NULL;",
     ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, email text);", phases::phase::expand,
     "ALTER TABLE users ALTER COLUMN email SET NOT NULL;",
     "ALTER TABLE users ALTER COLUMN email SET DEFAULT '';"},
    {"users", "email", "", "", ""},
    check_set_not_null};

}  // namespace sluice::lint::catalogue
