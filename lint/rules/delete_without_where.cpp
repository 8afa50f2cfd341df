#include "dialects/schema/names.hpp"
#include "dialects/sql/token.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

/// WHERE 1=1, WHERE true, or none at all.
bool takes_every_row(const statement_view& view, const sql::condition_place& c) {
  if (!c.where) return true;
  const std::string_view text = view.step.file->slice(*c.where);
  std::string bare;
  for (const sql::token& t : sql::lex(text, view.d)) {
    const bool bracket = t.what == sql::kind::left_paren || t.what == sql::kind::right_paren;
    if (!sql::is_trivia(t.what) && !bracket) bare += text.substr(t.where.begin, t.where.size());
  }
  bare = sql::lower_case(bare);
  const std::size_t equals = bare.find('=');
  const bool same = equals != std::string::npos &&
                    bare.substr(0, equals) == bare.substr(equals + 1) &&
                    (bare.front() == '\'' || std::isdigit(static_cast<unsigned char>(bare[0])));
  return same || bare == "true" || bare == "1";
}

/// The effect of the change on that table, when it goes over all of a table that was there before.
const schema::effect* effect_on(const statement_view& view, schema::effect_kind kind,
                                const sql::object_name& table) {
  const std::string key = schema::model_name(table, view.d);
  const auto found =
      std::find_if(view.effects.begin(), view.effects.end(), [&](const schema::effect& e) {
        return e.kind == kind && e.whole_table && e.existed_before &&
               schema::same_name(e.table, key, view.d);
      });
  return found == view.effects.end() ? nullptr : &*found;
}

void report_delete(const statement_view& view, reporter& to, const sql::object_name& table,
                   const sql::condition_place& c) {
  const schema::effect* e = effect_on(view, schema::effect_kind::rows_deleted, table);
  if (e == nullptr || !takes_every_row(view, c)) return;
  reporter::draft d;
  d.message = fmt::format("deletes every row of {}", e->table);
  d.named = {e->table, "", "", "", ""};
  to.report(*e, std::move(d));
}

void check_delete_without_where(const statement_view& view, reporter& to) {
  if (const auto* s = std::get_if<sql::delete_rows>(&view.statement.what))
    report_delete(view, to, s->target.table, s->condition);
  for (const sql::row_change& each : view.statement.changes_within) {
    if (each.verb == sql::row_verb::remove) report_delete(view, to, each.table, each.condition);
  }
}

}  // namespace

const rule delete_without_where{
    "delete-without-where",
    rule_class::data_loss,
    severity::error,
    "A DELETE without a condition takes every row of a table.",
    "The rows are gone for every release, the one that is rolled back to included. A forgotten "
    "WHERE looks just the same.",
    {"Say which rows: DELETE FROM {table} WHERE ...;\nIf it is all of them that nobody needs, drop "
     "the table in contract.sql, where the gate asks who still reads it.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, name text);", phases::phase::migrate,
     "DELETE FROM users;", "DELETE FROM users WHERE id = 1;"},
    {"users", "", "", "", ""},
    check_delete_without_where};

}  // namespace sluice::lint::catalogue
