#include "dialects/postgres/resolution.hpp"

#include "dialects/cells.hpp"
#include "dialects/parameters.hpp"
#include "dialects/postgres/query_tree.hpp"
#include "dialects/shadow_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

namespace sluice::postgres {
namespace {

/// Rolls back whatever was tried.
class attempt {
 public:
  explicit attempt(session& db) : db_(db) { db_.begin(); }
  ~attempt() { db_.rollback(); }
  attempt(const attempt&) = delete;
  attempt& operator=(const attempt&) = delete;

 private:
  session& db_;
};

class resolver {
 public:
  resolver(session& db, std::string_view sql) : db_(db), original_(sql) {}
  ~resolver() {
    for (const auto& name : prepared_) {
      try {
        db_.execute("DEALLOCATE " + name);
      } catch (const std::exception&) {
        // Only a lost connection refuses this, and it has forgotten the statement.
      }
    }
  }
  resolver(const resolver&) = delete;
  resolver& operator=(const resolver&) = delete;

  resolution take() {
    const text::source file("statement", rewritten("$"));
    const sql::script script = sql::parse(file, dialect::postgres);
    result_.cannot_judge = cannot_judge(script, file.bytes());
    if (!result_.cannot_judge.empty()) {
      return result_;
    }
    statement_ = &script.statements.front();
    text_ = std::string(file.slice(statement_->where));
    if (std::holds_alternative<sql::transaction_control>(statement_->what)) {
      result_.resolves = result_.footprint_exact = true;
      return result_;
    }
    if (!prepare()) {
      return result_;
    }
    result_.resolves = true;
    read_footprint();
    read_shape();
    return result_;
  }

 private:
  /// The text with its placeholders as $n, or as typed NULLs once the types are known.
  std::string rewritten(std::string_view style) {
    return rewrite_parameters(original_, dialect::postgres, [&](const parameter& p) {
      count_ = std::max(count_, p.number);
      return style == "$" ? fmt::format("${}", p.number)
                          : fmt::format("(NULL::{})", types_.at(p.number - 1));
    });
  }

  [[nodiscard]] std::string type_list() const {
    return types_.empty() ? std::string() : "(" + fmt::format("{}", fmt::join(types_, ", ")) + ")";
  }

  [[nodiscard]] std::string null_list() const {
    std::string list;
    for (std::size_t i = 0; i < types_.size(); ++i) {
      list += i == 0 ? "(NULL" : ", NULL";
    }
    return list.empty() ? list : list + ")";
  }

  void prepare_as(const std::string& name, std::string_view text) {
    db_.execute(fmt::format("PREPARE {}{} AS {}", name, type_list(), text));
    prepared_.push_back(name);
  }

  /// Lets the server find the types of the parameters; one it cannot find is taken for text, as
  /// drivers do.
  bool prepare() {
    types_.assign(count_, "unknown");
    bool guessed = false;
    for (;;) {
      try {
        prepare_as("sluice_statement", text_);
        break;
      } catch (const text::database_error& problem) {
        if (is_transient(problem.kind())) {
          throw;
        }
        if (guess_type(problem)) {
          guessed = true;
          continue;
        }
        if (guessed) {
          result_.cannot_judge =
              "the type of a placeholder cannot be found: " + problem.server_message();
        } else {
          result_.error = problem.server_message();
          result_.error_code = problem.code();
        }
        return false;
      }
    }
    const rows known = db_.query(
        "SELECT t.name::pg_catalog.text FROM pg_catalog.pg_prepared_statements s,"
        " pg_catalog.unnest(s.parameter_types) WITH ORDINALITY AS t (name, place)"
        " WHERE s.name = 'sluice_statement' ORDER BY t.place");
    types_.clear();
    for (const auto& row : known.values) {
      types_.push_back(cell_text(row[0]));
    }
    return true;
  }

  bool guess_type(const text::database_error& problem) {
    if (problem.code() != "42P18" && problem.code() != "42P08") {
      return false;
    }
    const std::string& message = problem.server_message();
    const auto dollar = message.find('$');
    std::size_t number = 0;
    if (dollar != std::string::npos) {
      std::from_chars(message.data() + dollar + 1, message.data() + message.size(), number);
    }
    if (number == 0 || number > types_.size() || types_[number - 1] != "unknown") {
      return false;
    }
    types_[number - 1] = "text";
    return true;
  }

  void read_footprint() {
    if (db_.server().major < 14) {
      return;
    }
    std::string tree;
    try {
      const attempt nothing_stays(db_);
      db_.execute(
          fmt::format("CREATE FUNCTION pg_temp.sluice_footprint({}) RETURNS void LANGUAGE sql"
                      " BEGIN ATOMIC {}\n; END",
                      fmt::join(types_, ", "), text_));
      tree = cell_text(db_.query("SELECT prosqlbody::pg_catalog.text FROM pg_catalog.pg_proc"
                                 " WHERE proname = 'sluice_footprint'"
                                 " AND pronamespace = pg_catalog.pg_my_temp_schema()")
                           .values.at(0)
                           .at(0));
    } catch (const text::database_error& problem) {
      if (problem.kind() == text::failure::connection) {
        throw;
      }
      return;  // such a body may hold less than PREPARE takes: then footprint_exact stays false
    }
    note(read_permissions(tree));
    result_.footprint_exact = true;
  }

  struct relation {
    std::string name;
    std::map<int, std::string> columns;
  };

  relation read_relation(unsigned long oid) {
    relation r;
    const rows found = db_.query(fmt::format(
        "SELECT CASE WHEN n.nspname = (pg_catalog.current_schemas(false))[1] THEN ''"
        " ELSE n.nspname || '.' END || c.relname, a.attnum, a.attname"
        " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
        " LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped"
        " WHERE c.oid = {}",
        oid));
    for (const auto& row : found.values) {
      r.name = cell_text(row[0]);
      if (row[1]) {
        r.columns[std::stoi(*row[1])] = cell_text(row[2]);
      }
    }
    return r;
  }

  void note(const std::vector<table_permissions>& all) {
    std::map<unsigned long, relation> relations;
    const auto* insert = std::get_if<sql::insert>(&statement_->what);
    for (const auto& asked : all) {
      if (asked.required == 0) {
        continue;  // the model of an ON CONFLICT row and the like
      }
      const auto [known, fresh] = relations.try_emplace(asked.relation);
      if (fresh) {
        known->second = read_relation(asked.relation);
      }
      const relation& r = known->second;
      if ((asked.required & may_select) != 0) {
        result_.footprint.insert("r " + r.name);
      }
      note_columns(r, "r ", asked.selected);
      note_columns(r, "w ", asked.inserted);
      note_columns(r, "w ", asked.updated);
      // FOR UPDATE asks for the right to update as well, but for no column.
      if ((asked.required & (may_insert | may_delete)) != 0 || !asked.updated.empty()) {
        result_.footprint.insert("w " + r.name);
      }
      if (insert != nullptr && !insert->columns && (asked.required & may_insert) != 0) {
        for (const int attribute : asked.inserted) {
          result_.insert_columns.push_back(r.columns.at(attribute));
        }
      }
    }
    for (const auto& entry : relations) {
      note_view(entry.first);
    }
  }

  /// What a view is made of, views in it too; nothing for a table.
  void note_view(unsigned long oid) {
    const rows found = db_.query(fmt::format(R"(WITH RECURSIVE part (view, relation, attribute) AS (
  SELECT {0}::pg_catalog.oid, {0}::pg_catalog.oid, 0
  UNION SELECT r.ev_class, d.refobjid, d.refobjsubid FROM part
  JOIN pg_catalog.pg_class c ON c.oid = part.relation AND c.relkind IN ('v', 'm')
  JOIN pg_catalog.pg_rewrite r ON r.ev_class = c.oid
  JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
    AND d.objid = r.oid AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
    AND d.refobjid <> r.ev_class)
SELECT CASE WHEN n.nspname = (pg_catalog.current_schemas(false))[1] THEN ''
  ELSE n.nspname || '.' END || c.relname || COALESCE('.' || a.attname, '')
FROM part JOIN pg_catalog.pg_class c ON c.oid = part.relation
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = part.attribute
  AND a.attnum <> 0
WHERE part.relation <> {0}::pg_catalog.oid)",
                                             oid));
    for (const auto& row : found.values) {
      result_.footprint.insert("v " + cell_text(row[0]));
    }
  }

  void note_columns(const relation& r, const char* access, const std::set<int>& attributes) {
    for (const int attribute : attributes) {
      for (const auto& [number, column] : r.columns) {
        if (number == attribute || (attribute == whole_row && number > 0)) {
          result_.footprint.insert(access + r.name + "." + column);
        }
      }
    }
  }

  void read_shape() {
    if (shape_of("sluice_statement")) {
      return;
    }
    // Not a query: perhaps one that RETURNs rows. A WITH of its own must stay outermost.
    const std::size_t main = main_part();
    const std::string common = main == 0 ? "WITH " : text_.substr(0, main) + ", ";
    const std::string wrapped =
        common + "sluice_returned AS (" + text_.substr(main) + "\n) SELECT * FROM sluice_returned";
    try {
      prepare_as("sluice_returned", wrapped);
    } catch (const text::database_error& problem) {
      if (problem.kind() == text::failure::connection) {
        throw;
      }
      return;  // no RETURNING: no result
    }
    if (!shape_of("sluice_returned")) {
      result_.cannot_judge = "the columns of the result cannot be found";
    }
  }

  /// Where the main statement begins behind its WITH list; 0 without one.
  [[nodiscard]] std::size_t main_part() const {
    int depth = 0;
    bool with = false;
    for (const auto& token : sql::lex(text_, dialect::postgres)) {
      depth += token.what == sql::kind::left_paren ? 1 : 0;
      depth -= token.what == sql::kind::right_paren ? 1 : 0;
      if (depth != 0 || !sql::is_word(token.what)) {
        continue;
      }
      const std::string word =
          sql::upper_case(std::string_view(text_).substr(token.where.begin, token.where.size()));
      with = with || word == "WITH";
      if (word == "INSERT" || word == "UPDATE" || word == "DELETE" || word == "MERGE") {
        return with ? token.where.begin : 0;
      }
    }
    return 0;
  }

  /// A column list renames the first columns, which makes repeated names possible. False when the
  /// prepared statement is not a query.
  bool shape_of(const char* prepared) {
    std::vector<std::string> names;
    for (std::size_t renamed = 0; renamed <= 1600; ++renamed) {
      std::string list;
      for (std::size_t i = 0; i < renamed; ++i) {
        list += fmt::format("{}sluice_{}", i == 0 ? "(" : ", ", i + 1);
      }
      try {
        const attempt nothing_stays(db_);
        db_.execute(
            fmt::format("CREATE TEMPORARY TABLE sluice_shape{}{} AS EXECUTE {}{} WITH NO DATA",
                        list, list.empty() ? "" : ")", prepared, null_list()));
        write_shape(renamed == 0 ? std::vector<std::string>() : labels(), renamed);
        return true;
      } catch (const text::database_error& problem) {
        if (problem.kind() == text::failure::connection) {
          throw;
        }
        if (problem.code() == "42701") {
          continue;  // a name repeats
        }
        if (problem.code() == "42P16") {  // a column of type record: no table can have it
          for (const auto& name : labels()) {
            result_.shape.push_back(name);
          }
          return true;
        }
        return false;
      }
    }
    return false;
  }

  void write_shape(const std::vector<std::string>& names, std::size_t renamed) {
    const rows columns = db_.query(
        "SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod)"
        " FROM pg_catalog.pg_attribute a WHERE a.attnum > 0"
        " AND a.attrelid = 'pg_temp.sluice_shape'::pg_catalog.regclass ORDER BY a.attnum");
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::string given = cell_text(columns.values[i][0]);
      const std::string name = i >= renamed       ? given
                               : i < names.size() ? names[i]
                                                  : fmt::format("column {}", i + 1);
      result_.shape.push_back(name + " " + cell_text(columns.values[i][1]));
    }
  }

  /// The result's own labels, from a cursor that is opened and never read. Nothing for statements
  /// that a cursor does not take.
  std::vector<std::string> labels() {
    const std::string savepoint = db_.in_transaction() ? "SAVEPOINT sluice_labels" : "";
    try {
      if (savepoint.empty()) {
        const attempt nothing_stays(db_);
        return cursor_labels();
      }
      db_.execute(savepoint);
      return cursor_labels();
    } catch (const text::database_error& problem) {
      if (problem.kind() == text::failure::connection) {
        throw;
      }
      if (!savepoint.empty()) {
        db_.execute("ROLLBACK TO SAVEPOINT sluice_labels");
      }
      return {};
    }
  }

  std::vector<std::string> cursor_labels() {
    const text::source file("statement", rewritten("NULL"));
    const sql::script script = sql::parse(file, dialect::postgres);
    db_.execute("DECLARE sluice_labels CURSOR FOR " +
                std::string(file.slice(script.statements.at(0).where)));
    return db_.query("FETCH 0 FROM sluice_labels").columns;
  }

  session& db_;
  std::string_view original_;
  std::string text_;
  const sql::parsed_statement* statement_ = nullptr;
  std::size_t count_ = 0;
  std::vector<std::string> types_;
  std::vector<std::string> prepared_;
  resolution result_;
};

}  // namespace

resolution resolve(session& db, std::string_view sql) {
  return resolver(db, sql).take();
}

}  // namespace sluice::postgres
