#include "dialects/sql/script.hpp"
#include "tests/facts/measure.hpp"
#include "tests/support/servers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <stdexcept>
#include <thread>

namespace sluice::test {
namespace {

using schema::table_lock;

/// A table, view, index or sequence as it was before the statement.
struct relation {
  std::string name;
  std::string table;  ///< of an index
  std::string file;   ///< its relfilenode: another one after a rewrite; none of a sequence
  bool empty = false;
};

using relations = std::map<std::string, relation>;

/// Sequences that belong to a column are locked with it and concern nobody else.
constexpr const char* snapshot_query = R"(
  SELECT c.oid, CASE WHEN n.nspname = 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END,
         coalesce(i.indrelid::text, ''),
         CASE WHEN c.relkind <> 'S' THEN pg_relation_filenode(c.oid) END,
         coalesce(pg_relation_size(c.oid), 0) = 0
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       LEFT JOIN pg_index i ON i.indexrelid = c.oid
  WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
    AND NOT (c.relkind = 'S' AND EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid
             AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
             AND d.refobjsubid > 0)))";

relations read_relations(session& db) {
  relations out;
  for (const auto& r : db.query(snapshot_query).values)
    out[*r[0]] = {*r[1], *r[2], r[3].value_or(""), r[4] == "t"};
  return out;
}

table_lock lock_of(const std::string& mode) {
  static const std::map<std::string, table_lock> modes{
      {"AccessShareLock", table_lock::access_share},
      {"RowShareLock", table_lock::row_share},
      {"RowExclusiveLock", table_lock::row_exclusive},
      {"ShareUpdateExclusiveLock", table_lock::share_update_exclusive},
      {"ShareLock", table_lock::share},
      {"ShareRowExclusiveLock", table_lock::share_row_exclusive},
      {"ExclusiveLock", table_lock::exclusive},
      {"AccessExclusiveLock", table_lock::access_exclusive}};
  return modes.at(mode);
}

using locks = std::map<std::string, table_lock>;  // by oid

locks read_locks(session& db, const std::string& backend) {
  locks out;
  for (const auto& r :
       db.query("SELECT relation, mode FROM pg_locks WHERE locktype = 'relation' AND pid = " +
                backend)
           .values) {
    const table_lock lock = lock_of(*r[1]);
    if (lock < table_lock::share_update_exclusive) continue;
    auto [entry, is_new] = out.emplace(*r[0], lock);
    if (!is_new) entry->second = std::max(entry->second, lock);
  }
  return out;
}

struct measurement {
  locks held;
  relations after;
  std::set<std::string> scanned;  // oids
};

/// In a transaction that is rolled back: the locks are those that it holds at its end.
measurement run_inside(session& db, const std::string& statement) {
  measurement out;
  db.begin();
  db.execute(statement);
  out.held = read_locks(db, "pg_backend_pid()");
  out.after = read_relations(db);
  for (const auto& r :
       db.query("SELECT relid FROM pg_stat_xact_user_tables WHERE seq_scan > 0").values)
    out.scanned.insert(*r[0]);
  db.rollback();
  return out;
}

bool waits_for_relation(session& db, const std::string& backend) {
  return !db.query("SELECT 1 FROM pg_locks WHERE NOT granted AND pid = " + backend).empty();
}

/// What runs outside of a transaction is caught while it waits for somebody who holds every table.
measurement run_outside(const std::string& url, session& db, const std::string& statement) {
  measurement out;
  const auto holder = open(url);
  const auto watcher = open(url);
  const std::string backend = db.connection_id();
  holder->begin();
  for (const auto& r : watcher
                           ->query("SELECT oid::regclass FROM pg_class WHERE relkind IN ('r', 'p') "
                                   "AND relnamespace = 'public'::regnamespace ORDER BY 1")
                           .values)
    holder->execute(fmt::format("LOCK TABLE {} IN SHARE UPDATE EXCLUSIVE MODE", *r[0]));
  std::exception_ptr problem;
  std::thread worker([&] {
    try {
      db.execute(statement);
    } catch (...) {
      problem = std::current_exception();
    }
  });
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!waits_for_relation(*watcher, backend) && std::chrono::steady_clock::now() < deadline)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  out.held = read_locks(*watcher, backend);
  holder->rollback();
  worker.join();
  if (problem) std::rethrow_exception(problem);
  out.after = read_relations(db);
  return out;
}

schema::statement_facts compare(const relations& before, const measurement& m) {
  std::map<std::string, schema::relation_fact> facts;  // by oid
  const auto fact_of = [&](const std::string& oid) -> schema::relation_fact& {
    schema::relation_fact& fact = facts[oid];
    fact.relation = before.at(oid).name;
    return fact;
  };
  for (const auto& [oid, lock] : m.held) {
    if (before.count(oid) != 0) fact_of(oid).lock = lock;
  }
  std::set<std::string> files;  // an index that is kept has another oid and the same file
  for (const auto& entry : before) files.insert(entry.second.file);
  for (const auto& [oid, now] : m.after) {
    const auto was = before.find(oid);
    const bool is_index = !now.table.empty();
    if (is_index && before.count(now.table) != 0) {
      if (m.after.at(now.table).empty != before.at(now.table).empty) continue;
      if (files.count(now.file) == 0) fact_of(now.table).builds_index |= !now.file.empty();
    } else if (was != before.end() && was->second.file != now.file &&
               now.empty == was->second.empty) {  // else it was emptied
      fact_of(oid).rewrites = true;
    }
  }
  for (const std::string& oid : m.scanned) {
    if (before.count(oid) == 0) continue;
    const auto now = m.after.find(oid);
    const bool emptied = now != m.after.end() && now->second.empty && !before.at(oid).empty;
    if (facts.count(oid) != 0) facts.at(oid).scans = !emptied;
  }
  schema::statement_facts out;
  for (const auto& [oid, fact] : facts) {
    const relation& r = before.at(oid);
    // An index is locked with its table; only what goes beyond that is another fact.
    if (!r.table.empty() && facts.count(r.table) != 0 && facts.at(r.table).lock >= fact.lock)
      continue;
    out.relations.push_back(fact);
  }
  return out;
}

}  // namespace

std::string measure_postgres(const std::string& url, const fact_row& row) {
  run_script(*open(url), row.schema);
  const auto db = open(url);  // one that has counted no scans
  const relations before = read_relations(*db);
  const text::source file("statement", row.statement);
  const auto parsed = sql::parse(file, dialect::postgres).statements.at(0);
  const std::string statement(file.bytes().substr(parsed.where.begin, parsed.where.size()));
  const measurement m = sql::forbids_transaction(parsed, file, dialect::postgres)
                            ? run_outside(url, *db, statement)
                            : run_inside(*db, statement);
  return schema::describe(compare(before, m));
}

}  // namespace sluice::test
