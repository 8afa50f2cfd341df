#include "lint/before_after.hpp"
#include "lint/labels.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace sluice::lint::catalogue {

namespace {

void check_add_enum_value_unknown_to_old(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::value_added, [&](const schema::effect& e) {
    const std::string type = bare_name(e, "type");
    const auto was = view.before.enums.find(type);
    const auto is = view.after.enums.find(type);
    std::vector<std::string> added;
    if (was != view.before.enums.end() && is != view.after.enums.end())
      added = compare_labels(was->second, is->second).added;
    to.report(e, said(fmt::format("adds {} to type {}: once the new release stores it, old readers "
                                  "meet a value that they do not know, also after a rollback",
                                  added.empty() ? "a value" : quoted(added), type),
                      {"", type, "", "", ""}));
  });
  each_misplaced(view, to, schema::effect_kind::column_type_changed, [&](const schema::effect& e) {
    const schema::column* was = column_before(view, e);
    if (was == nullptr) return;
    const std::vector<std::string> old_labels = labels_of(was->type);
    const std::vector<std::string> new_labels = labels_of(e.to);
    const label_change change = compare_labels(old_labels, new_labels);
    if (old_labels.empty() || new_labels.empty() || !change.removed.empty() || change.moved ||
        change.added.empty())
      return;
    reporter::draft d =
        said(fmt::format("adds {} to {}.{}: once the new release stores it, old readers meet a "
                         "value that they do not know, also after a rollback",
                         quoted(change.added), e.table, e.object),
             {e.table, e.object, "", "", ""});
    if (!e.widens) d.level = severity::error;  // it changes in another way, too
    to.report(e, std::move(d));
  });
}

}  // namespace

const rule add_enum_value_unknown_to_old{
    "add-enum-value-unknown-to-old",
    rule_class::rollback,
    severity::warning,
    "A value is added to an enum that a running release may not know.",
    "The statement itself breaks nobody. But code that lists the values, as most object mappers "
    "do, fails on a row with another one; so the release that reads a value must come before the "
    "one that writes it.",
    {"1. expand.sql: add the value to {column}, and accept this finding:\n"
     "   -- sluice:allow add-enum-value-unknown-to-old reason=\"nobody writes it before release "
     "42\"\n"
     "2. Deploy a release that reads the value without writing it, and retire the older ones.\n"
     "3. Deploy the release that writes it.",
     "1. Deploy a release that would read the value, and retire the older ones.\n"
     "2. contract.sql: add the value at the end of the list of {table}.{column}; in the middle all "
     "values get other numbers.\n"
     "3. Deploy the release that writes it.",
     ""},
    {"CREATE TYPE mood AS ENUM ('sad', 'happy');", phases::phase::expand,
     "ALTER TYPE mood ADD VALUE 'calm';", "CREATE TYPE feeling AS ENUM ('sad', 'happy', 'calm');"},
    {"mood", "mood", "", "", ""},
    check_add_enum_value_unknown_to_old,
    true,
    all_but_sqlite};

}  // namespace sluice::lint::catalogue
