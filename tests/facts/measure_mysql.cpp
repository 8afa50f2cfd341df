#include "dialects/sql/script.hpp"
#include "tests/facts/measure.hpp"
#include "tests/support/servers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <map>
#include <optional>
#include <set>
#include <thread>
#include <vector>

namespace sluice::test {
namespace {

using schema::alter_algorithm;
using schema::alter_lock;

/// What InnoDB knows about a table: another id after a rebuild, and its indexes.
struct table_state {
  std::set<std::string> ids;  ///< one a partition
  std::set<std::string> indexes;
};
using states = std::map<std::string, table_state>;

bool is_mariadb(const session& db) {
  return db.server().kind == engine::mariadb;
}

std::vector<std::string> read_names(session& db, const std::string& type) {
  std::vector<std::string> names;
  for (const auto& r : db.query("SELECT table_name FROM information_schema.tables WHERE "
                                "table_schema = database() AND table_type = '" +
                                type + "'")
                           .values)
    names.push_back(*r[0]);
  return names;
}

states read_states(session& db) {
  const std::string prefix = is_mariadb(db) ? "INNODB_SYS_" : "INNODB_";
  states out;
  for (const auto& r :
       db.query(
             fmt::format("SELECT t.name, t.table_id, i.index_id FROM information_schema.{0}TABLES "
                         "t JOIN information_schema.{0}INDEXES i ON i.table_id = t.table_id WHERE "
                         "t.name LIKE concat(database(), '/%') AND i.name NOT LIKE 'FTS%'",
                         prefix))
           .values) {
    std::string name = r[0]->substr(r[0]->find('/') + 1);
    name.resize(std::min(name.find('#'), name.size()));
    if (name.starts_with("FTS_") || name.starts_with("fts_")) continue;
    out[name].ids.insert(*r[1]);
    out[name].indexes.insert(*r[2]);
  }
  return out;
}

/// Runs in another thread until the end or until join().
class running_statement {
 public:
  running_statement(const std::string& url, const std::string& statement) : db_(open(url)) {
    worker_ = std::thread([this, statement] {
      try {
        db_->execute(statement);
      } catch (...) {
        problem_ = std::current_exception();
      }
      ended_ = true;
    });
  }
  running_statement(const running_statement&) = delete;
  running_statement& operator=(const running_statement&) = delete;
  ~running_statement() {
    if (worker_.joinable()) worker_.join();
  }

  void join() {
    worker_.join();
    if (problem_) std::rethrow_exception(problem_);
  }
  [[nodiscard]] bool ended() const { return ended_; }
  [[nodiscard]] std::string connection() const { return db_->connection_id(); }

 private:
  std::unique_ptr<session> db_;
  std::exception_ptr problem_;
  std::atomic<bool> ended_ = false;
  std::thread worker_;
};

/// True when the statement waits while a transaction has read `table`. It has run then, either way.
bool waits_for(const std::string& url, session& watcher, const std::string& statement,
               const std::string& table) {
  const auto holder = open(url);
  holder->begin();
  holder->query("SELECT * FROM `" + table + "` LIMIT 1");
  running_statement statement_running(url, statement);
  const std::string state =
      fmt::format("SELECT coalesce(state, '') FROM information_schema.processlist WHERE id = {}",
                  statement_running.connection());
  bool waited = false;
  while (!waited && !statement_running.ended()) {
    const rows now = watcher.query(state);
    waited = !now.empty() && now.values[0][0]->find("metadata lock") != std::string::npos;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  holder->rollback();
  statement_running.join();
  return waited;
}

/// The statement with both clauses; they stand before what is about partitions.
std::string with_clauses(const std::string& statement, const sql::parsed_statement& s,
                         const std::string& algorithm, const std::string& lock) {
  for (const char* partitions : {"PARTITION BY", "REMOVE PARTITIONING"}) {
    if (const auto at = statement.find(partitions); at != std::string::npos)
      return fmt::format("{}ALGORITHM={}{} {}", statement.substr(0, at), algorithm,
                         lock.empty() ? "" : ", LOCK=" + lock, statement.substr(at));
  }
  const std::string comma = std::holds_alternative<sql::alter_table>(s.what) ? ", " : " ";
  return statement + comma + "ALGORITHM=" + algorithm +
         (lock.empty() ? "" : comma + "LOCK=" + lock);
}

bool takes_clauses(const sql::parsed_statement& s) {
  return std::holds_alternative<sql::alter_table>(s.what) ||
         std::holds_alternative<sql::create_index>(s.what) ||
         std::holds_alternative<sql::drop_index>(s.what);
}

bool is_refusal(const text::database_error& error) {
  return error.server_message().find("not supported") != std::string::npos ||
         error.server_message().find("is not allowed") != std::string::npos ||
         error.server_message().find("ncorrect usage") != std::string::npos;
}

/// The best ALGORITHM and LOCK that the server accepts; the statement has run then.
void find_best(session& db, const sql::parsed_statement& s, const std::string& statement,
               schema::statement_facts& facts) {
  for (const auto algorithm : {alter_algorithm::instant, alter_algorithm::nocopy,
                               alter_algorithm::inplace, alter_algorithm::copy}) {
    if (algorithm == alter_algorithm::nocopy && !is_mariadb(db)) continue;
    for (const auto lock : {alter_lock::none, alter_lock::shared, alter_lock::exclusive}) {
      // MySQL takes no LOCK beside INSTANT.
      const bool alone = algorithm == alter_algorithm::instant && !is_mariadb(db);
      try {
        db.execute(with_clauses(statement, s, std::string(schema::algorithm_name(algorithm)),
                                alone ? "" : std::string(schema::lock_name(lock))));
        facts.algorithm = algorithm;
        facts.lock = lock;
        return;
      } catch (const text::database_error& error) {
        if (!is_refusal(error)) throw;
      }
      if (alone) break;
    }
  }
}

}  // namespace

std::string measure_mysql(const std::string& url, const fact_row& row) {
  const text::source file("statement", row.statement);
  const auto parsed = sql::parse(file, dialect::mysql).statements.at(0);
  const std::string statement(file.bytes().substr(parsed.where.begin, parsed.where.size()));
  const auto db = open(url);
  const std::string database = *db->query("SELECT database()").values[0][0];
  const auto start = [&] {
    db->execute("DROP DATABASE " + database);
    db->execute("CREATE DATABASE " + database + " CHARACTER SET utf8mb4");
    db->execute("USE " + database);
    run_script(*db, row.schema);
  };
  run_script(*db, row.schema);

  schema::statement_facts facts;
  std::map<std::string, schema::relation_fact> found;
  const states before = read_states(*db);
  if (takes_clauses(parsed))
    find_best(*db, parsed, statement, facts);
  else
    db->execute(statement);
  const states after = read_states(*db);
  for (const auto& [name, was] : before) {
    const auto now = after.find(name);
    if (now == after.end() || !takes_clauses(parsed)) continue;
    found[name].rewrites = was.ids != now->second.ids;
    found[name].builds_index =
        !found[name].rewrites &&
        !std::includes(was.indexes.begin(), was.indexes.end(), now->second.indexes.begin(),
                       now->second.indexes.end());
    // MariaDB takes INSTANT for a change of partitions, and copies.
    if (found[name].rewrites && facts.algorithm == alter_algorithm::instant)
      facts.algorithm = alter_algorithm::copy;
  }
  // InnoDB's tables of partitions have other names, and a copy writes in any case.
  if (facts.algorithm == alter_algorithm::copy)
    found[parsed.relations.front().object.text].rewrites = true;
  start();
  const auto tables = read_names(*db, "BASE TABLE");
  for (const std::string& table : tables) {
    found[table].metadata_lock = waits_for(url, *db, statement, table);
    start();
  }
  for (auto& [name, fact] : found) {
    fact.relation = name;
    facts.relations.push_back(fact);
  }
  return schema::describe(facts);
}

}  // namespace sluice::test
