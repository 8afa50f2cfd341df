#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::lint::catalogue {

namespace {

std::string_view harm_of_change_column_type(dialect d) {
  switch (d) {
    case dialect::postgres:
      return "old statements that compare or compute with it fail, or old writers are refused, and "
             "sessions that have prepared a query which returns it fail";
    case dialect::mysql:
      return "old writers send values of the former type, which are refused, rounded or cut off, "
             "and old readers and conditions get another result, mostly without an error";
    case dialect::sqlite:
      break;
  }
  return "what old writers store is converted by the new type's affinity or kept as it comes, and "
         "old readers and conditions get another result, without an error";
}

/// Columns of one table that the history does not tell of: one finding, for nobody knows which of
/// them change.
void report_unknown_types(const statement_view& view, reporter& to,
                          const std::vector<const schema::effect*>& effects) {
  std::vector<std::string> columns;
  for (const schema::effect* e : effects) {
    to.claim(*e);
    columns.push_back(e->object);
  }
  const schema::effect& first = *effects.front();
  const bool one = effects.size() == 1;
  to.report(first,
            said(fmt::format("gives {}.{} {}, and what {} had is not in this history: where it is "
                             "another, {}",
                             first.table, list(columns),
                             one && !first.to.empty() ? "the type " + first.to : "new definitions",
                             one ? "it" : "they", harm_of_change_column_type(view.d)),
                 {first.table, columns.front(), "", first.to, ""}));
}

void check_change_column_type(const statement_view& view, reporter& to) {
  std::map<std::string, std::vector<const schema::effect*>> unknown;
  each_misplaced(view, to, schema::effect_kind::column_type_changed, [&](const schema::effect& e) {
    if (is_unknown_column(view, e)) {
      if (is_renamed_too(view, e)) return to.claim(e);
      unknown[e.table].push_back(&e);
      return;
    }
    const schema::column* was = column_before(view, e);
    to.report(
        e, said(fmt::format("changes the type of {}.{} from {}{}: {}", e.table, e.object,
                            was->type.empty() ? "none" : was->type,
                            e.to.empty() ? "" : " to " + e.to, harm_of_change_column_type(view.d)),
                {e.table, e.object, "", e.to, ""}));
  });
  for (const auto& entry : unknown) report_unknown_types(view, to, entry.second);
}

}  // namespace

const rule change_column_type{
    "change-column-type",
    rule_class::rollback,
    severity::error,
    "A column gets another type while a release may still count on the first.",
    "Old statements were written for the former type: their operators, their parameters, what they "
    "expect to read. One engine refuses, another converts silently.",
    {"1. expand.sql: a new column of the new type, and a trigger that keeps it and {column} equal, "
     "whichever a release writes.\n"
     "2. migrate.sql: a backfill of the new column; verify.sql: the two are equal.\n"
     "3. Deploy a release that uses the new column, and retire the ones that use "
     "{table}.{column}.\n"
     "4. contract.sql: ALTER TABLE {table} DROP COLUMN {column};",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, age int);", phases::phase::expand,
     "ALTER TABLE users ALTER COLUMN age TYPE text;",
     "ALTER TABLE users ADD COLUMN age_text text;"},
    {"users", "age", "", "", ""},
    check_change_column_type};

}  // namespace sluice::lint::catalogue
