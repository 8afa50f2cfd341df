#include "dialects/schema/fact_collector.hpp"
#include "lint/rules/rules.hpp"
#include "phases/classify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

namespace sluice::lint::catalogue {

namespace {

using schema::effect_kind;

bool cascades(const statement_view& view) {
  const auto& what = view.statement.what;
  if (const auto* table = std::get_if<sql::drop_table>(&what)) return table->cascade;
  if (const auto* dropped = std::get_if<sql::drop_view>(&what)) return dropped->cascade;
  if (const auto* routine = std::get_if<sql::drop_routine>(&what)) return routine->cascade;
  const auto* object = std::get_if<sql::object_command>(&what);
  return object != nullptr && object->cascade && object->verb == sql::object_verb::drop;
}

/// The actions of an ALTER TABLE that say CASCADE.
std::vector<text::span> cascading_actions(const statement_view& view) {
  std::vector<text::span> found;
  each_action<sql::drop_column>(view, [&](const auto& a, text::span where) {
    if (a.cascade) found.push_back(where);
  });
  each_action<sql::drop_constraint>(view, [&](const auto&, text::span where) {
    if (schema::has_words(schema::words_in(*view.step.file, where, view.d), "cascade"))
      found.push_back(where);
  });
  return found;
}

bool takes_away(effect_kind kind) {
  using enum effect_kind;
  return kind == table_dropped || kind == column_dropped || kind == constraint_dropped ||
         kind == index_dropped || kind == view_dropped || kind == routine_dropped ||
         kind == trigger_dropped || kind == object_dropped;
}

/// By the statement's own words, and not something that goes with it.
bool is_named(const statement_view& view, const schema::effect& e) {
  const std::string bare = e.object.empty() ? e.table : e.object;
  const auto words = schema::words_in(*view.step.file, view.statement.where, view.d);
  return schema::has_words(words, bare.substr(bare.find_last_of(". ") + 1));
}

void report_drop_cascade(const statement_view& view, reporter& to,
                         const std::vector<schema::effect>& effects, text::span where) {
  std::string along;
  bool old = false;
  for (const schema::effect& e : effects) {
    if (!e.existed_before || !takes_away(e.kind)) continue;
    old = true;
    if (!is_named(view, e)) along += (along.empty() ? "" : ", ") + phases::describe(e);
  }
  if (!old) return;
  reporter::draft d;
  d.message = along.empty()
                  ? "says CASCADE: whatever else depends on it goes as well, without a word"
                  : fmt::format("says CASCADE, which also {}", along);
  if (along.empty()) d.level = severity::info;
  d.where = where;
  to.report(std::move(d));
}

void check_drop_cascade(const statement_view& view, reporter& to) {
  if (view.d != dialect::postgres) return;
  if (cascades(view)) report_drop_cascade(view, to, view.effects, view.statement.where);
  for (const text::span where : cascading_actions(view)) {
    std::vector<schema::effect> own;
    std::copy_if(view.effects.begin(), view.effects.end(), std::back_inserter(own),
                 [&](const schema::effect& e) { return e.where == where; });
    report_drop_cascade(view, to, own, where);
  }
}

}  // namespace

const rule drop_cascade{
    "drop-cascade",
    rule_class::data_loss,
    severity::warning,
    "CASCADE takes along what nobody named.",
    "Views, foreign keys, functions and rows of other tables go silently, and what somebody made "
    "by hand in production with them. Without CASCADE the server names what is in the way.",
    {"Drop what depends on it by name, each in a statement of its own, and leave CASCADE out.", "",
     ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY);\nCREATE VIEW ids AS SELECT id FROM users;",
     phases::phase::contract, "DROP TABLE users CASCADE;", "DROP VIEW ids;\nDROP TABLE users;"},
    {},
    check_drop_cascade,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
