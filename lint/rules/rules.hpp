#pragma once

#include "lint/rule.hpp"

#include <string>
#include <utility>
#include <variant>

namespace sluice::lint::catalogue {

#define SLUICE_RULE(name) extern const rule name;
#include "lint/rules.def"
#undef SLUICE_RULE

[[nodiscard]] inline reporter::draft said(std::string message, subject named) {
  reporter::draft d;
  d.message = std::move(message);
  d.named = std::move(named);
  return d;
}

/// Effects of one kind on what existed before the change, in a step that is not there to break it,
/// that no rule before this one has taken.
template <typename Report>
void each_misplaced(const statement_view& view, reporter& to, schema::effect_kind kind,
                    Report report) {
  if (view.in(phases::phase::contract)) return;
  for (const schema::effect& e : view.effects) {
    if (e.kind == kind && e.existed_before && !to.claimed(e)) report(e);
  }
}

/// Every action of an ALTER TABLE of that sort.
template <typename Action, typename Visit>
void each_action(const statement_view& view, Visit visit) {
  const auto* alter = std::get_if<sql::alter_table>(&view.statement.what);
  if (alter == nullptr) return;
  for (const sql::alter_action& a : alter->actions) {
    if (const auto* action = std::get_if<Action>(&a.what)) visit(*action, a.where);
  }
}

}  // namespace sluice::lint::catalogue
