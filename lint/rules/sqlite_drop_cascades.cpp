#include "dialects/schema/names.hpp"
#include "dialects/schema/relatives.hpp"
#include "dialects/sql/token.hpp"
#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"
#include "lint/session_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace sluice::lint::catalogue {

namespace {

void report_sqlite_drop_cascades(const statement_view& view, reporter& to,
                                 const schema::table& dropped, text::span where) {
  std::map<std::string, std::vector<std::string>> children;  // by the action
  for (const std::string& child : schema::referencing_tables(view.before, dropped.name)) {
    // What the change made itself has no rows of anybody.
    if (schema::find_table(view.before_change, child, view.d) == nullptr) continue;
    for (const auto& entry : view.before.tables.at(child).constraints) {
      const schema::constraint& c = entry.second;
      const bool deletes = c.on_delete == "cascade";
      const bool empties = c.on_delete == "set null" || c.on_delete == "set default";
      if (c.references != dropped.name || (!deletes && !empties)) continue;
      std::vector<std::string>& same = children[c.on_delete];
      if (std::find(same.begin(), same.end(), child) == same.end()) same.push_back(child);
    }
  }
  for (const auto& [action, tables] : children) {
    reporter::draft d;
    d.message = fmt::format("drops {}, and ON DELETE {} {} every row of {} that refers to it",
                            dropped.name, sql::upper_case(action),
                            action == "cascade" ? "deletes" : "changes", list(tables));
    d.object = tables.front();
    d.where = where;
    d.named = {dropped.name, "", list(tables), "", ""};
    to.report(std::move(d));
  }
}

void check_sqlite_drop_cascades(const statement_view& view, reporter& to) {
  const auto* s = std::get_if<sql::drop_table>(&view.statement.what);
  if (s == nullptr || view.d != dialect::sqlite || turned_off(view, "foreign_keys")) return;
  for (const sql::object_name& each : s->tables) {
    const schema::table* t =
        schema::find_table(view.before, schema::model_name(each, view.d), view.d);
    if (t != nullptr) report_sqlite_drop_cascades(view, to, *t, each.where);
  }
}

}  // namespace

const rule sqlite_drop_cascades{
    "sqlite-drop-cascades",
    rule_class::data_loss,
    severity::error,
    "DROP TABLE in SQLite deletes the rows first, and their foreign keys act.",
    "A table that is built anew in the usual way (create, copy, drop, rename) takes the rows of "
    "others along. PRAGMA foreign_keys = OFF has no effect inside of a transaction, and PRAGMA "
    "defer_foreign_keys does not help.",
    {"", "",
     "Put PRAGMA foreign_keys = OFF in front of the step: Sluice then runs it without a "
     "transaction, statement by statement. End it with PRAGMA foreign_keys = ON, and look at "
     "PRAGMA "
     "foreign_key_check."},
    {"CREATE TABLE users (id INTEGER PRIMARY KEY);\nCREATE TABLE orders (id INTEGER PRIMARY KEY, "
     "user_id INTEGER REFERENCES users (id) ON DELETE CASCADE);",
     phases::phase::contract, "DROP TABLE users;", "PRAGMA foreign_keys = OFF;\nDROP TABLE users;",
     engine::sqlite},
    {"users", "", "orders", "", ""},
    check_sqlite_drop_cascades,
    true,
    only_sqlite};

}  // namespace sluice::lint::catalogue
