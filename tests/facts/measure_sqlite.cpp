#include "dialects/sql/script.hpp"
#include "tests/facts/measure.hpp"
#include "tests/support/servers.hpp"

#include <sqlite3.h>

#include <memory>
#include <stdexcept>

namespace sluice::test {
namespace {

using connection = std::unique_ptr<sqlite3, int (*)(sqlite3*)>;

connection open_file(const std::string& path) {
  sqlite3* raw = nullptr;
  const int result = sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READWRITE, nullptr);
  connection db(raw, sqlite3_close);
  if (result != SQLITE_OK) throw std::runtime_error("cannot open " + path);
  return db;
}

void run(sqlite3* db, const std::string& sql) {
  char* message = nullptr;
  if (sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &message) == SQLITE_OK) return;
  const std::string text = message == nullptr ? "" : message;
  sqlite3_free(message);
  throw std::runtime_error(sql + ": " + text);
}

/// Pages that the connection has read or written, by a counter of sqlite3_db_status().
int pages(sqlite3* db, int counter) {
  int current = 0;
  int highest = 0;
  sqlite3_db_status(db, counter, &current, &highest, 0);
  return current;
}

}  // namespace

/// The one large table of the row is t: most of its pages read is a scan, most of them written a
/// rewrite. An index is smaller than half of it.
std::string measure_sqlite(const std::string& url, const fact_row& row) {
  const auto setup = open(url);
  run_script(*setup, row.schema);
  const int half =
      std::stoi(*setup->query("SELECT count(*) FROM dbstat WHERE name = 't'").values[0][0]) / 2;
  const std::string path =
      *setup->query("SELECT file FROM pragma_database_list WHERE name = 'main'").values[0][0];

  const connection db = open_file(path);
  run(db.get(), "PRAGMA cache_size = 100000; SELECT count(*) FROM sqlite_schema");
  const int written = pages(db.get(), SQLITE_DBSTATUS_CACHE_WRITE);
  const int read = pages(db.get(), SQLITE_DBSTATUS_CACHE_MISS);
  run(db.get(), row.statement);
  schema::relation_fact fact;
  fact.relation = "t";
  fact.rewrites = pages(db.get(), SQLITE_DBSTATUS_CACHE_WRITE) - written > half;
  fact.scans = pages(db.get(), SQLITE_DBSTATUS_CACHE_MISS) - read > half;
  const int some = half / 20;
  fact.builds_index = fact.scans && pages(db.get(), SQLITE_DBSTATUS_CACHE_WRITE) - written > some;
  schema::statement_facts facts;
  facts.relations.push_back(fact);
  return schema::describe(facts);
}

}  // namespace sluice::test
