#include "dialects/cells.hpp"
#include "dialects/mysql/catalog.hpp"
#include "dialects/mysql/own_tables.hpp"
#include "dialects/mysql/qualifiers.hpp"
#include "dialects/sql/script.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::mysql {
namespace {

using schema::definition;

class reader {
 public:
  explicit reader(session& db)
      : db_(db),
        is_mysql_(db.server().kind == engine::mysql),
        database_(cell_text(db.query("SELECT DATABASE()").values.at(0).at(0))) {}

  schema::definitions take() {
    read_tables();
    read_columns();
    read_indexes();
    read_foreign_keys();
    read_checks();
    read_triggers();
    read_programs();
    schema::sort_definitions(all_);
    return std::move(all_);
  }

 private:
  void add(const char* kind, const value& table, const value& name,
           std::map<std::string, std::string> facts) {
    all_.push_back({kind, cell_text(table), cell_text(name), std::move(facts)});
  }

  /// What stands behind the column list of SHOW CREATE TABLE, without what only counts or comments.
  void read_tables() {
    const rows found = db_.query(
        "SELECT TABLE_NAME, ENGINE, TABLE_COLLATION, CREATE_OPTIONS FROM information_schema.TABLES"
        " WHERE " +
        own_tables("TABLE_SCHEMA", "TABLE_NAME") +
        " AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')");
    for (const auto& row : found.values) {
      std::string options = cell_text(row[1]) + " " + cell_text(row[2]);
      const std::string created =
          cell_text(db_.query("SHOW CREATE TABLE " + quote_name(dialect::mysql, cell_text(row[0])))
                        .values.at(0)
                        .at(1));
      for (const char* part : {"PARTITION BY", "SYSTEM VERSIONING"}) {
        const std::size_t at = created.find(part, created.rfind("\n)"));
        options += at == std::string::npos ? std::string() : " " + created.substr(at);
      }
      add("table", value(std::string()), row[0], {{"options", options}});
    }
  }

  void read_columns() {
    const rows found = db_.query(
        "SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, COLLATION_NAME, IS_NULLABLE, COLUMN_DEFAULT,"
        " EXTRA, GENERATION_EXPRESSION, ORDINAL_POSITION FROM information_schema.COLUMNS WHERE " +
        own_tables("TABLE_SCHEMA", "TABLE_NAME"));
    for (const auto& row : found.values) {
      std::map<std::string, std::string> facts{{"type", cell_text(row[2])},
                                               {"collation", cell_text(row[3])}};
      const std::string place = cell_text(row[8]);
      facts["place"] = std::string(place.size() < 5 ? 5 - place.size() : 0, '0') + place;
      if (!cell_true(row[4])) {
        facts["not null"] = "yes";
      }
      const std::string extra = sql::lower_case(cell_text(row[6]));
      if (const std::string generated = cell_text(row[7]); !generated.empty()) {
        facts["generated"] = without_database(generated, database_) + " " + extra;
      } else if (row[5] && (is_mysql_ || *row[5] != "NULL")) {
        // MySQL tells an expression from a text only in EXTRA.
        const bool expression = extra.find("default_generated") != std::string::npos;
        facts["default"] = (expression ? "expression " : "") + *row[5];
      }
      if (extra.find("auto_increment") != std::string::npos) {
        facts["identity"] = "auto_increment";
      }
      if (const std::size_t at = extra.find("on update"); at != std::string::npos) {
        facts["on update"] = extra.substr(at);
      }
      if (extra.find("invisible") != std::string::npos) {
        facts["invisible"] = "yes";
      }
      add("column", row[0], row[1], std::move(facts));
    }
  }

  void read_indexes() {
    const rows found = db_.query(fmt::format(
        "SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, COLUMN_NAME, SUB_PART, INDEX_TYPE, {} AS e"
        " FROM information_schema.STATISTICS WHERE {}"
        " ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX",
        is_mysql_ ? "EXPRESSION" : "NULL", own_tables("TABLE_SCHEMA", "TABLE_NAME")));
    std::map<std::pair<std::string, std::string>, definition> indexes;
    for (const auto& row : found.values) {
      definition& index = indexes[{cell_text(row[0]), cell_text(row[1])}];
      index.kind = cell_true(row[2]) ? "index" : "unique";
      index.table = cell_text(row[0]);
      index.name = cell_text(row[1]);
      index.facts["null rows"] = "apart";
      std::string& key = index.facts["key"];
      key += (key.empty() ? "" : ", ") + cell_text(row[3]) + cell_text(row[6]) +
             (row[4] ? "(" + *row[4] + ")" : "");
      std::vector<std::string> columns = schema::names_in(index.facts["columns"]);
      if (row[3]) {
        columns.push_back(*row[3]);
      }
      if (row[6]) {
        index.facts["expression"] += *row[6] + " ";
        for (const auto& name : sql::names_mentioned(*row[6], dialect::mysql)) {
          columns.push_back(name);
        }
      }
      index.facts["columns"] = schema::join_names(columns);
      if (const std::string type = cell_text(row[5]); type == "FULLTEXT" || type == "SPATIAL") {
        index.facts["full text"] = type;
      }
    }
    for (auto& entry : indexes) {
      all_.push_back(std::move(entry.second));
    }
  }

  void read_foreign_keys() {
    const rows found = db_.query(
        "SELECT k.TABLE_NAME, k.CONSTRAINT_NAME, u.COLUMN_NAME, u.REFERENCED_TABLE_NAME,"
        " u.REFERENCED_COLUMN_NAME, k.DELETE_RULE, k.UPDATE_RULE"
        " FROM information_schema.REFERENTIAL_CONSTRAINTS k"
        " JOIN information_schema.KEY_COLUMN_USAGE u"
        " ON u.TABLE_SCHEMA = DATABASE() AND u.CONSTRAINT_NAME = k.CONSTRAINT_NAME"
        " AND u.TABLE_NAME = k.TABLE_NAME WHERE " +
        own_tables("k.CONSTRAINT_SCHEMA", "k.TABLE_NAME") +
        " ORDER BY k.TABLE_NAME, k.CONSTRAINT_NAME, u.ORDINAL_POSITION");
    std::map<std::pair<std::string, std::string>, definition> keys;
    for (const auto& row : found.values) {
      definition& key = keys[{cell_text(row[0]), cell_text(row[1])}];
      key.kind = "foreign key";
      key.table = cell_text(row[0]);
      key.name = cell_text(row[1]);
      const auto append = [&](const char* fact, const value& name) {
        std::string& names = key.facts[fact];
        names += (names.empty() ? "" : "\n") + cell_text(name);
      };
      append("columns", row[2]);
      key.facts["parent"] = cell_text(row[3]);
      append("parent columns", row[4]);
      key.facts["on delete"] = sql::lower_case(cell_text(row[5]));
      key.facts["on update"] = sql::lower_case(cell_text(row[6]));
    }
    for (auto& entry : keys) {
      all_.push_back(std::move(entry.second));
    }
  }

  void read_checks() {
    const rows found = db_.query(fmt::format(
        "SELECT k.TABLE_NAME, k.CONSTRAINT_NAME, c.CHECK_CLAUSE, {} AS enforced"
        " FROM information_schema.TABLE_CONSTRAINTS k JOIN information_schema.CHECK_CONSTRAINTS c"
        " ON c.CONSTRAINT_SCHEMA = DATABASE() AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME {}"
        " WHERE k.CONSTRAINT_TYPE = 'CHECK' AND {}",
        is_mysql_ ? "k.ENFORCED" : "'YES'", is_mysql_ ? "" : "AND c.TABLE_NAME = k.TABLE_NAME",
        own_tables("k.TABLE_SCHEMA", "k.TABLE_NAME")));
    for (const auto& row : found.values) {
      if (!cell_true(row[3])) {
        continue;  // refuses nothing
      }
      add("check", row[0], row[1],
          {{"definition", cell_text(row[2])},
           {"columns",
            schema::join_names(sql::names_mentioned(cell_text(row[2]), dialect::mysql))}});
    }
  }

  void read_triggers() {
    const rows found = db_.query(
        "SELECT EVENT_OBJECT_TABLE, TRIGGER_NAME, EVENT_MANIPULATION, ACTION_TIMING,"
        " ACTION_STATEMENT, SQL_MODE FROM information_schema.TRIGGERS WHERE " +
        own_tables("EVENT_OBJECT_SCHEMA", "EVENT_OBJECT_TABLE"));
    for (const auto& row : found.values) {
      add("trigger", row[0], row[1],
          {{"events", sql::lower_case(cell_text(row[2]))},
           {"timing", sql::lower_case(cell_text(row[3]))},
           {"body", without_database(cell_text(row[4]), database_)},
           {"definition", cell_text(row[5])}});
    }
  }

  void read_programs() {
    const rows views = db_.query(
        "SELECT TABLE_NAME, VIEW_DEFINITION, CHECK_OPTION, SECURITY_TYPE"
        " FROM information_schema.VIEWS WHERE " +
        own_tables("TABLE_SCHEMA", "TABLE_NAME"));
    for (const auto& row : views.values) {
      add("view", value(std::string()), row[0],
          {{"definition", without_database(cell_text(row[1]), database_) + " " + cell_text(row[2]) +
                              " " + cell_text(row[3])}});
    }
    const rows routines = db_.query(
        "SELECT ROUTINE_NAME, ROUTINE_TYPE, DTD_IDENTIFIER, ROUTINE_DEFINITION, SQL_MODE,"
        " IS_DETERMINISTIC, (SELECT GROUP_CONCAT(PARAMETER_MODE, ' ', PARAMETER_NAME, ' ',"
        " DTD_IDENTIFIER ORDER BY ORDINAL_POSITION) FROM information_schema.PARAMETERS p"
        " WHERE p.SPECIFIC_SCHEMA = DATABASE() AND p.SPECIFIC_NAME = r.SPECIFIC_NAME"
        " AND p.ROUTINE_TYPE = r.ROUTINE_TYPE AND p.ORDINAL_POSITION > 0)"
        " FROM information_schema.ROUTINES r WHERE ROUTINE_SCHEMA = DATABASE()");
    for (const auto& row : routines.values) {
      std::string definition;
      for (std::size_t i = 1; i < row.size(); ++i) {
        definition += cell_text(row[i]) + "\n";
      }
      add("routine", value(std::string()), value(cell_text(row[0]) + "()"),
          {{"definition", without_database(definition, database_)}});
    }
    if (is_mysql_) {
      return;
    }
    const rows sequences = db_.query(
        "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_TYPE = 'SEQUENCE' AND " +
        own_tables("TABLE_SCHEMA", "TABLE_NAME"));
    for (const auto& row : sequences.values) {
      add("sequence", value(std::string()), row[0],
          {{"definition", cell_text(db_.query("SHOW CREATE TABLE " +
                                              quote_name(dialect::mysql, cell_text(row[0])))
                                        .values.at(0)
                                        .at(1))}});
    }
  }

  session& db_;
  bool is_mysql_;
  std::string database_;
  schema::definitions all_;
};

}  // namespace

schema::definitions read_definitions(session& db) {
  return reader(db).take();
}

}  // namespace sluice::mysql
