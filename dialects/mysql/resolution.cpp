#include "dialects/mysql/resolution.hpp"

#include "dialects/cells.hpp"
#include "dialects/mysql/resolved_text.hpp"
#include "dialects/parameters.hpp"
#include "dialects/shadow_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace sluice::mysql {
namespace {

bool has_number(const text::database_error& problem, std::string_view number) {
  return problem.code().starts_with(number);
}

void rethrow_lost_connection(const text::database_error& problem) {
  if (problem.kind() == text::failure::connection) {
    throw;
  }
}

/// The words of a statement that stand outside of all brackets.
struct outer_words {
  explicit outer_words(std::string_view text) {
    int depth = 0;
    for (const auto& token : sql::lex(text, dialect::mysql)) {
      depth += token.what == sql::kind::left_paren ? 1 : 0;
      depth -= token.what == sql::kind::right_paren ? 1 : 0;
      if (depth == 0 && sql::is_word(token.what)) {
        all.emplace_back(sql::upper_case(text.substr(token.where.begin, token.where.size())),
                         token.where.begin);
      }
    }
  }

  /// Where the first of the words stands, from `from` on.
  [[nodiscard]] std::optional<std::size_t> find(std::initializer_list<std::string_view> words,
                                                std::size_t from = 0) const {
    for (const auto& [word, at] : all) {
      if (at >= from && std::find(words.begin(), words.end(), word) != words.end()) {
        return at;
      }
    }
    return std::nullopt;
  }

  std::vector<std::pair<std::string, std::size_t>> all;
};

class resolver {
 public:
  resolver(session& db, std::string database, std::string_view sql)
      : db_(db), database_(std::move(database)), original_(sql) {}

  resolution take() {
    const text::source file("statement", rewritten("?", "?"));
    const sql::script script = sql::parse(file, dialect::mysql);
    result_.cannot_judge = cannot_judge(script, file.bytes());
    if (!result_.cannot_judge.empty()) {
      return result_;
    }
    statement_ = &script.statements.front();
    if (std::holds_alternative<sql::transaction_control>(statement_->what)) {
      result_.resolves = true;
      return result_;
    }
    const std::string verb = statement_->head.substr(0, statement_->head.find(' '));
    // A view takes no variables, EXPLAIN should not be able to fold them away.
    with_nulls_ = only_statement(rewritten("NULL", "1"));
    with_variables_ = only_statement(rewritten("@sluice_null", "1"));
    const outer_words words(with_nulls_);
    const auto write = words.find({"INSERT", "UPDATE", "DELETE", "REPLACE"});
    const bool writes = write && (*write == 0 || verb == "WITH");
    if (!writes && words.find({"INTO"})) {
      result_.cannot_judge = "SELECT ... INTO is not a query";
      return result_;
    }
    if (!prepare(std::string(file.slice(statement_->where)))) {
      return result_;
    }
    result_.resolves = true;
    if (writes) {
      judge_write(words);
    } else {
      judge_query();
    }
    note_views();
    return result_;
  }

 private:
  [[nodiscard]] std::string rewritten(const char* placeholder, const char* row_count) const {
    return rewrite_parameters(original_, dialect::mysql, [&](const parameter& p) {
      return std::string(p.row_count ? row_count : placeholder);
    });
  }

  static std::string only_statement(const std::string& text) {
    const text::source file("statement", text);
    return std::string(file.slice(sql::parse(file, dialect::mysql).statements.at(0).where));
  }

  bool prepare(const std::string& text) {
    try {
      db_.execute("PREPARE sluice_statement FROM " + quote_literal(dialect::mysql, text));
      db_.execute("DEALLOCATE PREPARE sluice_statement");
      return true;
    } catch (const text::database_error& problem) {
      rethrow_lost_connection(problem);
      if (is_transient(problem.kind())) {
        throw;
      }
      result_.error = problem.server_message();
      result_.error_code = problem.code();
      return false;
    }
  }

  /// What the views in the text are made of, views in them too: the engine may show them or
  /// dissolve them.
  void note_views() {
    std::map<std::string, std::string> views;
    for (const auto& row : db_.query("SELECT TABLE_NAME, VIEW_DEFINITION FROM"
                                     " information_schema.VIEWS WHERE TABLE_SCHEMA = DATABASE()")
                               .values) {
      views[cell_text(row[0])] = cell_text(row[1]);
    }
    std::vector<std::string> open = sql::names_mentioned(original_, dialect::mysql);
    while (!open.empty() && !views.empty()) {
      const std::string name = open.back();
      open.pop_back();
      const auto view = std::find_if(views.begin(), views.end(), [&](const auto& entry) {
        return sql::same_word(entry.first, name);
      });
      if (view == views.end()) {
        continue;
      }
      result_.footprint.insert("r " + view->first);
      for (const auto& entry : footprint_of(view->second, database_)) {
        result_.footprint.insert("v " + entry.substr(2));
        open.push_back(entry.substr(2));
      }
      views.erase(view);
    }
  }

  void judge_query() {
    if (const auto shape = read_through_view(with_nulls_)) {
      result_.shape = *shape;
      return;
    }
    explain();
    if (const auto shape = read_through_table()) {
      result_.shape = *shape;
    } else {
      result_.cannot_judge = "the columns of the result cannot be found";
    }
  }

  void judge_write(const outer_words& words) {
    explain();
    note_insert_list();
    const auto returning = words.find({"RETURNING"});
    if (const auto* insert = std::get_if<sql::insert>(&statement_->what);
        insert != nullptr && insert->query) {
      // EXPLAIN folds the query's constants and drops what it need not read; a view keeps them.
      const auto begin = words.find({"SELECT", "WITH"});
      const auto conflict = words.find({"ON"}, begin.value_or(0));
      const std::size_t end =
          std::min({conflict.value_or(with_nulls_.size()), returning.value_or(with_nulls_.size())});
      if (begin && *begin < end) {
        static_cast<void>(read_through_view(with_nulls_.substr(*begin, end - *begin)));
      }
    }
    if (!returning) {
      return;
    }
    const auto shape = read_through_view(
        "SELECT " + with_nulls_.substr(*returning + std::string_view("RETURNING").size()) +
        " FROM " + written_table());
    if (shape) {
      result_.shape = *shape;
    } else {
      result_.cannot_judge = "the columns of the result cannot be found";
    }
  }

  [[nodiscard]] std::string written_table() const {
    const auto quoted = [](const std::string& name) { return quote_name(dialect::mysql, name); };
    if (const auto* insert = std::get_if<sql::insert>(&statement_->what)) {
      return quoted(insert->table.object.text);
    }
    if (const auto* deletion = std::get_if<sql::delete_rows>(&statement_->what)) {
      return quoted(deletion->target.table.object.text) +
             (deletion->target.alias ? " " + quoted(deletion->target.alias->text) : "");
    }
    return {};
  }

  /// EXPLAIN's text tells what an UPDATE or DELETE writes.
  void note_insert_list() {
    if (const auto* insert = std::get_if<sql::insert>(&statement_->what)) {
      const std::string& table = insert->table.object.text;
      result_.footprint.insert("w " + table);
      const auto targets = insert_targets(*insert, columns_of(table), dialect::mysql);
      for (const auto& column : targets.value_or(std::vector<std::string>())) {
        result_.footprint.insert("w " + table + "." + column);
      }
      if (!insert->columns && targets) {
        result_.insert_columns = *targets;
      }
    }
  }

  /// The columns that a positional INSERT fills: invisible ones are not among them.
  std::vector<std::string> columns_of(const std::string& table) {
    const rows found = db_.query(
        "SELECT COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()"
        " AND TABLE_NAME = ? AND EXTRA NOT LIKE '%INVISIBLE%' ORDER BY ORDINAL_POSITION",
        {table});
    std::vector<std::string> columns;
    for (const auto& row : found.values) {
      columns.push_back(cell_text(row[0]));
    }
    return columns;
  }

  void explain() {
    const char* verb =
        db_.server().kind == engine::mysql ? "EXPLAIN FORMAT=TRADITIONAL " : "EXPLAIN EXTENDED ";
    try {
      db_.query(verb + with_variables_);
    } catch (const text::database_error& problem) {
      rethrow_lost_connection(problem);
      return;  // the footprint stays short, and is never taken for exact
    }
    constexpr std::size_t code = 1, message = 2;
    for (const auto& row : db_.query("SHOW WARNINGS").values) {
      if (row.size() > message && cell_text(row[code]) == "1003") {
        result_.footprint.merge(footprint_of(cell_text(row[message]), database_));
      }
    }
  }

  /// A view keeps the resolved text before any optimisation, and knows the result's columns.
  std::optional<std::vector<std::string>> read_through_view(const std::string& query) {
    std::vector<std::string> labels;
    try {
      make_view("", query);
    } catch (const text::database_error& problem) {
      rethrow_lost_connection(problem);
      if (!has_number(problem, "1060")) {
        return std::nullopt;
      }
      labels = read_labels(query);  // a name repeats
      if (labels.empty() || !make_numbered_view(labels.size(), query)) {
        return std::nullopt;
      }
    }
    const rows definition = db_.query(
        "SELECT VIEW_DEFINITION FROM information_schema.VIEWS WHERE TABLE_SCHEMA = DATABASE()"
        " AND TABLE_NAME = 'sluice_resolved'");
    const rows columns = db_.query(
        "SELECT COLUMN_NAME, COLUMN_TYPE FROM information_schema.COLUMNS"
        " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'sluice_resolved'"
        " ORDER BY ORDINAL_POSITION");
    db_.execute("DROP VIEW sluice_resolved");
    for (const auto& row : definition.values) {
      result_.footprint.merge(footprint_of(cell_text(row[0]), database_));
    }
    std::vector<std::string> shape;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto& row = columns.values[i];
      shape.push_back((i < labels.size() ? labels[i] : cell_text(row[0])) + " " +
                      cell_text(row[1]));
    }
    return shape;
  }

  void make_view(const std::string& names, const std::string& query) {
    db_.execute(fmt::format("CREATE VIEW sluice_resolved{} AS {}", names, query));
  }

  bool make_numbered_view(std::size_t columns, const std::string& query) {
    std::string names;
    for (std::size_t i = 1; i <= columns; ++i) {
      names += fmt::format("{}sluice_{}", i == 1 ? " (" : ", ", i);
    }
    try {
      make_view(names + ")", query);
      return true;
    } catch (const text::database_error& problem) {
      rethrow_lost_connection(problem);
      return false;
    }
  }

  /// LIMIT 0 gives the labels without reading or computing anything. Nothing where it cannot be
  /// added.
  std::vector<std::string> read_labels(const std::string& query) {
    if (outer_words(query).find({"LIMIT", "FOR", "LOCK", "PROCEDURE", "FETCH", "OFFSET"})) {
      return {};
    }
    try {
      return db_.query(query + "\nLIMIT 0").columns;
    } catch (const text::database_error& problem) {
      rethrow_lost_connection(problem);
      return {};
    }
  }

  std::optional<std::vector<std::string>> read_through_table() {
    try {
      db_.execute(
          fmt::format("CREATE TEMPORARY TABLE sluice_shape AS SELECT * FROM ({}\n) AS"
                      " sluice_rows LIMIT 0",
                      with_variables_));
      std::vector<std::string> shape;
      for (const auto& row : db_.query("SHOW COLUMNS FROM sluice_shape").values) {
        shape.push_back(cell_text(row[0]) + " " + cell_text(row[1]));
      }
      db_.execute("DROP TEMPORARY TABLE sluice_shape");
      return shape;
    } catch (const text::database_error& problem) {
      rethrow_lost_connection(problem);
      return std::nullopt;
    }
  }

  session& db_;
  std::string database_;
  std::string_view original_;
  std::string with_nulls_;
  std::string with_variables_;
  const sql::parsed_statement* statement_ = nullptr;
  resolution result_;
};

}  // namespace

resolution resolve(session& db, const std::string& database, std::string_view sql) {
  return resolver(db, database, sql).take();
}

}  // namespace sluice::mysql
