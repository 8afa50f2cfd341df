#include "dialects/cells.hpp"
#include "dialects/sql/script.hpp"
#include "dialects/sqlite/catalog.hpp"

#include <algorithm>

namespace sluice::sqlite {
namespace {

using schema::definition;

/// The tokens of a text, one blank between them, comments left out.
std::string canonical(std::string_view sql) {
  std::string out;
  for (const auto& token : sql::lex(sql, dialect::sqlite)) {
    if (!sql::is_trivia(token.what) && token.what != sql::kind::end_of_input) {
      out += out.empty() ? "" : " ";
      out += sql.substr(token.where.begin, token.where.size());
    }
  }
  return out;
}

class reader {
 public:
  explicit reader(session& db) : db_(db) {}

  schema::definitions take() {
    const rows objects = db_.query(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND tbl_name NOT LIKE 'sluice\\_%' ESCAPE "
        "'\\'");
    for (const auto& row : objects.values) {
      const std::string type = cell_text(row[0]);
      const std::string name = cell_text(row[1]);
      const std::string sql = cell_text(row[3]);
      if (type == "table") {
        read_table(name, sql);
      } else if (type == "index") {
        read_index(name, cell_text(row[2]), sql);
      } else if (type == "view") {
        all_.push_back({"view", {}, name, {{"definition", canonical(sql)}}});
      } else {
        read_trigger(name, cell_text(row[2]), sql);
      }
    }
    schema::sort_definitions(all_);
    return std::move(all_);
  }

 private:
  void add(const char* kind, const std::string& table, const std::string& name,
           std::map<std::string, std::string> facts) {
    all_.push_back({kind, table, name, std::move(facts)});
  }

  /// The statement's value and the text that its spans point into.
  template <typename Statement, typename Use>
  static bool with_statement(const std::string& sql, Use use) {
    const text::source file("catalogue", sql);
    const sql::script script = sql::parse(file, dialect::sqlite);
    if (script.statements.size() != 1 ||
        script.statements.front().outcome != sql::understanding::understood) {
      return false;
    }
    const auto* found = std::get_if<Statement>(&script.statements.front().what);
    if (found == nullptr) {
      return false;
    }
    use(*found, script.statements.front(), file.bytes());
    return true;
  }

  void read_table(const std::string& table, const std::string& sql) {
    std::map<std::string, std::string> facts;
    const bool understood = with_statement<sql::create_table>(
        sql,
        [&](const sql::create_table& made, const sql::parsed_statement&, std::string_view text) {
          read_columns(table, made, text);
          read_written_constraints(table, made, text);
          const std::size_t end = text.rfind(')');
          if (end != std::string_view::npos) {
            facts["options"] = sql::lower_case(canonical(text.substr(end + 1)));
          }
          for (const auto& c : made.constraints) {
            const auto whole = canonical(text.substr(c.where.begin, c.where.size()));
            if (resolves_conflicts(whole)) {
              facts["options"] += " " + whole;
            }
          }
        });
    if (!understood) {
      facts["options"] = canonical(sql);  // whatever changes in it counts
      const rows found = db_.query("SELECT name, type, cid FROM pragma_table_xinfo(?)", {table});
      for (const auto& row : found.values) {
        add("column", table, cell_text(row[0]),
            {{"type", sql::lower_case(cell_text(row[1]))}, {"place", cell_text(row[2])}});
      }
    }
    add("table", {}, table, std::move(facts));
    read_keys(table);
    read_foreign_keys(table);
  }

  /// A word behind COLLATE.
  static std::string collation_of(std::string_view column) {
    bool next = false;
    for (const auto& token : sql::lex(column, dialect::sqlite)) {
      if (sql::is_trivia(token.what)) {
        continue;
      }
      const std::string_view shown = column.substr(token.where.begin, token.where.size());
      if (next) {
        return sql::lower_case(sql::fold_name(shown, dialect::sqlite));
      }
      next = sql::same_word(shown, "collate");
    }
    return "binary";
  }

  void read_columns(const std::string& table, const sql::create_table& made,
                    std::string_view text) {
    const rows found = db_.query(
        "SELECT name, type, \"notnull\", dflt_value, pk, hidden, cid,"
        " (SELECT count(*) FROM pragma_index_list(?) i WHERE i.origin = 'pk'),"
        " (SELECT count(*) FROM pragma_table_info(?) k WHERE k.pk > 0)"
        " FROM pragma_table_xinfo(?) WHERE hidden <> 1",
        {table, table, table});
    for (const auto& row : found.values) {
      const std::string name = cell_text(row[0]);
      const std::string type = sql::lower_case(cell_text(row[1]));
      std::map<std::string, std::string> facts{{"type", type}, {"place", cell_text(row[6])}};
      const bool numbers = cell_text(row[4]) != "0" && cell_text(row[7]) == "0" &&
                           cell_text(row[8]) == "1" && type == "integer";
      if (numbers) {
        facts["identity"] = "rowid";
      } else if (cell_text(row[2]) != "0") {
        facts["not null"] = "yes";
      }
      if (row[3] && sql::lower_case(*row[3]) != "null") {
        facts["default"] = canonical(*row[3]);
      }
      const auto written =
          std::find_if(made.columns.begin(), made.columns.end(),
                       [&](const auto& c) { return sql::same_word(c.column.text, name); });
      if (written != made.columns.end()) {
        const auto whole = text.substr(written->where.begin, written->where.size());
        facts["collation"] = collation_of(whole);
        if (written->generated) {
          facts["generated"] = canonical(whole);
        }
        if (const std::string shown = canonical(whole); resolves_conflicts(shown)) {
          facts["conflict"] = shown;
        }
      }
      add("column", table, name, std::move(facts));
    }
  }

  static bool resolves_conflicts(std::string_view shown) {
    const auto words = sql::names_mentioned(shown, dialect::sqlite);
    return std::any_of(words.begin(), words.end(),
                       [](const std::string& word) { return sql::same_word(word, "conflict"); });
  }

  /// CHECK stands nowhere but in the text: the whole of its column or constraint.
  void read_written_constraints(const std::string& table, const sql::create_table& made,
                                std::string_view text) {
    const auto add_check = [&](const text::span& where, std::string name) {
      const std::string shown = canonical(text.substr(where.begin, where.size()));
      std::vector<std::string> columns;
      for (const auto& word : sql::names_mentioned(shown, dialect::sqlite)) {
        for (const auto& c : made.columns) {
          if (sql::same_word(c.column.text, word)) {
            columns.push_back(c.column.text);
          }
        }
      }
      // An ADD COLUMN's CHECK and a table's are the same when their expressions are.
      add("check", table, std::move(name),
          {{"definition", check_of(shown)}, {"columns", schema::join_names(columns)}});
    };
    std::size_t number = 0;
    for (const auto& c : made.columns) {
      if (c.has_check) {
        add_check(c.where, "check " + std::to_string(++number));
      }
    }
    for (const auto& c : made.constraints) {
      if (c.kind == sql::constraint_kind::check) {
        add_check(c.where, c.constraint ? c.constraint->text : "check " + std::to_string(++number));
      }
    }
  }

  /// From CHECK on.
  static std::string check_of(const std::string& shown) {
    for (const auto& token : sql::lex(shown, dialect::sqlite)) {
      if (token.what == sql::kind::kw_check) {
        return shown.substr(token.where.begin);
      }
    }
    return shown;
  }

  /// Everything that keeps rows apart: keys and UNIQUE, whose indexes SQLite makes itself.
  void read_keys(const std::string& table) {
    const rows found = db_.query(
        "SELECT i.name, c.name, c.coll FROM pragma_index_list(?) i"
        " JOIN pragma_index_xinfo(i.name) c WHERE i.origin <> 'c' AND c.key = 1"
        " ORDER BY i.name, c.seqno",
        {table});
    std::map<std::string, std::vector<std::pair<std::string, std::string>>> keys;
    for (const auto& row : found.values) {
      keys[cell_text(row[0])].emplace_back(cell_text(row[1]), cell_text(row[2]));
    }
    for (const auto& row : db_.query("SELECT name FROM pragma_table_info(?) WHERE pk > 0 AND"
                                     " NOT EXISTS (SELECT 1 FROM pragma_index_list(?) i"
                                     " WHERE i.origin = 'pk')",
                                     {table, table})
                               .values) {
      keys["rowid"].emplace_back(cell_text(row[0]), "BINARY");
    }
    for (const auto& [name, parts] : keys) {
      std::string key;
      std::vector<std::string> columns;
      for (const auto& [column, collation] : parts) {
        key += (key.empty() ? "" : ", ") + column + " " + collation;
        columns.push_back(column);
      }
      add("unique", table, name, {{"key", key}, {"columns", schema::join_names(columns)}});
    }
  }

  void read_foreign_keys(const std::string& table) {
    const rows found = db_.query(
        "SELECT id, \"table\", \"from\", \"to\", on_update, on_delete"
        " FROM pragma_foreign_key_list(?) ORDER BY id, seq",
        {table});
    std::map<std::string, definition> keys;
    for (const auto& row : found.values) {
      definition& key = keys[cell_text(row[0])];
      const auto append = [&](const char* fact, const std::string& name) {
        std::string& names = key.facts[fact];
        names += (names.empty() ? "" : "\n") + name;
      };
      key.facts["parent"] = cell_text(row[1]);
      append("columns", cell_text(row[2]));
      append("parent columns", cell_text(row[3]));
      key.facts["on update"] = sql::lower_case(cell_text(row[4]));
      key.facts["on delete"] = sql::lower_case(cell_text(row[5]));
    }
    for (auto& [id, key] : keys) {
      key.kind = "foreign key";
      key.table = table;
      key.name = "foreign key " + id;
      all_.push_back(key);
    }
  }

  void read_index(const std::string& name, const std::string& table, const std::string& sql) {
    const rows found = db_.query(
        "SELECT c.name, c.coll, i.\"unique\", i.partial FROM pragma_index_list(?) i"
        " JOIN pragma_index_xinfo(i.name) c WHERE i.name = ? AND c.key = 1 ORDER BY c.seqno",
        {table, name});
    std::string key;
    std::vector<std::string> columns;
    bool expression = false;
    bool unique = false;
    for (const auto& row : found.values) {
      key += (key.empty() ? "" : ", ") + cell_text(row[0]) + " " + cell_text(row[1]);
      expression = expression || !row[0] || cell_text(row[3]) == "1";
      unique = cell_text(row[2]) == "1";
      columns.push_back(cell_text(row[0]));
    }
    std::map<std::string, std::string> facts;
    if (expression) {
      // From the column list on: without the index's name.
      const std::size_t list = sql.find('(');
      key = canonical(list == std::string::npos ? sql : sql.substr(list));
      facts["expression"] = key;
      columns = sql::names_mentioned(key, dialect::sqlite);
    }
    facts["key"] = key;
    facts["columns"] = schema::join_names(columns);
    add(unique ? "unique" : "index", table, name, std::move(facts));
  }

  void read_trigger(const std::string& name, const std::string& table, const std::string& sql) {
    std::map<std::string, std::string> facts{{"definition", canonical(sql)}};
    with_statement<sql::create_trigger>(
        sql, [&](const sql::create_trigger& made, const sql::parsed_statement& statement,
                 std::string_view text) {
          std::vector<std::string> events;
          if (made.on_insert) events.emplace_back("insert");
          if (made.on_update) events.emplace_back("update");
          if (made.on_delete) events.emplace_back("delete");
          facts["events"] = schema::join_names(events);
          facts["timing"] = made.before ? "before" : "after";
          if (made.body) {
            facts["body"] = std::string(text.substr(made.body->begin, made.body->size()));
            facts["when"] = condition_of(
                text.substr(statement.where.begin, made.body->begin - statement.where.begin));
          }
        });
    add("trigger", table, name, std::move(facts));
  }

  /// What stands between WHEN and BEGIN.
  static std::string condition_of(std::string_view head) {
    std::size_t begin = head.size();
    std::size_t end = head.size();
    for (const auto& token : sql::lex(head, dialect::sqlite)) {
      if (token.what == sql::kind::kw_when) {
        begin = token.where.end;
      } else if (token.what == sql::kind::kw_begin) {
        end = token.where.begin;
      }
    }
    return begin < end ? std::string(head.substr(begin, end - begin)) : std::string();
  }

  session& db_;
  schema::definitions all_;
};

}  // namespace

schema::definitions read_definitions(session& db) {
  return reader(db).take();
}

}  // namespace sluice::sqlite
