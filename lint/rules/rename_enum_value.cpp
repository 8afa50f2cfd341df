#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace sluice::lint::catalogue {

namespace {

/// The label that went and the one that came; empty when the model does not know the type.
std::pair<std::string, std::string> renamed(const statement_view& view, const std::string& type) {
  const auto was = view.before.enums.find(type);
  const auto is = view.after.enums.find(type);
  if (was == view.before.enums.end() || is == view.after.enums.end()) return {};
  const auto [old_label, new_label] =
      std::mismatch(was->second.begin(), was->second.end(), is->second.begin(), is->second.end());
  if (old_label == was->second.end() || new_label == is->second.end()) return {};
  return {*old_label, *new_label};
}

void check_rename_enum_value(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::object_changed, [&](const schema::effect& e) {
    if (!is_a(e, "type") || !says(view, {"rename", "value"})) return;
    const std::string name = bare_name(e, "type");
    const auto [from, now] = renamed(view, name);
    to.report(
        e, said(from.empty()
                    ? fmt::format("renames a value of type {}: old statements that name the old "
                                  "one fail, and old readers meet one that they do not know",
                                  name)
                    : fmt::format("renames value '{}' of type {} to '{}': old statements that name "
                                  "'{}' fail, and old readers meet '{}', which they do not know",
                                  from, name, now, from, now),
                {"", name, now.empty() ? "new" : now, "", ""}));
  });
}

}  // namespace

const rule rename_enum_value{
    "rename-enum-value",
    rule_class::rollback,
    severity::error,
    "A value of an enum type is renamed while a release may still use its old name.",
    "The rows change with it at once: old readers meet a name they do not know, and old writers "
    "and conditions that name the old one are refused.",
    {"1. expand.sql: ALTER TYPE {column} ADD VALUE '{to}';\n"
     "2. Deploy a release that reads both values and writes '{to}'; retire the others.\n"
     "3. migrate.sql: a backfill of the rows with the old value.\n"
     "The old value stays: PostgreSQL cannot drop one.",
     "", ""},
    {"CREATE TYPE mood AS ENUM ('sad', 'happy');", phases::phase::expand,
     "ALTER TYPE mood RENAME VALUE 'happy' TO 'glad';", "ALTER TYPE mood ADD VALUE 'glad';"},
    {"", "mood", "glad", "", ""},
    check_rename_enum_value,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
