#include "dialects/schema/names.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

bool holds_name(const std::vector<std::string>& names, std::string_view name, dialect d) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& each) { return schema::same_name(each, name, d); });
}

template <typename Test>
bool any_trigger_on(const statement_view& view, const std::string& table, Test test) {
  return std::any_of(view.before.triggers.begin(), view.before.triggers.end(), [&](const auto& t) {
    return schema::same_name(t.second.table, table, view.d) && test(t.second);
  });
}

/// A trigger on the table that gives the column its value: rows that old releases write after the
/// backfill has passed them are carried over.
bool is_synced(const statement_view& view, const std::string& table, const std::string& column) {
  return any_trigger_on(view, table, [&](const schema::trigger& t) {
    return holds_name(sql::assigned_columns(t.body, view.d, table), column, view.d);
  });
}

/// A trigger on the source that names the table that the rows go to.
bool is_carried(const statement_view& view, const std::string& source, const std::string& target) {
  return any_trigger_on(view, source, [&](const schema::trigger& t) {
    return holds_name(sql::names_mentioned(t.body, view.d), target, view.d);
  });
}

/// No release can write to a table that the same change made.
bool is_new_table(const statement_view& view, const std::string& table) {
  return schema::find_table(view.before_change, table, view.d) == nullptr &&
         schema::find_table(view.before, table, view.d) != nullptr;
}

void check_update(const statement_view& view, reporter& to, const sql::update& update) {
  const std::string table = schema::model_name(update.target.table, view.d);
  if (is_new_table(view, table)) return;
  for (const sql::assignment& a : update.assignments) {
    if (is_synced(view, table, a.column.text)) continue;
    reporter::draft d;
    d.object = fmt::format("{}.{}", table, a.column.text);
    d.message = fmt::format(
        "backfills {}, and no trigger keeps it up to date: rows that old writers store after the "
        "backfill has passed are never filled",
        d.object);
    d.where = a.column.where;
    d.named = {table, a.column.text, "", "", view.input.backfill_name};
    to.report(std::move(d));
  }
}

void check_copy(const statement_view& view, reporter& to, const sql::insert& insert) {
  if (!insert.query || insert.query->tables.empty()) return;
  const std::string source = schema::model_name(insert.query->tables.front().table, view.d);
  const std::string target = schema::model_name(insert.table, view.d);
  if (is_new_table(view, source) || is_carried(view, source, insert.table.object.text)) return;
  reporter::draft d;
  d.message = fmt::format(
      "copies {} to {}, and no trigger on {} carries later rows over: what old writers store "
      "after the backfill has passed is never copied",
      source, target, source);
  d.object = target;
  d.where = insert.table.where;
  d.named = {target, "", "", "", view.input.backfill_name};
  d.instead = fmt::format(
      "expand.sql of the same change: triggers on {} that write to {} too.\n"
      "Or, when every running release writes both itself:\n"
      "  -- sluice:allow backfill-before-sync reason=\"...\"",
      source, target);
  to.report(std::move(d));
}

void check_backfill_before_sync(const statement_view& view, reporter& to) {
  if (!view.input.is_backfill) return;
  if (const auto* update = std::get_if<sql::update>(&view.statement.what))
    check_update(view, to, *update);
  else if (const auto* insert = std::get_if<sql::insert>(&view.statement.what))
    check_copy(view, to, *insert);
}

}  // namespace

const rule backfill_before_sync{
    "backfill-before-sync",
    rule_class::data_loss,
    severity::error,
    "A backfill runs although nothing keeps its result up to date.",
    "Old releases go on writing while the backfill runs and after it. Without a trigger (or an "
    "application that writes both places) these rows are lost for the new shape.",
    {"expand.sql of the same change: a trigger on {table} that gives {column} its value.\n"
     "Or, when every running release writes it itself:\n"
     "  -- sluice:allow backfill-before-sync reason=\"web writes both since release 41\"",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, full_name text, display_name text);",
     phases::phase::migrate,
     "-- sluice:backfill name=display_name\nUPDATE users SET display_name = full_name WHERE "
     "display_name IS NULL;",
     "UPDATE users SET display_name = full_name WHERE id = 1;"},
    {"users", "display_name", "", "", "display_name"},
    check_backfill_before_sync};

}  // namespace sluice::lint::catalogue
