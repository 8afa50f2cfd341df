#pragma once

#include "dialects/schema/definition.hpp"
#include "dialects/sql/script.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Where names lead after steps: a column can be renamed away and another take its name, a table be
/// made anew with or without its rows. Two schemas do not show that; the statements between do.
namespace sluice::phases {

/// A name that no longer stands for what it stood for, or rows that a step changes.
struct upheaval {
  std::string table;
  std::string column;   ///< empty: the table itself
  std::string message;  ///< "users.nick now holds what users.name held"
  enum class extent { rows_only, possible, certain } how = extent::possible;
};

class lineage {
 public:
  lineage(const schema::definitions& start, dialect d);

  void apply(const sql::parsed_statement& statement, const text::source& file);

  [[nodiscard]] std::vector<upheaval> upheavals() const;

 private:
  struct column_line {
    std::string name;
    std::string origin;  ///< "users.nick"; empty for a new one
  };
  struct table_line {
    std::string origin;  ///< empty for a new one
    std::vector<column_line> columns;
    bool filled = false;  ///< new, and given rows in a way that is not followed
  };

  [[nodiscard]] table_line* find(const std::string& name);
  [[nodiscard]] std::string key(const sql::object_name& name) const;
  column_line* column_of(table_line& table, std::string_view name);
  void rename(const std::string& from, const std::string& to);
  void alter(const sql::alter_table& change, const text::source& file);
  void copy_rows(const sql::insert& insert, std::string_view text);
  void note_value(const std::string& table, const std::string& column);
  void note_program(std::string_view text);
  void note_mentioned(std::string_view text);
  void note_rows(const std::string& table, const std::string& what);

  dialect dialect_;
  std::map<std::string, table_line> tables_;
  std::map<std::string, std::vector<std::string>> start_;      ///< table -> columns
  std::vector<std::pair<std::string, std::string>> routines_;  ///< name, body
  std::vector<upheaval> rows_;
};

/// The items of the first select list in the text, as written. Nothing when it has no FROM.
[[nodiscard]] std::optional<std::vector<std::string>> select_items(std::string_view sql, dialect d);

}  // namespace sluice::phases
