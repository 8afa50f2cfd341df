#include "lint/before_after.hpp"
#include "lint/labels.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace sluice::lint::catalogue {

namespace {

void check_remove_or_reorder_enum_value(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::column_type_changed, [&](const schema::effect& e) {
    const schema::column* was = column_before(view, e);
    if (was == nullptr) return;
    const std::vector<std::string> old_labels = labels_of(was->type);
    const std::vector<std::string> new_labels = labels_of(e.to);
    const label_change change = compare_labels(old_labels, new_labels);
    if (old_labels.empty() || new_labels.empty() || (change.removed.empty() && !change.moved))
      return;
    to.report(
        e,
        said(change.removed.empty()
                 ? fmt::format("gives the values of {}.{} other numbers: old statements that sort "
                               "by it, compare it by < or >, or use its numbers get another result",
                               e.table, e.object)
                 : fmt::format("takes {} from {}.{}: old writers that store {} are refused "
                               "(without strict mode they store an empty value), and rows that "
                               "hold {} make the statement fail or lose it",
                               quoted(change.removed), e.table, e.object,
                               change.removed.size() == 1 ? "it" : "one of them",
                               change.removed.size() == 1 ? "it" : "one"),
             {e.table, e.object, "", e.to, ""}));
  });
}

}  // namespace

const rule remove_or_reorder_enum_value{
    "remove-or-reorder-enum-value",
    rule_class::rollback,
    severity::error,
    "A value of an ENUM or SET is removed, renamed or moved while a release may still use it.",
    "The value is a number in the row. MODIFY converts by name: what has lost its name has no "
    "value any more, and what has moved sorts in another place.",
    {"1. expand.sql: add new values at the end of the list only.\n"
     "2. Deploy a release that does not use the old value, and retire the ones that do.\n"
     "3. migrate.sql: a backfill that gives the rows of {table} another {column}; verify.sql: none "
     "is left.\n"
     "4. contract.sql: ALTER TABLE {table} MODIFY {column} {type} ...;",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, state enum('new','old'));", phases::phase::expand,
     "ALTER TABLE users MODIFY state enum('new','former');",
     "ALTER TABLE users ADD COLUMN state_two enum('new','former');", engine::mysql},
    {"users", "state", "", "enum('new','former')", ""},
    check_remove_or_reorder_enum_value,
    true,
    mysql_and_mariadb};

}  // namespace sluice::lint::catalogue
