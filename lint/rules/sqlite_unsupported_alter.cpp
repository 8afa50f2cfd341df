#include "dialects/schema/fact_collector.hpp"
#include "dialects/sql/token.hpp"
#include "dialects/sqlite/facts.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <utility>

namespace sluice::lint::catalogue {

namespace {

bool is_constraint(const std::string& word) {
  return word == "constraint" || word == "primary" || word == "unique" || word == "foreign" ||
         word == "check";
}

/// ALTER TABLE t ALTER ..., ADD CONSTRAINT ..., DROP PRIMARY ...: what such a statement asks for;
/// empty for any other.
std::string refused_action(const statement_view& view) {
  const auto words = schema::words_in(*view.step.file, view.statement.where, view.d);
  // After the name, which may have a schema in front of it.
  for (std::size_t i = 3; i < 5 && i + 1 < words.size(); ++i) {
    if (words[i] == "alter") {
      const std::size_t after = i + (words[i + 1] == "column" ? 3 : 2);
      if (after >= words.size()) return "ALTER COLUMN";
      std::string action = "ALTER COLUMN ... " + sql::upper_case(words[after]);
      if (words[after] != "type" && after + 1 < words.size())
        action += " " + sql::upper_case(words[after + 1]);
      return action;
    }
    if (words[i] == "modify" || words[i] == "change") return sql::upper_case(words[i]);
    if ((words[i] == "add" || words[i] == "drop") && is_constraint(words[i + 1]))
      return sql::upper_case(words[i] + " " + words[i + 1]);
  }
  return {};
}

/// What SQLite can do since 3.53, as a statement asks for it; empty for any other.
std::string_view later_action(const sql::alter_action& action) {
  if (std::holds_alternative<sql::add_constraint>(action.what)) return "ADD CHECK";
  if (std::holds_alternative<sql::drop_constraint>(action.what)) return "DROP CONSTRAINT";
  if (std::holds_alternative<sql::set_not_null>(action.what)) return "SET NOT NULL";
  if (std::holds_alternative<sql::drop_not_null>(action.what)) return "DROP NOT NULL";
  return {};
}

/// Told here, and not as something that is not understood.
void claim_unknown(const statement_view& view, reporter& to) {
  for (const schema::effect& e : view.effects) {
    if (e.kind == schema::effect_kind::unknown) to.claim(e);
  }
}

void report_sqlite_unsupported_alter(reporter& to, const std::string& table, text::span where,
                                     std::string message) {
  reporter::draft d;
  d.message = std::move(message);
  d.object = table;
  d.where = where;
  d.named = {table, "", "", "", ""};
  to.report(std::move(d));
}

void check_sqlite_unsupported_alter(const statement_view& view, reporter& to) {
  if (view.d != dialect::sqlite) return;
  if (const auto* alter = std::get_if<sql::alter_table>(&view.statement.what)) {
    each_action<sql::add_column>(view, [&](const sql::add_column& a, text::span where) {
      const bool key = a.column.primary_key;
      if (key || a.column.unique)
        report_sqlite_unsupported_alter(
            to, alter->table.object.text, where,
            fmt::format("adds {} as {}: SQLite refuses that", a.column.column.text,
                        key ? "a PRIMARY KEY" : "UNIQUE"));
    });
    for (const sql::alter_action& each : alter->actions) {
      const std::string_view action = later_action(each);
      if (action.empty() || view.server >= sqlite::alters_constraints) continue;
      for (const schema::effect& e : view.effects) to.claim(e);
      report_sqlite_unsupported_alter(
          to, alter->table.object.text, each.where,
          fmt::format("{} is nothing that SQLite's ALTER TABLE can do before 3.53", action));
    }
  } else if (view.statement.head == "ALTER TABLE") {
    const std::string action = refused_action(view);
    if (action.empty()) return;
    claim_unknown(view, to);
    report_sqlite_unsupported_alter(
        to, "", view.statement.note_where,
        fmt::format("{} is nothing that SQLite's ALTER TABLE can do", action));
  }
}

}  // namespace

const rule sqlite_unsupported_alter{
    "sqlite-unsupported-alter",
    rule_class::runtime,
    severity::error,
    "SQLite's ALTER TABLE cannot do that.",
    "Types, defaults, NOT NULL and constraints of a column that is there are changed by building "
    "the table anew.",
    {"", "",
     "For UNIQUE: add the column, then CREATE UNIQUE INDEX.\nFor all else: a new table, a copy of "
     "the rows, DROP TABLE, and ALTER TABLE ... RENAME TO the old name, in one step."},
    {"CREATE TABLE users (id INTEGER PRIMARY KEY, age INTEGER);", phases::phase::expand,
     "ALTER TABLE users ADD COLUMN email TEXT UNIQUE;",
     "ALTER TABLE users ADD COLUMN email TEXT;\nCREATE UNIQUE INDEX users_email ON users (email);",
     engine::sqlite},
    {"users", "", "", "", ""},
    check_sqlite_unsupported_alter,
    true,
    only_sqlite};

}  // namespace sluice::lint::catalogue
