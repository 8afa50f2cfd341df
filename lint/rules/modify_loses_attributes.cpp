#include "dialects/sql/token.hpp"
#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace sluice::lint::catalogue {

namespace {

/// NULL is said on purpose, but for NOT NULL and DEFAULT NULL.
bool says_null(const statement_view& view, text::span where) {
  const std::string_view text = view.step.file->slice(where);
  sql::kind last = sql::kind::end_of_input;
  for (const sql::token& t : sql::lex(text, view.d)) {
    if (sql::is_trivia(t.what)) continue;
    if (t.what == sql::kind::kw_null && last != sql::kind::kw_not && last != sql::kind::kw_default)
      return true;
    last = t.what;
  }
  return false;
}

bool says_default_null(const statement_view& view, text::span where) {
  const std::string_view text = view.step.file->slice(where);
  sql::kind last = sql::kind::end_of_input;
  for (const sql::token& t : sql::lex(text, view.d)) {
    if (sql::is_trivia(t.what)) continue;
    if (t.what == sql::kind::kw_null && last == sql::kind::kw_default) return true;
    last = t.what;
  }
  return false;
}

/// What the effect says is gone although the definition does not say that it should go.
std::string lost_by(const statement_view& view, const schema::effect& e,
                    const sql::redefine_column& a) {
  const schema::column* was = column_before(view, e);
  if (was == nullptr) return {};
  switch (e.kind) {
    case schema::effect_kind::column_made_nullable:
      return says_null(view, a.to.where) ? "" : "NOT NULL";
    case schema::effect_kind::default_dropped:
      if (!was->has_default || says_default_null(view, a.to.where)) return {};
      return "DEFAULT " + was->default_text.text;
    case schema::effect_kind::table_behaviour_changed:
      return was->invisible ? "INVISIBLE" : "";
    case schema::effect_kind::column_type_changed: {
      const schema::column* is = column_after(view, e);
      const bool kept = is != nullptr && is->type == was->type && is->character_set.text.empty();
      return kept && !was->character_set.text.empty() ? "CHARACTER SET or COLLATE" : "";
    }
    default:
      return {};
  }
}

std::string harm_of(const std::vector<std::string>& lost) {
  const auto has = [&](std::string_view begin) {
    return std::any_of(lost.begin(), lost.end(),
                       [&](const std::string& each) { return each.starts_with(begin); });
  };
  return has("DEFAULT")
             ? "old writers that leave the column out store something else or are refused"
         : has("NOT NULL")  ? "old readers may meet NULL"
         : has("CHARACTER") ? "values compare in another way"
                            : "SELECT * and an INSERT without a list of columns see it";
}

/// As far as the model holds it.
std::string definition_of(const statement_view& view, const schema::effect& e) {
  const schema::column* was = column_before(view, e);
  const schema::column* is = column_after(view, e);
  if (was == nullptr || is == nullptr) return "...";
  std::string out = is->type;
  if (!was->nullable) out += " NOT NULL";
  if (was->has_default) out += " DEFAULT " + was->default_text.text;
  if (was->generates_value) out += " AUTO_INCREMENT";
  if (was->invisible) out += " INVISIBLE";
  return out;
}

void check_modify_loses_attributes(const statement_view& view, reporter& to) {
  if (view.in(phases::phase::contract)) return;
  each_action<sql::redefine_column>(view, [&](const sql::redefine_column& a, text::span where) {
    std::vector<std::string> lost;
    const schema::effect* first = nullptr;
    for (const schema::effect& e : view.effects) {
      if (e.where != where || !e.existed_before || to.claimed(e)) continue;
      const std::string what = lost_by(view, e, a);
      if (what.empty()) continue;
      lost.push_back(what);
      to.claim(e);
      if (first == nullptr) first = &e;
    }
    if (first == nullptr) return;
    to.report(*first,
              said(fmt::format("redefines {}.{} without repeating {}: {} lost, silently, and {}",
                               first->table, first->object, list(lost),
                               lost.size() == 1 ? "it is" : "they are", harm_of(lost)),
                   {first->table, first->object, "", definition_of(view, *first), list(lost)}));
  });
}

}  // namespace

const rule modify_loses_attributes{
    "modify-loses-attributes",
    rule_class::rollback,
    severity::error,
    "MODIFY or CHANGE leaves out an attribute that the column had, and so takes it away.",
    "Both replace the whole definition. NOT NULL, DEFAULT, ON UPDATE, INVISIBLE, CHARACTER SET and "
    "COMMENT that are not repeated are gone without a warning.",
    {"ALTER TABLE {table} MODIFY {column} {type};\n"
     "and whatever else SHOW CREATE TABLE {table} says of it. To change a default alone: ALTER "
     "TABLE {table} ALTER COLUMN {column} SET DEFAULT ...;",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, nick varchar(40) NOT NULL DEFAULT 'none');",
     phases::phase::expand, "ALTER TABLE users MODIFY nick varchar(80);",
     "ALTER TABLE users MODIFY nick varchar(80) NOT NULL DEFAULT 'none';", engine::mysql},
    {"users", "nick", "", "varchar(80) NOT NULL DEFAULT 'none'", "NOT NULL"},
    check_modify_loses_attributes,
    true,
    mysql_and_mariadb};

}  // namespace sluice::lint::catalogue
