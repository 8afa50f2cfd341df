#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

/// A trigger on the table that gives the column its value: rows that old releases write after the
/// backfill has passed them are carried over.
bool is_synced(const statement_view& view, const std::string& table, const std::string& column) {
  return std::any_of(view.before.triggers.begin(), view.before.triggers.end(), [&](const auto& t) {
    if (t.second.table != table) return false;
    const auto columns = sql::assigned_columns(t.second.body, view.d, table);
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  });
}

/// A trigger on the source that names the table that the rows go to.
bool is_carried(const statement_view& view, const std::string& source, const std::string& target) {
  return std::any_of(view.before.triggers.begin(), view.before.triggers.end(), [&](const auto& t) {
    if (t.second.table != source) return false;
    const auto names = sql::names_mentioned(t.second.body, view.d);
    return std::find(names.begin(), names.end(), target) != names.end();
  });
}

void check(const statement_view& view, reporter& to) {
  if (!view.input.is_backfill) return;
  if (const auto* update = std::get_if<sql::update>(&view.statement.what)) {
    const std::string& table = update->target.table.object.text;
    if (view.before_change.find(table) == nullptr && view.before.find(table) != nullptr) return;
    for (const sql::assignment& a : update->assignments) {
      if (is_synced(view, table, a.column.text)) continue;
      reporter::draft d;
      d.message = fmt::format(
          "backfills {}.{}, and no trigger keeps it up to date: rows that old writers store after "
          "the backfill has passed are never filled",
          table, a.column.text);
      d.object = fmt::format("{}.{}", table, a.column.text);
      d.where = a.column.where;
      d.named = {table, a.column.text, "", "", view.input.backfill_name};
      to.report(std::move(d));
    }
  } else if (const auto* insert = std::get_if<sql::insert>(&view.statement.what);
             insert != nullptr && insert->query && !insert->query->tables.empty()) {
    const std::string& source = insert->query->tables.front().table.object.text;
    const std::string& target = insert->table.object.text;
    if (view.before_change.find(source) == nullptr && view.before.find(source) != nullptr) return;
    if (is_carried(view, source, target)) return;
    reporter::draft d;
    d.message = fmt::format(
        "copies {} to {}, and no trigger on {} carries later rows over: what old writers store "
        "after the backfill has passed is never copied",
        source, target, source);
    d.object = target;
    d.named = {target, "", "", "", view.input.backfill_name};
    to.report(std::move(d));
  }
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
    check};

}  // namespace sluice::lint::catalogue
