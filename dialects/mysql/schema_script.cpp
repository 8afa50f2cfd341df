#include "dialects/cells.hpp"
#include "dialects/mysql/catalog.hpp"
#include "dialects/mysql/own_tables.hpp"
#include "dialects/mysql/qualifiers.hpp"
#include "dialects/sql/script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace sluice::mysql {
namespace {

class script_writer {
 public:
  explicit script_writer(session& db)
      : db_(db),
        database_(cell_text(db.query("SELECT DATABASE()").values.at(0).at(0))),
        session_mode_(cell_text(db.query("SELECT @@SESSION.sql_mode").values.at(0).at(0))) {}

  std::vector<std::string> take() {
    add("SET foreign_key_checks = 0");
    write_sequences();
    write_tables();
    write_routines();
    write_views();
    write_triggers();
    add("SET foreign_key_checks = 1");
    return std::move(script_);
  }

 private:
  void add(std::string sql) { script_.push_back(std::move(sql)); }

  /// Programs keep the sql_mode of their creation.
  void add_with_mode(const std::string& mode, std::string sql) {
    const auto set_mode = [this](const std::string& to) {
      add("SET SESSION sql_mode = " + quote_literal(dialect::mysql, to));
    };
    if (mode == session_mode_) {
      add(std::move(sql));
      return;
    }
    set_mode(mode);
    add(std::move(sql));
    set_mode(session_mode_);
  }

  [[nodiscard]] std::string quoted(const value& name) const {
    return quote_name(dialect::mysql, cell_text(name));
  }

  rows tables_of_type(const char* types) {
    return db_.query(
        fmt::format("SELECT TABLE_NAME FROM information_schema.TABLES"
                    " WHERE {} AND TABLE_TYPE IN ({}) ORDER BY TABLE_NAME",
                    own_tables("TABLE_SCHEMA", "TABLE_NAME"), types));
  }

  /// One cell of a SHOW CREATE answer, found by its label.
  std::string shown(const rows& answer, const std::string& label) {
    const auto column =
        std::find_if(answer.columns.begin(), answer.columns.end(),
                     [&](const std::string& name) { return sql::same_word(name, label); });
    const value* cell = nullptr;
    if (column != answer.columns.end() && !answer.empty()) {
      cell = &answer.values[0][static_cast<std::size_t>(column - answer.columns.begin())];
    }
    if (cell == nullptr || !*cell) {
      throw text::database_error(text::failure::access, {},
                                 "the account may not see the definition of an object (" + label +
                                     " is empty); it needs SHOW VIEW, SHOW_ROUTINE or SELECT on"
                                     " mysql.proc, and TRIGGER");
    }
    return **cell;
  }

  void write_sequences() {
    if (db_.server().kind != engine::mariadb) {
      return;
    }
    for (const auto& row : tables_of_type("'SEQUENCE'").values) {
      add(shown(db_.query("SHOW CREATE SEQUENCE " + quoted(row[0])), "Create Table"));
    }
  }

  void write_tables() {
    for (const auto& row : tables_of_type("'BASE TABLE', 'SYSTEM VERSIONED'").values) {
      add(without_database(shown(db_.query("SHOW CREATE TABLE " + quoted(row[0])), "Create Table"),
                           database_));
    }
  }

  void write_routines() {
    const rows found = db_.query(
        "SELECT ROUTINE_NAME, ROUTINE_TYPE FROM information_schema.ROUTINES"
        " WHERE ROUTINE_SCHEMA = DATABASE() ORDER BY ROUTINE_TYPE, ROUTINE_NAME");
    for (const auto& row : found.values) {
      const std::string kind = cell_text(row[1]);
      if (kind != "FUNCTION" && kind != "PROCEDURE") {
        throw text::database_error(
            text::failure::other, {},
            "the schema holds what Sluice cannot copy: " + kind + " " + cell_text(row[0]));
      }
      const rows answer = db_.query("SHOW CREATE " + kind + " " + quoted(row[0]));
      add_with_mode(shown(answer, "sql_mode"),
                    without_database(without_definer(shown(answer, "Create " + kind)), database_));
    }
  }

  /// A view comes after the views that it names.
  void write_views() {
    std::map<std::string, std::string> definitions;
    for (const auto& row : tables_of_type("'VIEW'").values) {
      definitions[cell_text(row[0])] = without_database(
          without_definer(shown(db_.query("SHOW CREATE VIEW " + quoted(row[0])), "Create View")),
          database_);
    }
    std::map<std::string, std::set<std::string>> needs;
    for (const auto& [view, definition] : definitions) {
      const auto mentioned = sql::names_mentioned(definition, dialect::mysql);
      for (const auto& entry : definitions) {
        const std::string& other = entry.first;
        const bool named = std::any_of(mentioned.begin(), mentioned.end(), [&](const auto& name) {
          return sql::same_word(name, other);
        });
        if (named && other != view) {
          needs[view].insert(other);
        }
      }
    }
    while (!definitions.empty()) {
      // A column may be called like a view, so that two views seem to need each other; then any
      // order is as good, and the server has the last word.
      auto next = std::find_if(definitions.begin(), definitions.end(),
                               [&](const auto& entry) { return needs[entry.first].empty(); });
      if (next == definitions.end()) {
        next = definitions.begin();
      }
      for (auto& [view, needed] : needs) {
        needed.erase(next->first);
      }
      add(next->second);
      definitions.erase(next);
    }
  }

  void write_triggers() {
    const rows found =
        db_.query("SELECT TRIGGER_NAME FROM information_schema.TRIGGERS WHERE " +
                  own_tables("EVENT_OBJECT_SCHEMA", "EVENT_OBJECT_TABLE") +
                  " ORDER BY EVENT_OBJECT_TABLE, EVENT_MANIPULATION, ACTION_TIMING, ACTION_ORDER");
    for (const auto& row : found.values) {
      const rows answer = db_.query("SHOW CREATE TRIGGER " + quoted(row[0]));
      add_with_mode(
          shown(answer, "sql_mode"),
          without_database(without_definer(shown(answer, "SQL Original Statement")), database_));
    }
  }

  session& db_;
  std::string database_;
  std::string session_mode_;
  std::vector<std::string> script_;
};

}  // namespace

std::vector<std::string> schema_script(session& db) {
  return script_writer(db).take();
}

}  // namespace sluice::mysql
