#include "dialects/sql/token.hpp"
#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <string>
#include <variant>

namespace sluice::lint::catalogue {

namespace {

void check_session_contract_change(const statement_view& view, reporter& to) {
  if (view.in(phases::phase::contract)) return;
  std::string what;
  if (view.d == dialect::mysql) {
    const std::string text = sql::lower_case(view.step.file->slice(view.statement.where));
    const bool global = says(view, {"set", "global"}) || says(view, {"set", "persist"}) ||
                        text.find("@@global.") != std::string::npos ||
                        text.find("@@persist.") != std::string::npos;
    if (global && std::holds_alternative<sql::session_setting>(view.statement.what))
      what = "a setting of the server";
  } else if (const auto* s = std::get_if<sql::object_command>(&view.statement.what);
             s != nullptr && s->verb == sql::object_verb::alter) {
    const bool holder = s->object_class == "role" || s->object_class == "user" ||
                        s->object_class == "database" || s->object_class == "system";
    if (holder && (says(view, {"set"}) || says(view, {"reset"})))
      what = "a setting of the " + s->object_class;
  }
  if (what.empty()) return;
  for (const schema::effect& e : view.effects) to.claim(e);
  to.report(said(fmt::format("changes {}: sessions of the old release that begin later run under "
                             "it, and the same statements mean something else in them",
                             what),
                 {}));
}

}  // namespace

const rule session_contract_change{
    "session-contract-change",
    rule_class::rollback,
    severity::error,
    "A setting changes for the sessions of every release, the old one too.",
    "search_path, TimeZone, sql_mode, the isolation level decide what a statement means. The old "
    "release begins new sessions all the time, and nothing in its code has changed.",
    {"Let the new release set it in its own sessions: SET ... when it connects. When no release "
     "but that one is left, contract.sql.",
     "", ""},
    {"", phases::phase::expand, "ALTER ROLE web SET search_path = billing;",
     "SET search_path = public;"},
    {},
    check_session_contract_change,
    true,
    all_but_sqlite};

}  // namespace sluice::lint::catalogue
