#include "dialects/schema/folding.hpp"
#include "dialects/schema/words.hpp"

#include <algorithm>
#include <array>
#include <vector>

/// PostgreSQL: row security and rules, and which triggers fire.
namespace sluice::schema {
namespace {

/// A role as a clause names it; the session's own roles keep their words.
std::string role_at(const words& w, std::size_t& i) {
  if (w.is(i, "group")) ++i;
  return w.name(i++);
}

/// The clauses of CREATE and ALTER POLICY behind ON table; those that are said replace.
void read_clauses(const words& w, std::size_t i, policy& p) {
  while (i < w.size()) {
    if (w.is(i, "as")) {
      p.permissive = !w.is(i + 1, "restrictive");
      i += 2;
    } else if (w.is(i, "for")) {
      p.command = sql::lower_case(w.at(i + 1));
      i += 2;
    } else if (w.is(i, "to")) {
      p.roles.clear();
      do {
        p.roles.insert(role_at(w, ++i));
      } while (w.what(i) == sql::kind::comma);
    } else if (w.is(i, "using")) {
      p.has_using = true;
      i = w.behind_brackets(i + 1);
    } else if (w.are(i, "with", "check")) {
      p.has_check = true;
      i = w.behind_brackets(i + 2);
    } else {
      ++i;
    }
  }
}

}  // namespace

/// CREATE, ALTER and DROP of policies and rules. False when there was nothing to drop.
bool folder::change_policy(const sql::object_command& s, const sql::object_name& object) {
  subject on = s.table ? find(*s.table) : subject();
  if (on.held == nullptr) return !s.if_exists;
  const std::string& name = object.object.text;
  auto& policies = on.held->policies;
  if (s.object_class == "rule") {
    if (s.verb == sql::object_verb::drop) return on.held->rules.erase(name) != 0;
    if (s.how == sql::object_alteration::rename) on.held->rules.erase(name);
    on.held->rules.insert(s.to ? s.to->object.text : name);
    return true;
  }
  if (s.verb == sql::object_verb::drop) return policies.erase(name) != 0;
  if (s.how == sql::object_alteration::rename && s.to) {
    move_key(policies, name, s.to->object.text);
    if (const auto moved = policies.find(s.to->object.text); moved != policies.end())
      moved->second.name = s.to->object.text;
    return true;
  }
  const words w(file_.slice(statement_.where), dialect_);
  const std::size_t clauses = w.behind(s.table->where.end - statement_.where.begin);
  if (s.verb == sql::object_verb::create) {
    policy made;
    made.name = name;
    made.roles.insert("public");
    read_clauses(w, clauses, made);
    policies[name] = std::move(made);
  } else if (const auto held = policies.find(name); held != policies.end()) {
    read_clauses(w, clauses, held->second);
  }
  return true;
}

/// {ENABLE | DISABLE | FORCE | NO FORCE} ROW LEVEL SECURITY
bool folder::secure_rows(subject& s, const std::string& action, text::span where) {
  if (!action.ends_with("ROW LEVEL SECURITY") && action != "NO FORCE ROW LEVEL") return false;
  const bool forces = action.starts_with("FORCE") || action.starts_with("NO FORCE");
  const bool on = action.starts_with("FORCE") || action.starts_with("ENABLE");
  report(effect_kind::table_behaviour_changed, s.key, "row level security", where);
  if (s.held != nullptr) (forces ? s.held->forced_row_security : s.held->row_security) = on;
  return true;
}

/// {ENABLE [REPLICA | ALWAYS] | DISABLE} TRIGGER {name | USER | ALL}. ALL is also about the
/// triggers that check foreign keys.
bool folder::switch_triggers(subject& s, const std::string& action, text::span where) {
  if (!action.ends_with(" TRIGGER")) return false;
  const words w(file_.slice(where), dialect_);
  const std::size_t named = w.find("trigger") + 1;
  const bool all = w.is(named, "all");
  if (all) report(effect_kind::unknown, s.key, action, where);
  const bool several = all || w.is(named, "user");
  const bool enabled = w.is(0, "enable");
  const std::string name = w.name(named);
  const std::string prefix = s.key + ".";
  bool found = false;
  for (auto held = model_.triggers.lower_bound(prefix);
       held != model_.triggers.end() && held->first.starts_with(prefix); ++held) {
    trigger& t = held->second;
    if (t.table != s.key || (!several && t.name != name)) continue;
    found = true;
    if (!all) report(effect_kind::table_behaviour_changed, s.key, "trigger " + t.name, where);
    t.enabled = enabled;
    t.fires = w.is(1, "replica") ? "replica" : w.is(1, "always") ? "always" : "";
  }
  if (!found && !several)
    report(effect_kind::table_behaviour_changed, s.key, "trigger " + name, where);
  if (!found && several && !all) report(effect_kind::nothing, s.key, action, where);
  return true;
}

/// ALTER [COLUMN] c {ADD | SET} GENERATED {ALWAYS | BY DEFAULT}, and what no column of the model
/// tells: SET COMPRESSION, RESTART ...
bool folder::change_identity(subject& s, const std::string& action, text::span where) {
  if (!action.starts_with("ALTER")) return false;
  const words w(file_.slice(where), dialect_);
  const std::size_t named = w.is(1, "column") ? 2 : 1;
  const bool generated = w.is(named + 2, "generated");
  constexpr std::array<std::string_view, 4> quiet{"compression", "increment", "cache", "start"};
  const bool kept =
      generated || w.is(named + 1, "restart") ||
      std::any_of(quiet.begin(), quiet.end(), [&](auto word) { return w.is(named + 2, word); });
  if (!kept) return false;
  report(effect_kind::unknown, s.key, action, where);
  column* c = s.held == nullptr || !generated ? nullptr : s.held->find(w.name(named));
  if (c == nullptr) return true;
  c->generates_value = true;
  c->nullable = false;
  c->identity = w.is(named + 3, "always") ? "always" : "by default";
  return true;
}

/// What has no action of its own, read from its words. False when it may change the columns.
bool folder::follow_words(subject& s, const std::string& action, text::span where) {
  if (dialect_ != dialect::postgres) return false;
  if (secure_rows(s, action, where) || switch_triggers(s, action, where) ||
      change_identity(s, action, where))
    return true;
  constexpr std::array<std::string_view, 7> elsewhere{"ENABLE", "DISABLE", "REPLICA", "SET",
                                                      "RESET",  "OPTIONS", "VALIDATE"};
  const bool keeps_columns = std::any_of(elsewhere.begin(), elsewhere.end(),
                                         [&](auto word) { return action.starts_with(word); });
  if (keeps_columns) report(effect_kind::unknown, s.key, action, where);
  return keeps_columns;
}

}  // namespace sluice::schema
