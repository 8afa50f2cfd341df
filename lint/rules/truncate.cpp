#include "dialects/schema/names.hpp"
#include "dialects/schema/relatives.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

/// A table with a foreign key to one that is emptied, and not emptied itself.
std::string left_behind(const statement_view& view, const sql::truncate_table& s,
                        const std::string& key) {
  for (const std::string& child : schema::referencing_tables(view.before, key)) {
    const bool named = std::any_of(s.tables.begin(), s.tables.end(), [&](const auto& each) {
      return schema::same_name(schema::model_name(each, view.d), child, view.d);
    });
    if (!named || view.d == dialect::mysql) return child;
  }
  return {};
}

void check_truncate(const statement_view& view, reporter& to) {
  const auto* s = std::get_if<sql::truncate_table>(&view.statement.what);
  if (s == nullptr) return;
  std::string along;
  for (const schema::relation_fact& f : view.facts.relations) {
    if (f.as == "referencing table") along += (along.empty() ? "" : ", ") + f.relation;
  }
  for (const schema::effect& e : view.effects) {
    if (e.kind != schema::effect_kind::table_emptied || to.claimed(e)) continue;
    const std::string child = s->cascade ? std::string() : left_behind(view, *s, e.table);
    reporter::draft d;
    d.named = {e.table, "", "", "", ""};
    if (!child.empty()) {
      d.message = fmt::format(
          "empties {}, which a foreign key of {} refers to: the server refuses that, whether there "
          "are rows or not",
          e.table, child);
      d.instead = fmt::format(
          "DELETE FROM {}, in batches (migrate.sql), after the rows of {} that "
          "refer to it.",
          e.table, child);
    } else if (!along.empty() && e.existed_before) {
      d.message = fmt::format("empties {}, and with it {}, by CASCADE", e.table, along);
    } else if (e.existed_before && !view.in(phases::phase::contract)) {
      d.message = fmt::format("empties {}: its rows are lost to every release", e.table);
    } else {
      continue;
    }
    to.report(e, std::move(d));
  }
}

}  // namespace

const rule truncate{
    "truncate",
    rule_class::data_loss,
    severity::error,
    "TRUNCATE takes all rows of a table, and CASCADE those of others.",
    "Old releases find nothing where there was something. It stops reads and writes, in MySQL and "
    "MariaDB no ROLLBACK undoes it, and no trigger sees it.",
    {"If nobody needs the rows: contract.sql, where the gate asks who still reads them. If some "
     "must go: DELETE FROM {table} WHERE ..., as a backfill job in migrate.sql.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY);", phases::phase::expand, "TRUNCATE users;",
     "DELETE FROM users WHERE id = 1;"},
    {"users", "", "", "", ""},
    check_truncate,
    true,
    all_but_sqlite};

}  // namespace sluice::lint::catalogue
