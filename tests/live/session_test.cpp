#include "dialects/session.hpp"

#include "dialects/sql/token.hpp"
#include "tests/support/session_checks.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <future>
#include <unistd.h>

using namespace sluice;
using test::check_failure;
using test::dialect_text;
using test::failure_of;
using test::open;
using text::failure;

namespace {

/// A new database with `t (id, note)`.
std::string database_with_table(engine kind) {
  std::string url = test::shared_server(kind).create_database();
  const auto db = open(url);
  db->execute("CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(200))");
  db->execute("INSERT INTO t VALUES (1, 'one'), (2, 'two'), (3, NULL)");
  return url;
}

value single(session& db, std::string_view sql, std::initializer_list<value> parameters = {}) {
  const rows found = db.query(sql, parameters);
  REQUIRE(found.size() == 1);
  REQUIRE(found.values[0].size() == 1);
  return found.values[0][0];
}

/// Runs for hours unless it is stopped.
std::string endless_statement(dialect d) {
  return dialect_text(
      d, "SELECT count(*) FROM generate_series(1, 100000000000)",
      "SELECT count(*) FROM information_schema.collations a, information_schema.collations b, "
      "information_schema.collations c, information_schema.collations d",
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000000) "
      "SELECT count(*) FROM n");
}

}  // namespace

TEST_CASE("parameters and results carry any text") {
  const engine kind = GENERATE(from_range(test::engines_under_test()));
  CAPTURE(engine_name(kind));
  const auto db = open(test::shared_server(kind).create_database());
  db->execute("CREATE TABLE v (id INTEGER NOT NULL PRIMARY KEY, a TEXT, b TEXT)");
  const std::vector<value> cases{"",
                                 "plain",
                                 "O'Brien",
                                 "\"quoted\"",
                                 "back\\slash \\' \\n",
                                 "line\nbreak\r\ttab",
                                 "? $1 :x",
                                 "Zoë 東京 🚢",
                                 "100% _",
                                 "-- no /* comment",
                                 std::nullopt,
                                 std::string(60'000, 'x')};
  int id = 0;
  for (const value& text : cases) {
    CAPTURE(text);
    ++id;
    CHECK(db->execute("INSERT INTO v VALUES (?, ?, 'a ? ''in'' a literal')",
                      {std::to_string(id), text}) == 1);
    const rows found =
        db->query("SELECT a, b FROM v /* ? */ WHERE id = ? -- ?\n", {std::to_string(id)});
    REQUIRE(found.size() == 1);
    CHECK(found.columns == std::vector<std::string>{"a", "b"});
    CHECK(found.values[0][0] == text);
    CHECK(found.values[0][1] == "a ? 'in' a literal");
    if (text) CHECK(single(*db, "SELECT COUNT(*) FROM v WHERE a = ?", {text}) == "1");
  }
}

TEST_CASE("a result tells NULL from empty, and no rows from no columns") {
  const engine kind = GENERATE(from_range(test::engines_under_test()));
  CAPTURE(engine_name(kind));
  const auto db = open(database_with_table(kind));
  const rows found = db->query("SELECT NULL AS a, '' AS b, 1 AS c");
  CHECK(found.values.at(0) == std::vector<value>{std::nullopt, "", "1"});
  const rows none = db->query("SELECT id, note FROM t WHERE id > 100");
  CHECK(none.empty());
  CHECK(none.columns == std::vector<std::string>{"id", "note"});
  CHECK(db->query("CREATE TABLE u (x INTEGER)").columns.empty());
}

TEST_CASE("bytes come back as they went in") {
  const engine kind = GENERATE(from_range(test::engines_under_test()));
  CAPTURE(engine_name(kind));
  const auto db = open(test::shared_server(kind).create_database());
  if (kind == engine::postgres) {
    CHECK(single(*db, "SELECT '\\x00ff27'::bytea") == "\\x00ff27");
    CHECK(single(*db, "SELECT CAST(? AS bytea)", {"\\x00ff27"}) == "\\x00ff27");
    CHECK(failure_of([&] { db->query("SELECT ?", {std::string("a\0b", 3)}); }).code() == "22021");
    return;
  }
  const std::string bytes("\0\xff'\\", 4);
  db->execute("CREATE TABLE b (x BLOB)");
  CHECK(db->execute("INSERT INTO b VALUES (?)", {bytes}) == 1);
  CHECK(single(*db, "SELECT x FROM b") == bytes);
  CHECK(single(*db, "SELECT HEX(x) FROM b") == "00FF275C");
}

TEST_CASE("execute counts the rows that a statement changed") {
  const engine kind = GENERATE(from_range(test::engines_under_test()));
  CAPTURE(engine_name(kind));
  const auto db = open(database_with_table(kind));
  CHECK(db->execute("UPDATE t SET note = 'x' WHERE id <= 2") == 2);
  CHECK(db->execute("UPDATE t SET note = 'x' WHERE id = 100") == 0);
  CHECK(db->execute("INSERT INTO t SELECT id + 10, note FROM t") == 3);
  CHECK(db->execute("DELETE FROM t WHERE id > 10") == 3);
  CHECK(db->execute("SELECT * FROM t") == 0);
  CHECK(db->execute("ALTER TABLE t ADD COLUMN extra INTEGER") == 0);
  CHECK(db->execute("CREATE INDEX t_note ON t (note)") == 0);
  CHECK(db->execute("DROP TABLE t") == 0);
}

TEST_CASE("one call runs one statement") {
  const engine kind = GENERATE(from_range(test::engines_under_test()));
  CAPTURE(engine_name(kind));
  const auto db = open(database_with_table(kind));
  check_failure(failure::syntax, [&] { db->execute("DELETE FROM t; DELETE FROM t"); });
  check_failure(failure::syntax, [&] { db->query("SELECT 1; DELETE FROM t"); });
  CHECK(single(*db, "SELECT COUNT(*) FROM t") == "3");
  CHECK(single(*db, "SELECT 1;") == "1");
  CHECK(single(*db, "SELECT 2 ; -- the end\n") == "2");
  check_failure(failure::syntax, [&] { db->execute(std::string_view("DELETE FROM t\0 x", 16)); });
  CHECK(single(*db, "SELECT COUNT(*) FROM t") == "3");
}

TEST_CASE("placeholders and parameters must be as many") {
  const engine kind = GENERATE(from_range(test::engines_under_test()));
  CAPTURE(engine_name(kind));
  const auto db = open(database_with_table(kind));
  check_failure(failure::other, [&] { db->query("SELECT id FROM t WHERE id = ?", {"1", "2"}); });
  check_failure(failure::other, [&] { db->query("SELECT id FROM t WHERE note = '?'", {"1"}); });
  CHECK(db->query("SELECT id FROM t WHERE id = ? OR id = ?", {"1", "2"}).size() == 2);
}

TEST_CASE("a transaction is kept or undone as a whole") {
  const engine kind = GENERATE(from_range(test::engines_under_test()));
  CAPTURE(engine_name(kind));
  const std::string url = database_with_table(kind);
  const auto db = open(url);
  CHECK_FALSE(db->in_transaction());
  db->begin();
  CHECK(db->in_transaction());
  db->execute("DELETE FROM t");
  db->rollback();
  CHECK_FALSE(db->in_transaction());
  CHECK(single(*open(url), "SELECT COUNT(*) FROM t") == "3");
  db->begin();
  db->execute("DELETE FROM t WHERE id = 1");
  db->commit();
  CHECK_FALSE(db->in_transaction());
  CHECK(single(*open(url), "SELECT COUNT(*) FROM t") == "2");
  db->rollback();
  {
    const auto forgotten = open(url);
    forgotten->begin();
    forgotten->execute("DELETE FROM t");
  }
  CHECK(single(*db, "SELECT COUNT(*) FROM t") == "2");
}

TEST_CASE("an error in a transaction leaves a session that can roll back") {
  const engine kind = GENERATE(from_range(test::engines_under_test()));
  CAPTURE(engine_name(kind));
  const auto db = open(database_with_table(kind));
  db->begin();
  db->execute("DELETE FROM t WHERE id = 3");
  check_failure(failure::missing, [&] { db->execute("DELETE FROM nowhere"); });
  db->rollback();
  CHECK(single(*db, "SELECT COUNT(*) FROM t") == "3");
}

TEST_CASE("errors carry a class, a code and the server's words") {
  const engine kind = GENERATE(from_range(test::engines_under_test()));
  CAPTURE(engine_name(kind));
  const auto db = open(database_with_table(kind));
  const auto code_of = [&](std::string_view sql, failure expected) {
    CAPTURE(sql);
    const text::database_error error = failure_of([&] { db->query(sql); });
    CHECK(error.kind() == expected);
    CHECK_FALSE(error.server_message().empty());
    return error.code();
  };
  const dialect d = dialect_of(kind);
  CHECK(code_of("SELEC 1", failure::syntax) ==
        dialect_text(d, "42601", "1064 (42000)", "SQLITE_ERROR"));
  CHECK(code_of("SELECT * FROM nowhere", failure::missing) ==
        dialect_text(d, "42P01", "1146 (42S02)", "SQLITE_ERROR"));
  CHECK(code_of("SELECT absent FROM t", failure::missing) ==
        dialect_text(d, "42703", "1054 (42S22)", "SQLITE_ERROR"));
  CHECK(code_of("INSERT INTO t VALUES (1, 'again')", failure::constraint) ==
        dialect_text(d, "23505", "1062 (23000)", "SQLITE_CONSTRAINT_PRIMARYKEY"));
  db->execute("CREATE TABLE filled (x INTEGER NOT NULL)");
  CHECK(code_of("INSERT INTO filled VALUES (NULL)", failure::constraint) ==
        dialect_text(d, "23502", "1048 (23000)", "SQLITE_CONSTRAINT_NOTNULL"));
  CHECK(code_of("CREATE TABLE t (x INTEGER)", failure::other) ==
        dialect_text(d, "42P07", "1050 (42S01)", "SQLITE_ERROR"));
  db->execute("CREATE TABLE child (x INTEGER NOT NULL, FOREIGN KEY (x) REFERENCES t (id))");
  CHECK(code_of("INSERT INTO child VALUES (77)", failure::constraint) ==
        dialect_text(d, "23503", "1452 (23000)", "SQLITE_CONSTRAINT_FOREIGNKEY"));
  db->execute("CREATE TABLE checked (x INTEGER CHECK (x > 0))");
  CHECK(code_of("INSERT INTO checked VALUES (-1)", failure::constraint) ==
        dialect_text(d, "23514", kind == engine::mariadb ? "4025 (23000)" : "3819 (HY000)",
                     "SQLITE_CONSTRAINT_CHECK"));
}

TEST_CASE("a syntax error names the byte in the text as it was given") {
  const engine kind = GENERATE(from_range(test::engines_under_test()));
  CAPTURE(engine_name(kind));
  const auto db = open(database_with_table(kind));
  const auto offset_of = [&](std::string_view sql, std::initializer_list<value> parameters) {
    const text::database_error error = failure_of([&] { db->query(sql, parameters); });
    CHECK(error.kind() == failure::syntax);
    return error.offset;
  };
  const auto expect = [&](std::string_view sql, std::string_view word,
                          std::initializer_list<value> parameters = {}) {
    CAPTURE(sql);
    CHECK(offset_of(sql, parameters) == sql.find(word));
  };
  expect("SELEC 1", "SELEC");
  expect("SELECT 'Zoë 東京' AS a,\n  1 FROM t WHRE id = 1", "id = 1");
  expect(
      "SELECT id FROM t WHERE id = ? AND note = ?\n ORDR BY 1 -- and a long tail that goes on and "
      "on, longer than what a server quotes",
      "ORDR", {"1", "it's \\ long"});
}

TEST_CASE("a missing column is pointed at where the engine can") {
  const engine kind = GENERATE(from_range(test::engines_under_test()));
  CAPTURE(engine_name(kind));
  const auto db = open(database_with_table(kind));
  const std::string sql = "SELECT 'ü', ?, absent FROM t";
  const text::database_error error = failure_of([&] { db->query(sql, {"x"}); });
  CHECK(error.kind() == failure::missing);
  if (dialect_of(kind) == dialect::mysql) {
    CHECK_FALSE(error.offset);
  } else {
    CHECK(error.offset == sql.find("absent"));
  }
}

TEST_CASE("a lock that is not granted in time is a lock timeout") {
  const engine kind = GENERATE(from_range(test::engines_under_test()));
  CAPTURE(engine_name(kind));
  const std::string url = database_with_table(kind);
  const auto holder = open(url);
  const auto waiter = open(url);
  set_lock_timeout(*waiter, std::chrono::milliseconds(200));
  holder->begin();
  holder->execute("UPDATE t SET note = 'held' WHERE id = 1");
  const auto start = std::chrono::steady_clock::now();
  const text::database_error row =
      failure_of([&] { waiter->execute("UPDATE t SET note = 'mine' WHERE id = 1"); });
  CHECK(row.kind() == failure::lock_timeout);
  CHECK(text::is_transient(row.kind()));
  const text::database_error table = failure_of([&] { waiter->execute("DROP TABLE t"); });
  CHECK(table.kind() == failure::lock_timeout);
  const auto waited = std::chrono::steady_clock::now() - start;
  CHECK(waited > std::chrono::milliseconds(350));
  CHECK(waited < std::chrono::seconds(4));
  holder->rollback();
  CHECK(waiter->execute("UPDATE t SET note = 'mine' WHERE id = 1") == 1);
}

TEST_CASE("SQLite shows a second writer at begin") {
  const auto& server = test::shared_server(engine::sqlite);
  const std::string url = server.url("second_writer");
  const auto first = open(url);
  const auto second = open(url);
  set_lock_timeout(*second, std::chrono::milliseconds(50));
  first->begin();
  CHECK(failure_of([&] { second->begin(); }).code() == "SQLITE_BUSY");
  CHECK_FALSE(second->in_transaction());
  first->commit();
  second->begin();
  CHECK(second->in_transaction());
}

TEST_CASE("a deadlock is told from a lock timeout") {
  const engine kind = GENERATE(from_range(test::engines_under_test()));
  CAPTURE(engine_name(kind));
  const std::string url = database_with_table(kind);
  if (kind == engine::sqlite) {
    // Its like: a snapshot that another writer has overtaken.
    const auto old = open(url);
    old->execute("PRAGMA journal_mode = WAL");
    old->execute("BEGIN");
    CHECK(single(*old, "SELECT COUNT(*) FROM t") == "3");
    open(url)->execute("DELETE FROM t WHERE id = 3");
    CHECK(failure_of([&] { old->execute("DELETE FROM t"); }).code() == "SQLITE_BUSY_SNAPSHOT");
    old->rollback();
    old->begin();
    check_failure(failure::missing, [&] { old->execute("DELETE FROM nowhere"); });
    return;
  }
  const auto first = open(url);
  const auto second = open(url);
  set_lock_timeout(*first, std::chrono::seconds(20));
  set_lock_timeout(*second, std::chrono::seconds(20));
  first->begin();
  second->begin();
  first->execute("UPDATE t SET note = 'first' WHERE id = 1");
  second->execute("UPDATE t SET note = 'second' WHERE id = 2");
  const auto cross = [](session& db, std::string_view sql) -> std::optional<failure> {
    try {
      db.execute(sql);
      return std::nullopt;
    } catch (const text::database_error& error) {
      db.rollback();
      return error.kind();
    }
  };
  auto other = std::async(std::launch::async, [&] {
    return cross(*first, "UPDATE t SET note = 'first' WHERE id = 2");
  });
  const auto mine = cross(*second, "UPDATE t SET note = 'second' WHERE id = 1");
  const auto theirs = other.get();
  CHECK(mine.has_value() != theirs.has_value());
  CHECK((mine ? mine : theirs) == failure::deadlock);
}

TEST_CASE("cancel stops a running statement and spares the session") {
  const engine kind = GENERATE(from_range(test::engines_under_test()));
  CAPTURE(engine_name(kind));
  const auto db = open(database_with_table(kind));
  const auto start = std::chrono::steady_clock::now();
  auto running = std::async(std::launch::async, [&] {
    return failure_of([&] { db->query(endless_statement(dialect_of(kind))); }).kind();
  });
  // A cancel before the statement has begun has no effect, so it is repeated.
  while (running.wait_for(std::chrono::milliseconds(100)) != std::future_status::ready) {
    db->cancel();
    REQUIRE(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
  }
  CHECK(running.get() == failure::cancelled);
  CHECK(single(*db, "SELECT COUNT(*) FROM t") == "3");
}

TEST_CASE("connection_id is the server's own") {
  const engine kind = GENERATE(from_range(test::engines_under_test()));
  CAPTURE(engine_name(kind));
  const std::string url = test::shared_server(kind).create_database();
  const auto db = open(url);
  if (kind == engine::sqlite) {
    CHECK(db->connection_id().substr(0, db->connection_id().find('@')) ==
          std::to_string(::getpid()));
    CHECK(open(url)->connection_id() == db->connection_id());
    return;
  }
  const char* own = kind == engine::postgres ? "SELECT pg_backend_pid()" : "SELECT CONNECTION_ID()";
  CHECK(single(*db, own) == db->connection_id());
  CHECK(open(url)->connection_id() != db->connection_id());
}

TEST_CASE("which executable comments are code, as the server says") {
  const engine kind = GENERATE(from_range(test::engines_under_test()));
  if (dialect_of(kind) != dialect::mysql) return;
  const auto db = open(test::shared_server(kind).admin_url());
  const server_version& own = db->server();
  const int here = own.major * 10000 + own.minor * 100 + own.patch;
  for (const std::string mark : {"/*!", "/*M!"}) {
    for (const int version : {0, 32302, 50699, 50700, 80000, here, here + 1, 99998, 99999, 100000,
                              100100, 110000, 999999}) {
      const std::string sql =
          "SELECT 1 " + mark + (version == 0 ? "" : std::to_string(version)) + " + 1 */ + 10";
      CAPTURE(sql);
      const std::string left_out =
          "SELECT 1 /*" + std::string(mark.size() - 2, ' ') + sql.substr(9 + mark.size());
      const auto read = sql::text_on(sql, own);
      const bool runs = db->query(sql).values[0][0] == "12";
      CHECK(runs == !read.has_value());
      if (read) CHECK(*read == left_out);
    }
  }
}

TEST_CASE("digits that are too few for a version are code themselves") {
  const engine kind = GENERATE(from_range(test::engines_under_test()));
  if (dialect_of(kind) != dialect::mysql) return;
  const auto db = open(test::shared_server(kind).admin_url());
  CHECK(db->query("SELECT 1+ /*!5000 */").values[0][0] == "5001");
  const auto tokens = sql::lex("/*!5000 */", dialect::mysql);
  CHECK(std::any_of(tokens.begin(), tokens.end(),
                    [](const sql::token& t) { return t.what == sql::kind::number; }));
}

TEST_CASE("the server version is read") {
  const engine kind = GENERATE(from_range(test::engines_under_test()));
  CAPTURE(engine_name(kind));
  const auto db = open(test::shared_server(kind).create_database());
  CHECK(db->server().kind == kind);
  CHECK(db->server().major >= 3);
  const char* own = kind == engine::postgres ? "SHOW server_version"
                    : kind == engine::sqlite ? "SELECT sqlite_version()"
                                             : "SELECT VERSION()";
  const std::string shown = single(*db, own).value();
  CHECK(shown.find(std::to_string(db->server().major) + "." + std::to_string(db->server().minor)) ==
        0);
}
