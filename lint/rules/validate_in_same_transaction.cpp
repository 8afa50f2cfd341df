#include "dialects/schema/names.hpp"
#include "lint/cost.hpp"
#include "lint/fixes.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

/// The constraint that a statement of this step adds without a scan.
bool adds_unchecked(const statement_input& input, std::string_view table, std::string_view name,
                    dialect d) {
  const auto* alter = std::get_if<sql::alter_table>(&input.statement->what);
  if (alter == nullptr || !schema::same_name(schema::model_name(alter->table, d), table, d))
    return false;
  return std::any_of(alter->actions.begin(), alter->actions.end(), [&](const auto& a) {
    const auto* added = std::get_if<sql::add_constraint>(&a.what);
    return added != nullptr && added->constraint.not_valid && added->constraint.constraint &&
           added->constraint.constraint->text == name;
  });
}

void check_validate_in_same_transaction(const statement_view& view, reporter& to) {
  const auto* alter = std::get_if<sql::alter_table>(&view.statement.what);
  if (alter == nullptr || !view.step.transactional) return;
  const std::string table = schema::model_name(alter->table, view.d);
  each_action<sql::validate_constraint>(view, [&](const auto& a, text::span where) {
    const auto& all = view.step.statements;
    const bool same_step = std::any_of(all.begin(), all.end(), [&](const statement_input& each) {
      return adds_unchecked(each, table, a.constraint.text, view.d);
    });
    if (!same_step || find_cost(view, where) == nullptr) return;
    reporter::draft d;
    d.message = fmt::format(
        "validates {} in the transaction that added it: the strong lock of the "
        "first is held while all rows of {} are read",
        a.constraint.text, table);
    d.object = table;
    d.where = where;
    d.fix = fix_no_transaction(view);
    d.named = {table, a.constraint.text, "", "", ""};
    to.report(std::move(d));
  });
}

}  // namespace

const rule validate_in_same_transaction{
    "validate-in-same-transaction",
    rule_class::lock,
    severity::warning,
    "NOT VALID and VALIDATE CONSTRAINT stand in one transaction.",
    "Adding takes a strong lock for an instant, validating a weak one for long. In one transaction "
    "it is the strong one for long.",
    {"A step of its own (another change, or verify by hand in between):\nALTER TABLE {table} "
     "VALIDATE CONSTRAINT {column};",
     "", ""},
    {"CREATE TABLE orders (id bigint PRIMARY KEY, total integer);", phases::phase::expand,
     "ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID;\nALTER TABLE orders "
     "VALIDATE CONSTRAINT positive;",
     "CREATE TABLE notes (id bigint PRIMARY KEY);"},
    {"orders", "positive", "", "", ""},
    check_validate_in_same_transaction};

}  // namespace sluice::lint::catalogue
