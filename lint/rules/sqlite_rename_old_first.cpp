#include "dialects/schema/names.hpp"
#include "dialects/schema/relatives.hpp"
#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"
#include "lint/session_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace sluice::lint::catalogue {

namespace {

/// A statement of the step makes a table of that name.
bool is_made_again(const statement_view& view, const std::string& name) {
  const auto& all = view.step.statements;
  return std::any_of(all.begin(), all.end(), [&](const statement_input& each) {
    const auto* made = std::get_if<sql::create_table>(&each.statement->what);
    return made != nullptr && each.statement->where.begin > view.statement.where.begin &&
           schema::same_name(schema::model_name(made->table, view.d), name, view.d);
  });
}

void check_sqlite_rename_old_first(const statement_view& view, reporter& to) {
  const auto* alter = std::get_if<sql::alter_table>(&view.statement.what);
  if (alter == nullptr || view.d != dialect::sqlite || turned_on(view, "legacy_alter_table"))
    return;
  each_action<sql::rename_to>(view, [&](const sql::rename_to& a, text::span where) {
    const schema::table* t =
        schema::find_table(view.before, schema::model_name(alter->table, view.d), view.d);
    if (t == nullptr || !is_made_again(view, t->name)) return;
    const std::vector<std::string> children = schema::referencing_tables(view.before, t->name);
    if (children.empty()) return;
    reporter::draft d;
    d.message =
        fmt::format("renames {} away, and the foreign {} of {} {} it to {}, not to the new {}",
                    t->name, children.size() == 1 ? "key" : "keys", list(children),
                    children.size() == 1 ? "follows" : "follow", a.to.object.text, t->name);
    d.object = children.front();
    d.where = where;
    d.named = {t->name, "", a.to.object.text, "", ""};
    to.report(std::move(d));
  });
}

}  // namespace

const rule sqlite_rename_old_first{
    "sqlite-rename-old-first",
    rule_class::data_loss,
    severity::error,
    "A table of SQLite is built anew by renaming the old one away first.",
    "Foreign keys of other tables follow the rename (since 3.26). When the old table is dropped "
    "they lead nowhere, and every write to those tables fails.",
    {"", "",
     "1. CREATE TABLE {table}_new (...);\n2. INSERT INTO {table}_new SELECT ... FROM {table};\n3. "
     "DROP TABLE {table};\n4. ALTER TABLE {table}_new RENAME TO {table};"},
    {"CREATE TABLE users (id INTEGER PRIMARY KEY);\nCREATE TABLE orders (id INTEGER PRIMARY KEY, "
     "user_id INTEGER REFERENCES users (id));",
     phases::phase::contract,
     "ALTER TABLE users RENAME TO users_old;\nCREATE TABLE users (id INTEGER PRIMARY KEY, name "
     "TEXT);",
     "CREATE TABLE users_new (id INTEGER PRIMARY KEY, name TEXT);", engine::sqlite},
    {"users", "", "users_old", "", ""},
    check_sqlite_rename_old_first,
    true,
    only_sqlite};

}  // namespace sluice::lint::catalogue
