#include "dialects/sqlite/catalog.hpp"

#include "dialects/cells.hpp"
#include "dialects/schema/effect.hpp"
#include "dialects/schema/names.hpp"
#include "dialects/schema/volatility.hpp"
#include "dialects/sql/script.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <unistd.h>

namespace sluice::sqlite {
namespace {

/// Tables and views of the user: neither SQLite's, nor Sluice's, nor what a virtual table keeps for
/// itself.
constexpr const char* own_tables =
    "(SELECT name, type, wr, strict FROM pragma_table_list"
    " WHERE schema = 'main' AND type <> 'shadow' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND "
    "name NOT LIKE 'sluice\\_%' ESCAPE '\\')";

/// The one statement of a text, when the grammar understands it.
template <typename Statement, typename Use>
bool with_statement(const std::string& sql, Use use) {
  const text::source file("catalogue", sql);
  const auto script = sql::parse(file, dialect::sqlite);
  if (script.statements.size() != 1) {
    return false;
  }
  const auto* found = std::get_if<Statement>(&script.statements.front().what);
  if (found == nullptr || script.statements.front().outcome != sql::understanding::understood) {
    return false;
  }
  use(*found, script.statements.front(), file);
  return true;
}

void read_columns_of_tables(session& db, schema::model& m) {
  const rows found = db.query(
      std::string(
          "SELECT t.name, t.wr, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk, c.hidden,"
          " (SELECT count(*) FROM pragma_index_list(t.name) i WHERE i.origin = 'pk'),"
          " (SELECT count(*) FROM pragma_table_info(t.name) k WHERE k.pk > 0), t.strict"
          " FROM ") +
      own_tables +
      " t JOIN pragma_table_xinfo(t.name) c WHERE t.type IN ('table', 'virtual')"
      " ORDER BY t.name, c.cid");
  std::map<std::string, std::map<int, std::string>> keys;
  for (const auto& row : found.values) {
    auto& t = m.tables[cell_text(row[0])];
    t.name = cell_text(row[0]);
    const bool without_rowid = cell_text(row[1]) == "1";
    t.without_rowid = without_rowid;
    t.strict = cell_text(row[10]) == "1";
    const int key_place = std::stoi(cell_text(row[6]));
    const std::string hidden = cell_text(row[7]);
    if (hidden == "1") {  // of a virtual table: cannot be seen by *
      continue;
    }
    schema::column c;
    c.name = cell_text(row[2]);
    c.type = sql::lower_case(cell_text(row[3]));
    c.generated = hidden == "2" || hidden == "3";
    c.stored = hidden == "3";
    c.has_default = row[5] && sql::lower_case(*row[5]) != "null";
    if (c.has_default) c.default_volatility = schema::volatility_of(*row[5], m, dialect::sqlite);
    // A rowid alias is a single INTEGER PRIMARY KEY for which SQLite made no index; SQLite takes
    // NULL in it for "give me a number".
    c.generates_value = key_place > 0 && cell_text(row[8]) == "0" && cell_text(row[9]) == "1" &&
                        c.type == "integer";
    c.nullable =
        cell_text(row[4]) == "0" && !(without_rowid && key_place > 0) && !c.generates_value;
    if (key_place > 0) {
      keys[t.name][key_place] = c.name;
    }
    t.columns.push_back(std::move(c));
  }
  for (const auto& [table, columns] : keys) {
    for (const auto& [place, column] : columns) {
      m.tables[table].primary_key.push_back(column);
    }
  }
}

void read_indexes(session& db, schema::model& m) {
  const rows found = db.query(
      std::string(
          "SELECT t.name, i.name, i.\"unique\", i.partial, c.name, c.\"desc\", c.coll FROM ") +
      own_tables +
      " t JOIN pragma_index_list(t.name) i JOIN pragma_index_xinfo(i.name) c"
      " WHERE t.type = 'table' AND i.origin = 'c' AND c.key = 1"
      " ORDER BY t.name, i.name, c.seqno");
  for (const auto& row : found.values) {
    auto& t = m.tables[cell_text(row[0])];
    auto& i = t.indexes[cell_text(row[1])];
    i.name = cell_text(row[1]);
    i.unique = cell_text(row[2]) == "1";
    i.partial = cell_text(row[3]) == "1";
    i.columns.push_back(cell_text(row[4]));
    const schema::column* c = t.find(i.columns.back());
    const std::string usual = c == nullptr || c->collation.empty() ? "binary" : c->collation;
    const std::string collation = sql::lower_case(cell_text(row[6]));
    std::string order = collation == usual ? "" : "collate " + collation;
    if (cell_text(row[5]) == "1") order += order.empty() ? "desc" : " desc";
    if (!order.empty()) {
      i.orders.resize(i.columns.size());
      i.orders.back() = std::move(order);
    }
  }
}

/// Constraints of a table whose text the grammar does not understand: all but their names, and of
/// CHECK only that there is one.
void read_constraints_from_pragmas(session& db, const std::string& sql, schema::table& t) {
  const auto add = [&t](const std::string& name, const char* kind) -> schema::constraint& {
    auto& made = t.constraints[name];
    made.name = name;
    made.kind = kind;
    return made;
  };
  if (!t.primary_key.empty()) {
    add("primary key", "primary key").columns = t.primary_key;
  }
  for (const auto& row : db.query("SELECT i.name, c.name FROM pragma_index_list(?) i"
                                  " JOIN pragma_index_info(i.name) c WHERE i.origin = 'u'"
                                  " ORDER BY i.name, c.seqno",
                                  {t.name})
                             .values) {
    add(cell_text(row[0]), "unique").columns.push_back(cell_text(row[1]));
  }
  // Numbered from the last: the first in the text has the highest.
  for (const auto& row :
       db.query("SELECT max(id) OVER () - id + 1, \"from\", \"table\", \"to\", on_delete, on_update"
                " FROM pragma_foreign_key_list(?) ORDER BY id DESC, seq",
                {t.name})
           .values) {
    schema::constraint& key = add(t.name + "_ibfk_" + cell_text(row[0]), "foreign key");
    key.columns.push_back(cell_text(row[1]));
    key.references = cell_text(row[2]);
    if (row[3]) key.referenced_columns.push_back(*row[3]);
    key.on_delete = sql::lower_case(cell_text(row[4]));
    key.on_update = sql::lower_case(cell_text(row[5]));
  }
  const auto tokens = sql::lex(sql, dialect::sqlite);
  if (std::any_of(tokens.begin(), tokens.end(),
                  [](const sql::token& token) { return token.what == sql::kind::kw_check; })) {
    add(t.name + "_chk_1", "check");
  }
}

/// The pragmas know neither names of constraints nor CHECK: both are read from the table's text.
void read_constraints(session& db, const std::string& sql, schema::table& t) {
  schema::model scratch;
  with_statement<sql::create_table>(
      sql, [&](const auto&, const sql::parsed_statement& statement, const text::source& file) {
        static_cast<void>(schema::fold(scratch, statement, file, dialect::sqlite));
      });
  if (const auto* folded = schema::find_table(scratch, t.name, dialect::sqlite)) {
    t.constraints = folded->constraints;
    for (const schema::column& c : folded->columns) {
      if (schema::column* held = schema::find_column(t, c.name, dialect::sqlite))
        held->collation = c.collation;
    }
  } else {
    read_constraints_from_pragmas(db, sql, t);
  }
}

key_type type_of(const std::string& declared) {
  // SQLite's own rules of affinity, in their order.
  const std::string type = sql::lower_case(declared);
  const auto has = [&](const char* part) { return type.find(part) != std::string::npos; };
  if (has("int")) {
    return key_type::integer;
  }
  if (has("char") || has("clob") || has("text")) {
    return key_type::text;
  }
  if (has("blob")) {
    return key_type::binary;
  }
  return key_type::other;
}

/// Field 22 of /proc/<pid>/stat, counted behind the command's closing bracket; empty without
/// process.
std::string start_time(const std::string& pid) {
  std::ifstream file("/proc/" + pid + "/stat");
  std::string line;
  if (!std::getline(file, line)) {
    return {};
  }
  std::size_t at = line.rfind(')');
  for (int field = 2; at != std::string::npos && field < 22; ++field) {
    at = line.find(' ', at + 1);
  }
  if (at == std::string::npos) {
    return {};
  }
  return line.substr(at + 1, line.find(' ', at + 1) - at - 1);
}

}  // namespace

schema::model read_model(session& db) {
  schema::model m;
  read_columns_of_tables(db, m);
  const rows objects = db.query(
      std::string("SELECT s.type, s.name, s.tbl_name, s.sql FROM sqlite_schema s JOIN ") +
      own_tables +
      " t ON t.name = s.tbl_name WHERE s.type IN ('table', 'view', 'trigger') ORDER BY s.name");
  for (const auto& row : objects.values) {
    const std::string type = cell_text(row[0]);
    const std::string name = cell_text(row[1]);
    const std::string sql = cell_text(row[3]);
    if (type == "table") {
      read_constraints(db, sql, m.tables[name]);
    } else if (type == "view") {
      m.views[name] = sql;
      with_statement<sql::create_view>(sql, [&](const auto& view, const auto&, const auto& file) {
        m.views[name] = std::string(file.slice(view.query));
        for (const sql::name& column : view.columns) m.shapes[name].push_back(column.text);
      });
    } else {
      schema::trigger t;
      t.body = sql;
      with_statement<sql::create_trigger>(
          sql, [&](const auto&, const sql::parsed_statement& statement, const auto& file) {
            schema::model scratch;
            static_cast<void>(schema::fold(scratch, statement, file, dialect::sqlite));
            if (!scratch.triggers.empty()) t = scratch.triggers.begin()->second;
          });
      t.name = name;
      t.table = cell_text(row[2]);
      m.triggers[t.table + "." + name] = std::move(t);
    }
  }
  read_indexes(db, m);  // whose order is told beside the columns' collations
  return m;
}

std::vector<key_column> read_key(session& db, const std::string& table) {
  const rows primary = db.query(
      "SELECT name, type FROM pragma_table_info(?) WHERE pk > 0 AND"
      " (\"notnull\" = 1 OR (SELECT wr FROM pragma_table_list(?)) = 1"
      "  OR NOT EXISTS (SELECT 1 FROM pragma_index_list(?) i WHERE i.origin = 'pk'))"
      " ORDER BY pk",
      {table, table, table});
  const rows declared = db.query("SELECT count(*) FROM pragma_table_info(?) WHERE pk > 0", {table});
  std::vector<key_column> key;
  // A primary key of a rowid table may hold NULLs: then it is no key to walk along.
  if (std::to_string(primary.size()) == cell_text(declared.values[0][0])) {
    for (const auto& row : primary.values) {
      key.push_back({cell_text(row[0]), type_of(cell_text(row[1]))});
    }
  }
  if (!key.empty()) {
    return key;
  }
  const rows unique = db.query(
      "SELECT i.name, c.name, k.type, k.\"notnull\" FROM pragma_index_list(?) i"
      " JOIN pragma_index_info(i.name) c LEFT JOIN pragma_table_info(?) k ON k.name = c.name"
      " WHERE i.\"unique\" = 1 AND i.partial = 0 ORDER BY i.name, c.seqno",
      {table, table});
  for (std::size_t at = 0; at < unique.size();) {
    const std::string index = cell_text(unique.values[at][0]);
    bool usable = true;
    key.clear();
    for (; at < unique.size() && cell_text(unique.values[at][0]) == index; ++at) {
      const auto& row = unique.values[at];
      usable = usable && row[1] && cell_text(row[3]) == "1";
      key.push_back({cell_text(row[1]), type_of(cell_text(row[2]))});
    }
    if (usable) {
      return key;
    }
  }
  return {};
}

std::vector<key_column> read_columns(session& db, const std::string& table,
                                     const std::vector<std::string>& columns) {
  const rows known = db.query("SELECT name, type FROM pragma_table_xinfo(?)", {table});
  std::vector<key_column> found;
  for (const auto& wanted : columns) {
    for (const auto& row : known.values) {
      if (schema::same_name(cell_text(row[0]), wanted, dialect::sqlite)) {
        found.push_back({cell_text(row[0]), type_of(cell_text(row[1]))});
      }
    }
  }
  return found;
}

std::uint64_t estimate_rows(session& db, const std::string& table) {
  const rows counted = db.query("SELECT count(*) FROM " + quote_name(dialect::sqlite, table));
  return std::stoull(cell_text(counted.values[0][0]));
}

void refresh_statistics(session& db, const std::string& table) {
  db.execute("ANALYZE main." + quote_name(dialect::sqlite, table));
}

std::vector<std::string> schema_script(session& db) {
  // Without SQL text: the indexes that SQLite makes for constraints. Rows stand in the order of
  // creation, except that RENAME keeps a table's place: objects that name others come after all
  // tables.
  const rows found = db.query(
      std::string("SELECT s.sql FROM sqlite_schema s JOIN ") + own_tables +
      " t ON t.name = s.tbl_name WHERE s.sql IS NOT NULL AND s.name NOT LIKE 'sqlite\\_%' ESCAPE "
      "'\\'"
      " ORDER BY CASE s.type WHEN 'table' THEN 0 WHEN 'index' THEN 1 WHEN 'view' THEN 2 ELSE 3 END,"
      " s.rowid");
  std::vector<std::string> script;
  for (const auto& row : found.values) {
    script.push_back(cell_text(row[0]));
  }
  return script;
}

bool process_exists(const std::string& connection_id) {
  const auto first = connection_id.find('@');
  const auto second = first == std::string::npos ? first : connection_id.find('@', first + 1);
  if (second != std::string::npos) {
    std::array<char, 256> here{};
    if (gethostname(here.data(), here.size() - 1) != 0 ||
        connection_id.substr(second + 1) != here.data()) {
      return true;
    }
  }
  const std::string pid = connection_id.substr(0, first);
  const std::string started = start_time(pid);
  if (second == std::string::npos) {
    return !started.empty();
  }
  return started == connection_id.substr(first + 1, second - first - 1);
}

std::string read_clock(session& db) {
  return cell_text(db.query("SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now')").values.at(0).at(0));
}

}  // namespace sluice::sqlite
