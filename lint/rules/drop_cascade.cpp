#include "dialects/schema/fact_collector.hpp"
#include "lint/rules/rules.hpp"
#include "phases/classify.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

using schema::effect_kind;

/// What the statement drops by name, where it says CASCADE.
std::optional<effect_kind> cascading(const statement_view& view) {
  const auto& what = view.statement.what;
  if (const auto* s = std::get_if<sql::drop_table>(&what); s != nullptr && s->cascade)
    return effect_kind::table_dropped;
  if (const auto* s = std::get_if<sql::drop_view>(&what); s != nullptr && s->cascade)
    return effect_kind::view_dropped;
  if (const auto* s = std::get_if<sql::drop_routine>(&what); s != nullptr && s->cascade)
    return effect_kind::routine_dropped;
  if (const auto* s = std::get_if<sql::object_command>(&what);
      s != nullptr && s->cascade && s->verb == sql::object_verb::drop)
    return effect_kind::object_dropped;
  std::optional<effect_kind> found;
  each_action<sql::drop_column>(view, [&](const auto& a, text::span) {
    if (a.cascade) found = effect_kind::column_dropped;
  });
  each_action<sql::drop_constraint>(view, [&](const auto&, text::span where) {
    if (schema::has_words(schema::words_in(*view.step.file, where, view.d), "cascade"))
      found = effect_kind::constraint_dropped;
  });
  return found;
}

/// Named by the statement itself, and not something that goes with it.
bool is_named(const statement_view& view, const schema::effect& e, effect_kind named) {
  if (e.kind != named) return false;
  if (const auto* s = std::get_if<sql::drop_view>(&view.statement.what))
    return std::any_of(s->views.begin(), s->views.end(), [&](const auto& v) {
      return v.object.text == e.object.substr(e.object.find('.') + 1);
    });
  const auto* alter = std::get_if<sql::alter_table>(&view.statement.what);
  return alter == nullptr || named != effect_kind::constraint_dropped ||
         schema::has_words(schema::words_in(*view.step.file, e.where, view.d), e.object);
}

void check(const statement_view& view, reporter& to) {
  const auto named = view.d == dialect::postgres ? cascading(view) : std::nullopt;
  if (!named) return;
  std::string along;
  bool old = false;
  for (const schema::effect& e : view.effects) {
    if (is_named(view, e, *named)) {
      old |= e.existed_before;
    } else if (e.existed_before && e.kind != effect_kind::nothing) {
      along += (along.empty() ? "" : ", ") + phases::describe(e);
    }
  }
  if (!old && along.empty()) return;
  reporter::draft d;
  d.message = along.empty()
                  ? "says CASCADE: whatever else depends on it goes as well, without a word"
                  : fmt::format("says CASCADE, which also {}", along);
  if (along.empty()) d.level = severity::info;
  to.report(std::move(d));
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
    check};

}  // namespace sluice::lint::catalogue
