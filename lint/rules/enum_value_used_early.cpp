#include "dialects/schema/names.hpp"
#include "dialects/sql/token.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

/// The literal that ALTER TYPE ... ADD VALUE adds, with its quotes; empty for any other statement.
std::string_view value_added(const statement_view& view, const sql::parsed_statement& s) {
  const auto* alter = std::get_if<sql::object_command>(&s.what);
  if (alter == nullptr || alter->how != sql::object_alteration::add_value) return {};
  const std::string_view text = view.step.file->slice(s.where);
  for (const sql::token& t : sql::lex(text, view.d)) {
    if (t.what == sql::kind::string) return text.substr(t.where.begin, t.where.size());
  }
  return {};
}

bool says(const statement_view& view, std::string_view literal) {
  const std::string_view text = view.step.file->slice(view.statement.where);
  const auto tokens = sql::lex(text, view.d);
  return std::any_of(tokens.begin(), tokens.end(), [&](const sql::token& t) {
    return t.what == sql::kind::string && text.substr(t.where.begin, t.where.size()) == literal;
  });
}

/// The statement names the type, or a table with a column of it.
bool concerns(const statement_view& view, const std::string& type) {
  const auto names = sql::names_mentioned(view.step.file->slice(view.statement.where), view.d);
  const std::string bare = type.substr(type.find('.') + 1);
  if (std::find(names.begin(), names.end(), bare) != names.end()) return true;
  return std::any_of(
      view.statement.relations.begin(), view.statement.relations.end(), [&](const auto& each) {
        const schema::table* t =
            schema::find_table(view.after, schema::model_name(each, view.d), view.d);
        return t != nullptr && std::any_of(t->columns.begin(), t->columns.end(),
                                           [&](const auto& c) { return c.type == type; });
      });
}

/// Since 17 a type that the same transaction makes is not held back.
bool is_new_type(const statement_view& view, const std::string& type) {
  if (view.server.major < 17) return false;
  const auto& all = view.step.statements;
  return std::any_of(all.begin(), all.end(), [&](const statement_input& each) {
    const auto* made = std::get_if<sql::object_command>(&each.statement->what);
    return made != nullptr && made->verb == sql::object_verb::create && !made->objects.empty() &&
           schema::model_name(made->objects.front(), view.d) == type;
  });
}

void check_enum_value_used_early(const statement_view& view, reporter& to) {
  if (view.d != dialect::postgres || !view.step.transactional ||
      !value_added(view, view.statement).empty())
    return;
  for (const statement_input& each : view.step.statements) {
    if (each.statement == view.input.statement) return;
    const std::string_view literal = value_added(view, *each.statement);
    if (literal.empty() || !says(view, literal)) continue;
    const auto& added = std::get<sql::object_command>(each.statement->what);
    if (added.objects.empty()) continue;
    const std::string type = schema::model_name(added.objects.front(), view.d);
    if (is_new_type(view, type) || !concerns(view, type)) continue;
    reporter::draft d;
    d.message = fmt::format(
        "uses {} in the transaction that added it to {}: PostgreSQL refuses that until it has "
        "committed",
        literal, type);
    d.object = type;
    d.named = {type, "", "", "", ""};
    to.report(std::move(d));
    return;
  }
}

}  // namespace

const rule enum_value_used_early{
    "enum-value-used-early",
    rule_class::runtime,
    severity::error,
    "A new value of an enum is used in the transaction that added it.",
    "It could still be rolled back, and would then stand in rows and indexes without being a value "
    "of its type.",
    {"Give ALTER TYPE {table} ADD VALUE a change of its own, before this one.", "", ""},
    {"CREATE TYPE mood AS ENUM ('ok');\nCREATE TABLE users (id bigint PRIMARY KEY, feels mood);",
     phases::phase::expand,
     "ALTER TYPE mood ADD VALUE 'sad';\nINSERT INTO users (id, feels) VALUES (1, 'sad');",
     "ALTER TYPE mood ADD VALUE 'sad';\nINSERT INTO users (id, feels) VALUES (1, 'ok');"},
    {"mood", "", "", "", ""},
    check_enum_value_used_early,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
