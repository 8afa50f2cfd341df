#include "lint/rules/rules.hpp"
#include "phases/classify.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

/// What a table that takes another one's place has no more. Only of a table that is built anew does
/// DROP TABLE, or the rename that stands in for it, have such effects.
bool is_lost(schema::effect_kind kind) {
  using enum schema::effect_kind;
  return kind == index_dropped || kind == trigger_dropped || kind == constraint_dropped;
}

void check_sqlite_rebuild_loses(const statement_view& view, reporter& to) {
  if (view.d != dialect::sqlite) return;
  bool takes_away = std::holds_alternative<sql::drop_table>(view.statement.what);
  each_action<sql::rename_to>(view, [&](const auto&, text::span) { takes_away = true; });
  if (!takes_away) return;
  for (const schema::effect& e : view.effects) {
    if (!is_lost(e.kind) || !e.existed_before || to.claimed(e)) continue;
    reporter::draft d;
    d.message = fmt::format("builds {} anew and {}, which nothing makes again", e.table,
                            phases::describe(e));
    d.named = {e.table, e.object, "", "", ""};
    if (view.in(phases::phase::contract)) d.level = severity::warning;
    to.report(e, std::move(d));
  }
}

}  // namespace

const rule sqlite_rebuild_loses{
    "sqlite-rebuild-loses",
    rule_class::data_loss,
    severity::error,
    "A table of SQLite that is built anew comes back without something that the old one had.",
    "Indexes, triggers and constraints go with the table that is dropped, and only what the new "
    "definition repeats is there afterwards. Nothing warns of it.",
    {"", "",
     "Repeat {column} for the new table: in its definition, or by a CREATE INDEX or CREATE TRIGGER "
     "at the end of the step. If it is meant to go, drop it by name first, in contract.sql."},
    {"CREATE TABLE users (id INTEGER PRIMARY KEY, age TEXT);\nCREATE INDEX by_age ON users (age);",
     phases::phase::contract,
     "CREATE TABLE users_new (id INTEGER PRIMARY KEY, age INTEGER);\nINSERT INTO users_new SELECT "
     "id, age FROM users;\nDROP TABLE users;\nALTER TABLE users_new RENAME TO users;",
     "CREATE TABLE users_new (id INTEGER PRIMARY KEY, age INTEGER);\nINSERT INTO users_new SELECT "
     "id, age FROM users;\nDROP TABLE users;\nALTER TABLE users_new RENAME TO users;\nCREATE INDEX "
     "by_age ON users (age);",
     engine::sqlite},
    {"users", "by_age", "", "", ""},
    check_sqlite_rebuild_loses,
    true,
    only_sqlite};

}  // namespace sluice::lint::catalogue
