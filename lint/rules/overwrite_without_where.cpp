#include "dialects/schema/names.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

bool was_there(const statement_view& view, const std::string& table, std::string_view column) {
  const schema::table* t = schema::find_table(view.before_change, table, view.d);
  return t != nullptr && schema::find_column(*t, column, view.d) != nullptr;
}

bool mentions(const statement_view& view, text::span value, std::string_view column) {
  const auto names = sql::names_mentioned(view.step.file->slice(value), view.d);
  return std::any_of(names.begin(), names.end(), [&](const std::string& each) {
    return schema::same_name(each, column, view.d);
  });
}

void check_overwrite_without_where(const statement_view& view, reporter& to) {
  const auto* s = std::get_if<sql::update>(&view.statement.what);
  if (s == nullptr || s->condition.where || !s->others.empty()) return;
  const std::string table = schema::model_name(s->target.table, view.d);
  const bool all = std::any_of(view.effects.begin(), view.effects.end(), [](const auto& e) {
    return e.kind == schema::effect_kind::rows_updated && e.whole_table;
  });
  if (!all) return;
  for (const sql::assignment& a : s->assignments) {
    if (!was_there(view, table, a.column.text) || mentions(view, a.value, a.column.text)) continue;
    reporter::draft d;
    d.object = table + "." + a.column.text;
    d.message = fmt::format("overwrites every value of {}", d.object);
    d.where = a.column.where;
    d.named = {table, a.column.text, "", "", ""};
    to.report(std::move(d));
  }
}

}  // namespace

const rule overwrite_without_where{
    "overwrite-without-where",
    rule_class::data_loss,
    severity::warning,
    "An UPDATE without a condition overwrites a column that was there before.",
    "What the old values were, nobody can tell any more. A forgotten WHERE looks just the same.",
    {"Say which rows: UPDATE {table} SET {column} = ... WHERE ...;\nOr write to a new column, and "
     "keep the old one until nobody reads it.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, name text);", phases::phase::migrate,
     "UPDATE users SET name = 'nobody';", "UPDATE users SET name = 'nobody' WHERE name IS NULL;"},
    {"users", "name", "", "", ""},
    check_overwrite_without_where};

}  // namespace sluice::lint::catalogue
