#include "dialects/schema/names.hpp"
#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <string>

namespace sluice::lint::catalogue {

namespace {

/// MariaDB refuses the statement.
constexpr engine_set only_mysql{engine::mysql};

void check_drop_column_narrows_key(const statement_view& view, reporter& to) {
  for (const schema::effect& e : view.effects) {
    if (e.kind != schema::effect_kind::column_dropped || !e.existed_before) continue;
    const schema::table* was = schema::find_table(view.before, e.table, view.d);
    const schema::table* is = schema::find_table(view.after, e.table, view.d);
    if (was == nullptr || is == nullptr) continue;
    for (const auto& [name, key] : was->constraints) {
      const auto now = is->constraints.find(name);
      const bool narrower = (key.kind == "unique" || key.kind == "primary key") &&
                            now != is->constraints.end() &&
                            now->second.columns.size() < key.columns.size();
      if (!narrower) continue;
      to.report(
          said(fmt::format(
                   "drops {}.{}, which is a part of {}: the key stays, on {} alone, and rows that "
                   "differed in {} alone make the statement fail, or are refused from then on",
                   e.table, e.object,
                   key.kind == "unique" ? "the unique key " + name : "the primary key",
                   list(now->second.columns), e.object),
               {e.table, name, list(now->second.columns), "", ""}));
    }
  }
}

}  // namespace

const rule drop_column_narrows_key{
    "drop-column-narrows-key",
    rule_class::rollback,
    severity::error,
    "A column is dropped that is a part of a key, and the key becomes stricter.",
    "Other engines drop the key along with the column. Here the column leaves the key: UNIQUE (a, "
    "b) becomes UNIQUE (a), and nothing tells.",
    {"ALTER TABLE {table} DROP INDEX {column}, DROP COLUMN ...; in one statement, and when {to} is "
     "to be unique, add that on purpose.",
     "", ""},
    {"CREATE TABLE votes (id bigint PRIMARY KEY, user_id bigint, poll int, UNIQUE KEY one_vote "
     "(user_id, poll));",
     phases::phase::contract, "ALTER TABLE votes DROP COLUMN poll;",
     "ALTER TABLE votes DROP INDEX one_vote, DROP COLUMN poll;", engine::mysql},
    {"votes", "one_vote", "user_id", "", ""},
    check_drop_column_narrows_key,
    true,
    only_mysql};

}  // namespace sluice::lint::catalogue
