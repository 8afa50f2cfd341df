#include "dialects/schema/names.hpp"
#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

namespace sluice::lint::catalogue {

namespace {

/// The step makes a further trigger on the table: then that one is looked at, with all of them.
bool another_later(const statement_view& view, const std::string& table) {
  bool behind = false;
  for (const statement_input& each : view.step.statements) {
    const auto* s = std::get_if<sql::create_trigger>(&each.statement->what);
    if (behind && s != nullptr &&
        schema::same_name(schema::model_name(s->table, view.d), table, view.d))
      return true;
    behind |= each.statement == &view.statement;
  }
  return false;
}

void check_dual_write_one_way(const statement_view& view, reporter& to) {
  if (!view.in(phases::phase::expand)) return;
  for (const schema::effect& e : view.effects) {
    if (e.kind != schema::effect_kind::trigger_created || !e.existed_before ||
        another_later(view, e.table))
      continue;
    std::vector<std::string> to_new;
    bool to_old = false;
    for (const auto& [key, t] : view.after.triggers) {
      if (!schema::same_name(t.table, e.table, view.d)) continue;
      for (const std::string& c : sql::assigned_columns(t.body, view.d, t.table)) {
        const bool is_new = is_new_column(view, e.table, c);
        to_old |= !is_new;
        if (is_new && std::find(to_new.begin(), to_new.end(), c) == to_new.end())
          to_new.push_back(c);
      }
    }
    if (to_new.empty() || to_old) continue;
    to.report(
        e,
        said(fmt::format(
                 "keeps the new {} of {} up to date, and no column that an old release reads: what "
                 "the new release writes to {} alone is lost to the old one, also after a rollback",
                 list(to_new), e.table, to_new.size() == 1 ? "it" : "them"),
             {e.table, list(to_new), "", "", ""}));
  }
}

}  // namespace

const rule dual_write_one_way{
    "dual-write-one-way",
    rule_class::rollback,
    severity::warning,
    "Triggers carry what an old release writes to the new columns, and nothing back.",
    "While both releases run, the old one does not see what the new one writes; after a rollback "
    "of the code it never will. With triggers in both directions either release can be rolled back "
    "to.",
    {"In the same step: a trigger on {table} that gives the old column its value from {column}, "
     "when that one is written.\n"
     "When no release writes {column} itself (it only copies, or computes), say so:\n"
     "  -- sluice:allow dual-write-one-way reason=\"nobody writes it\"",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, name varchar(80), nick varchar(80));\n"
     "CREATE TABLE old_users (id bigint PRIMARY KEY, name varchar(80), nick varchar(80));",
     phases::phase::expand,
     "ALTER TABLE users ADD COLUMN handle varchar(80);\n"
     "CREATE TRIGGER fill BEFORE INSERT ON users FOR EACH ROW SET NEW.handle = NEW.nick;",
     "ALTER TABLE users ADD COLUMN handle varchar(80);\n"
     "CREATE TRIGGER fill BEFORE INSERT ON users FOR EACH ROW SET NEW.handle = "
     "coalesce(NEW.handle, NEW.nick), NEW.nick = coalesce(NEW.nick, NEW.handle);",
     engine::mysql},
    {"users", "handle", "", "", ""},
    check_dual_write_one_way};

}  // namespace sluice::lint::catalogue
