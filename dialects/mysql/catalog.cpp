#include "dialects/mysql/catalog.hpp"

#include "dialects/cells.hpp"
#include "dialects/mysql/own_tables.hpp"
#include "dialects/mysql/qualifiers.hpp"
#include "dialects/schema/folding.hpp"
#include "dialects/schema/names.hpp"
#include "dialects/schema/volatility.hpp"
#include "dialects/sql/script.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::mysql {
namespace {

std::string current_database(session& db) {
  return cell_text(db.query("SELECT DATABASE()").values.at(0).at(0));
}

void read_tables(session& db, schema::model& m) {
  const rows found = db.query(fmt::format(
      "SELECT c.TABLE_NAME, c.COLUMN_NAME, c.COLUMN_TYPE, c.IS_NULLABLE, c.COLUMN_DEFAULT, c.EXTRA,"
      " c.GENERATION_EXPRESSION, c.COLUMN_KEY,"
      " CASE WHEN c.COLLATION_NAME <> t.TABLE_COLLATION THEN c.COLLATION_NAME END,"
      " c.COLUMN_COMMENT, t.TABLE_COMMENT"
      " FROM information_schema.COLUMNS c"
      " JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = DATABASE()"
      " AND t.TABLE_NAME = c.TABLE_NAME WHERE {} AND t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM "
      "VERSIONED')"
      " ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION",
      own_tables("c.TABLE_SCHEMA", "c.TABLE_NAME")));
  const bool writes_null = db.server().kind == engine::mariadb;
  for (const auto& row : found.values) {
    auto& t = m.tables[cell_text(row[0])];
    t.name = cell_text(row[0]);
    schema::column c;
    c.name = cell_text(row[1]);
    c.type = schema::canonical_type(cell_text(row[2]), dialect::mysql);
    c.nullable = cell_true(row[3]);
    c.generated = !cell_text(row[6]).empty();
    c.has_default = !c.generated && row[4] && !(writes_null && *row[4] == "NULL");
    const std::string extra = sql::lower_case(cell_text(row[5]));
    const auto says = [&](const char* word) { return extra.find(word) != std::string::npos; };
    c.generates_value = says("auto_increment");
    c.stored = says("stored generated") || says("persistent");
    c.invisible = says("invisible");
    c.collation = cell_text(row[8]);
    c.comment = cell_text(row[9]);
    t.comment = cell_text(row[10]);
    // MySQL gives a literal without its quotes.
    const bool is_expression = writes_null || says("default_generated");
    if (c.has_default && is_expression)
      c.default_volatility = schema::volatility_of(*row[4], m, dialect::mysql);
    t.columns.push_back(std::move(c));
  }
}

/// CREATE_OPTIONS of MySQL 9 do not tell PARTITION BY KEY ().
void read_partitions(session& db, schema::model& m) {
  const rows found =
      db.query(fmt::format("SELECT DISTINCT p.TABLE_NAME, LOWER(p.PARTITION_METHOD),"
                           " p.PARTITION_NAME, p.PARTITION_ORDINAL_POSITION"
                           " FROM information_schema.PARTITIONS p"
                           " WHERE p.PARTITION_NAME IS NOT NULL AND {}"
                           " ORDER BY p.TABLE_NAME, p.PARTITION_ORDINAL_POSITION",
                           own_tables("p.TABLE_SCHEMA", "p.TABLE_NAME")));
  for (const auto& row : found.values) {
    const auto table = m.tables.find(cell_text(row[0]));
    if (table == m.tables.end()) continue;
    table->second.partitioned = true;
    table->second.partition_key = cell_text(row[1]);
    table->second.partitions.push_back(cell_text(row[2]));
  }
}

/// MariaDB keeps what a sequence is in its one row.
void read_sequences(session& db, schema::model& m) {
  const rows found =
      db.query(fmt::format("SELECT t.TABLE_NAME FROM information_schema.TABLES t"
                           " WHERE t.TABLE_TYPE = 'SEQUENCE' AND {}",
                           own_tables("t.TABLE_SCHEMA", "t.TABLE_NAME")));
  for (const auto& row : found.values) {
    const std::string name = cell_text(row[0]);
    const rows state = db.query(
        "SELECT start_value, increment, minimum_value, maximum_value, cache_size, cycle_option"
        " FROM " +
        quote_name(dialect::mysql, name));
    if (state.empty()) continue;
    const auto& s = state.values[0];
    m.sequences[name] = {"bigint",        cell_text(s[0]), cell_text(s[1]), cell_text(s[2]),
                         cell_text(s[3]), cell_text(s[4]), cell_true(s[5])};
  }
}

/// InnoDB makes no difference between NO ACTION and RESTRICT.
std::string referential_action(const std::string& rule) {
  const std::string word = sql::lower_case(rule);
  return word == "no action" ? "restrict" : word;
}

void read_constraints(session& db, schema::model& m) {
  const std::string database = current_database(db);
  const bool is_mysql = db.server().kind == engine::mysql;
  const rows found = db.query(fmt::format(
      "SELECT k.TABLE_NAME, k.CONSTRAINT_NAME, k.CONSTRAINT_TYPE, u.COLUMN_NAME, {} AS enforced,"
      " r.REFERENCED_TABLE_NAME, u.REFERENCED_COLUMN_NAME, r.DELETE_RULE, r.UPDATE_RULE,"
      " u.REFERENCED_TABLE_SCHEMA"
      " FROM information_schema.TABLE_CONSTRAINTS k"
      " LEFT JOIN (SELECT DISTINCT TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION, COLUMN_NAME,"
      " REFERENCED_TABLE_SCHEMA, REFERENCED_COLUMN_NAME FROM information_schema.KEY_COLUMN_USAGE"
      " WHERE TABLE_SCHEMA = DATABASE()) u"
      " ON u.TABLE_NAME = k.TABLE_NAME AND u.CONSTRAINT_NAME = k.CONSTRAINT_NAME"
      " AND k.CONSTRAINT_TYPE <> 'CHECK'"
      " LEFT JOIN (SELECT DISTINCT TABLE_NAME, CONSTRAINT_NAME, REFERENCED_TABLE_NAME, DELETE_RULE,"
      " UPDATE_RULE FROM information_schema.REFERENTIAL_CONSTRAINTS"
      " WHERE CONSTRAINT_SCHEMA = DATABASE()) r ON r.TABLE_NAME = k.TABLE_NAME"
      " AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND k.CONSTRAINT_TYPE = 'FOREIGN KEY' WHERE {}"
      " ORDER BY k.TABLE_NAME, k.CONSTRAINT_NAME, u.ORDINAL_POSITION",
      is_mysql ? "k.ENFORCED" : "'YES'", own_tables("k.TABLE_SCHEMA", "k.TABLE_NAME")));
  for (const auto& row : found.values) {
    const auto table = m.tables.find(cell_text(row[0]));
    if (table == m.tables.end()) {
      continue;
    }
    auto& k = table->second.constraints[cell_text(row[1])];
    k.name = cell_text(row[1]);
    k.kind = sql::lower_case(cell_text(row[2]));
    k.enforced = cell_true(row[4]);
    if (row[5]) {
      const std::string there = cell_text(row[9]);
      k.references = (there == database ? "" : there + ".") + *row[5];
      k.referenced_columns.push_back(cell_text(row[6]));
      k.on_delete = referential_action(cell_text(row[7]));
      k.on_update = referential_action(cell_text(row[8]));
    }
    if (row[3]) {
      k.columns.push_back(*row[3]);
      if (k.kind == "primary key") {
        table->second.primary_key.push_back(*row[3]);
      }
    }
  }
  // Which columns a CHECK is about stands nowhere but in its text.
  const rows checks = db.query(fmt::format(
      "SELECT k.TABLE_NAME, k.CONSTRAINT_NAME, c.CHECK_CLAUSE"
      " FROM information_schema.TABLE_CONSTRAINTS k JOIN information_schema.CHECK_CONSTRAINTS c"
      " ON c.CONSTRAINT_SCHEMA = DATABASE() AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME {}"
      " WHERE k.CONSTRAINT_TYPE = 'CHECK' AND {}",
      is_mysql ? "" : "AND c.TABLE_NAME = k.TABLE_NAME",
      own_tables("k.TABLE_SCHEMA", "k.TABLE_NAME")));
  for (const auto& row : checks.values) {
    const auto table = m.tables.find(cell_text(row[0]));
    if (table == m.tables.end()) {
      continue;
    }
    // MariaDB's JSON is LONGTEXT with a check that has the column's name.
    schema::column* json =
        is_mysql ? nullptr : schema::find_column(table->second, cell_text(row[1]), dialect::mysql);
    if (json != nullptr && json->type == "longtext" &&
        cell_text(row[2]) == "json_valid(" + quote_name(dialect::mysql, json->name) + ")") {
      json->type = "json";
      table->second.constraints.erase(cell_text(row[1]));
      continue;
    }
    auto& check = table->second.constraints[cell_text(row[1])];
    check.condition.text = cell_text(row[2]);
    auto& columns = check.columns;
    for (const auto& name : sql::names_mentioned(cell_text(row[2]), dialect::mysql)) {
      if (const auto* c = schema::find_column(table->second, name, dialect::mysql)) {
        columns.push_back(c->name);
      }
    }
  }
}

/// An expression that is false for an index that no query uses.
std::string index_visibility(const server_version& server) {
  if (server.kind == engine::mysql) return server.major >= 8 ? "s.IS_VISIBLE" : "'YES'";
  const bool ignores = server.major > 10 || (server.major == 10 && server.minor >= 6);
  return ignores ? "s.IGNORED = 'NO'" : "'YES'";
}

void read_indexes(session& db, schema::model& m) {
  const rows found = db.query(
      fmt::format("SELECT s.TABLE_NAME, s.INDEX_NAME, s.NON_UNIQUE, s.COLUMN_NAME,"
                  " s.INDEX_TYPE, s.SUB_PART, s.COLLATION, s.INDEX_COMMENT, {}"
                  " FROM information_schema.STATISTICS s WHERE {} AND s.INDEX_NAME <> 'PRIMARY'"
                  " ORDER BY s.TABLE_NAME, s.INDEX_NAME, s.SEQ_IN_INDEX",
                  index_visibility(db.server()), own_tables("s.TABLE_SCHEMA", "s.TABLE_NAME")));
  for (const auto& row : found.values) {
    const auto table = m.tables.find(cell_text(row[0]));
    if (table == m.tables.end()) {
      continue;
    }
    auto& i = table->second.indexes[cell_text(row[1])];
    i.name = cell_text(row[1]);
    i.unique = cell_text(row[2]) == "0";
    i.columns.push_back(cell_text(row[3]));
    i.comment = cell_text(row[7]);
    i.visible = cell_true(row[8]);
    const std::string sort = sql::lower_case(cell_text(row[4]));
    if (sort == "fulltext" || sort == "spatial") {
      i.method = sort;
      continue;
    }
    std::string order = row[5] ? "(" + *row[5] + ")" : std::string();
    if (cell_text(row[6]) == "D") order += order.empty() ? "desc" : " desc";
    if (order.empty()) continue;
    i.orders.resize(i.columns.size());
    i.orders.back() = std::move(order);
  }
}

void read_programs(session& db, schema::model& m) {
  // The server writes the database in front of every table of a view.
  const std::string database = current_database(db);
  const rows views = db.query(
      fmt::format("SELECT v.TABLE_NAME, v.VIEW_DEFINITION FROM information_schema.VIEWS v WHERE {}",
                  own_tables("v.TABLE_SCHEMA", "v.TABLE_NAME")));
  for (const auto& row : views.values) {
    m.views[cell_text(row[0])] = without_database(cell_text(row[1]), database);
  }
  const rows routines = db.query(
      "SELECT ROUTINE_NAME, ROUTINE_TYPE, ROUTINE_DEFINITION FROM information_schema.ROUTINES"
      " WHERE ROUTINE_SCHEMA = DATABASE() ORDER BY ROUTINE_NAME, ROUTINE_TYPE");
  for (const auto& row : routines.values) {
    // A function and a procedure may have one name.
    std::string name = cell_text(row[0]);
    if (m.routines.count(name) != 0) {
      name += " " + sql::lower_case(cell_text(row[1]));
    }
    m.routines[name] = cell_text(row[2]);
  }
  const rows events =
      db.query("SELECT EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE()");
  for (const auto& row : events.values) m.objects.insert("event " + cell_text(row[0]));
  const rows triggers =
      db.query(fmt::format("SELECT t.TRIGGER_NAME, t.EVENT_OBJECT_TABLE, t.ACTION_STATEMENT,"
                           " LOWER(t.ACTION_TIMING), LOWER(t.EVENT_MANIPULATION)"
                           " FROM information_schema.TRIGGERS t WHERE {}",
                           own_tables("t.EVENT_OBJECT_SCHEMA", "t.EVENT_OBJECT_TABLE")));
  for (const auto& row : triggers.values) {
    schema::trigger t;
    t.name = cell_text(row[0]);
    t.table = cell_text(row[1]);
    t.body = cell_text(row[2]);
    t.timing = cell_text(row[3]);
    t.events = {cell_text(row[4])};
    m.triggers[t.table + "." + t.name] = std::move(t);
  }
}

key_type type_of(const std::string& data_type) {
  const auto has = [&](const char* part) { return data_type.find(part) != std::string::npos; };
  if (has("point") || has("geo") || has("line") || has("polygon")) {
    return key_type::other;
  }
  if (has("int")) {
    return key_type::integer;
  }
  if (has("char") || has("text")) {
    return key_type::text;
  }
  return has("binary") || has("blob") ? key_type::binary : key_type::other;
}

/// Where connections can be seen; without the PROCESS privilege only those of the own account.
std::string process_list(session& db) {
  return db.server().kind == engine::mysql ? "performance_schema.processlist"
                                           : "information_schema.PROCESSLIST";
}

bool is_connection_id(const std::string& id) {
  return !id.empty() && id.size() < 20 && id.find_first_not_of("0123456789") == std::string::npos;
}

/// One lock for each database, for all accounts: lower case and short enough for MySQL.
constexpr const char* lock_name =
    "CONCAT('sluice.', IF(CHAR_LENGTH(DATABASE()) <= 56, LOWER(DATABASE()), SHA2(DATABASE(), "
    "224)))";

}  // namespace

schema::model read_model(session& db) {
  schema::model m;
  read_tables(db, m);
  if (db.server().kind == engine::mariadb) read_sequences(db, m);
  read_partitions(db, m);
  read_constraints(db, m);
  read_indexes(db, m);
  read_programs(db, m);
  return m;
}

std::vector<key_column> read_key(session& db, const std::string& table) {
  const rows found = db.query(
      "SELECT s.INDEX_NAME, s.COLUMN_NAME, c.DATA_TYPE, s.NULLABLE, s.SUB_PART"
      " FROM information_schema.STATISTICS s LEFT JOIN (SELECT DISTINCT TABLE_NAME, COLUMN_NAME,"
      " DATA_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()) c"
      " ON c.TABLE_NAME = s.TABLE_NAME AND c.COLUMN_NAME = s.COLUMN_NAME"
      " WHERE s.TABLE_SCHEMA = DATABASE() AND s.TABLE_NAME = ? AND s.NON_UNIQUE = 0"
      " ORDER BY s.INDEX_NAME = 'PRIMARY' DESC, s.INDEX_NAME, s.SEQ_IN_INDEX",
      {table});
  for (std::size_t at = 0; at < found.size();) {
    const std::string index = cell_text(found.values[at][0]);
    std::vector<key_column> key;
    bool usable = true;
    for (; at < found.size() && cell_text(found.values[at][0]) == index; ++at) {
      const auto& row = found.values[at];
      // Neither an expression, nor a column with NULLs, nor the beginning of a longer value.
      usable = usable && row[1] && !cell_true(row[3]) && !row[4];
      key.push_back({cell_text(row[1]), type_of(sql::lower_case(cell_text(row[2])))});
    }
    if (usable) {
      return key;
    }
  }
  return {};
}

std::vector<key_column> read_columns(session& db, const std::string& table,
                                     const std::vector<std::string>& columns) {
  const rows known = db.query(
      "SELECT COLUMN_NAME, DATA_TYPE FROM information_schema.COLUMNS"
      " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?",
      {table});
  std::vector<key_column> found;
  for (const auto& wanted : columns) {
    for (const auto& row : known.values) {
      if (schema::same_name(cell_text(row[0]), wanted, dialect::mysql)) {
        found.push_back({cell_text(row[0]), type_of(sql::lower_case(cell_text(row[1])))});
      }
    }
  }
  return found;
}

std::uint64_t estimate_rows(session& db, const std::string& table) {
  // information_schema.TABLES shows figures up to a day old; the planner's are fresh.
  const char* explain =
      db.server().kind == engine::mysql ? "EXPLAIN FORMAT=TRADITIONAL " : "EXPLAIN ";
  const rows plan = db.query(explain + ("SELECT 1 FROM " + quote_name(dialect::mysql, table)));
  const auto column = std::find(plan.columns.begin(), plan.columns.end(), "rows");
  if (column == plan.columns.end() || plan.empty()) {
    return 0;
  }
  const value& estimate = plan.values[0][static_cast<std::size_t>(column - plan.columns.begin())];
  return estimate ? std::stoull(*estimate) : 0;
}

void refresh_statistics(session& db, const std::string& table) {
  // Answers with rows, and reports problems in them.
  const rows answer = db.query("ANALYZE TABLE " + quote_name(dialect::mysql, table));
  for (const auto& row : answer.values) {
    if (row.size() > 3 && sql::lower_case(cell_text(row[2])) == "error") {
      throw text::database_error(text::failure::other, {}, cell_text(row[3]));
    }
  }
}

bool connection_is_busy(session& db, const std::string& connection_id) {
  return is_connection_id(connection_id) &&
         !db.query("SELECT 1 FROM " + process_list(db) + " WHERE ID = ? AND COMMAND <> 'Sleep'",
                   {connection_id})
              .empty();
}

bool connection_exists(session& db, const std::string& connection_id) {
  return is_connection_id(connection_id) &&
         !db.query("SELECT 1 FROM " + process_list(db) + " WHERE ID = ?", {connection_id}).empty();
}

bool try_native_lock(session& db) {
  return cell_true(db.query(fmt::format("SELECT GET_LOCK({}, 0)", lock_name)).values.at(0).at(0));
}

void release_native_lock(session& db) noexcept {
  try {
    db.query(fmt::format("SELECT RELEASE_LOCK({})", lock_name));
  } catch (const std::exception&) {
    // A lost connection has let go of the lock by itself.
  }
}

std::string read_clock(session& db) {
  return cell_text(
      db.query(
            "SELECT CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z')")
          .values.at(0)
          .at(0));
}

}  // namespace sluice::mysql
