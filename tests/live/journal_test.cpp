#include "migrator/ledger_schema.hpp"
#include "phases/change.hpp"
#include "tests/live/example.hpp"
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

/// Steps that cannot be one transaction.
namespace sluice::test {

namespace {

/// As a run leaves it that was killed while the server worked on the statement.
void leave_intent(const example_project& p, const std::string& change, std::size_t ordinal,
                  const std::string& statement) {
  const auto db = open(p.url());
  const dialect d = db->sql_dialect();
  db->execute(
      fmt::format("INSERT INTO {} (change_id, phase, ordinal, statement_hash, state, "
                  "connection_id, written_at, evidence) VALUES (?, 'expand', ?, ?, 'intent', "
                  "'0', '', '')",
                  migrator::ledger_table(d, "journal")),
      {change, std::to_string(ordinal), phases::statement_hash(statement, d)});
  db->execute(
      fmt::format(
          "INSERT INTO {} (change_id, phase, state, checksum, transactional, "
          "statements_done, statements_total, started_at, finished_at, actor, tool_version, "
          "error) VALUES (?, 'expand', 'running', '', 0, 0, 1, '', '', '', '', '')",
          migrator::ledger_table(d, "steps")),
      {change});
}

}  // namespace

TEST_CASE("statement by statement, a failed step goes on where it failed", "[journal]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      p.expect(0, words("up --to create_users"));
      const std::string file = "migrations/20260102000000_notes.sql";
      p.folder().write(file,
                       "-- sluice:no-transaction\n"
                       "CREATE TABLE notes (id integer PRIMARY KEY);\n"
                       "INSERT INTO notes (id) VALUES (1);\n"
                       "INSERT INTO notes (id) VALUES (1);\n"
                       "CREATE TABLE remarks (id integer PRIMARY KEY);\n");
      const command_result failed = p.expect(1, words("up --to notes"));
      CHECK(has(failed.err, "20260102000000_notes.sql:4:"));
      CHECK(has(failed.err, "2 of 4 statements of this step are applied"));
      CHECK(one(p.url(), "SELECT count(*) FROM notes") == "1");

      p.folder().write(file,
                       "-- sluice:no-transaction\n"
                       "CREATE TABLE notes (id integer PRIMARY KEY);\n"
                       "INSERT INTO notes (id) VALUES (7);\n"
                       "INSERT INTO notes (id) VALUES (2);\n");
      const command_result edited = p.expect(1, words("up --to notes"));
      CHECK(has(edited.err, "statement 2 was applied with another text"));

      p.folder().write(file,
                       "-- sluice:no-transaction\n"
                       "CREATE TABLE notes (id integer PRIMARY KEY);\n"
                       "INSERT INTO notes (id) VALUES (1); -- a comment is no edit\n"
                       "INSERT INTO notes (id) VALUES (2);\n"
                       "CREATE TABLE remarks (id integer PRIMARY KEY);\n");
      p.expect(0, words("up --to notes"));
      CHECK(one(p.url(), "SELECT count(*) FROM notes") == "2");
      CHECK(one(p.url(), "SELECT count(*) FROM remarks") == "0");
    }
  }
}

TEST_CASE("an interrupted statement is judged by the catalogue", "[journal]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      for (const bool took_effect : {true, false}) {
        example_project p(kind, shared_server(kind).create_database());
        p.expect(0, words("up --to create_users"));
        const std::string statement = "ALTER TABLE users ADD COLUMN nick varchar(20)";
        p.folder().write("migrations/20260102000000_nick.sql",
                         "-- sluice:no-transaction\n" + statement + ";\n");
        leave_intent(p, "20260102000000_nick", 1, statement);
        if (took_effect) open(p.url())->execute(statement);
        const command_result r = p.run(words("up --to nick"));
        INFO(r.out << r.err);
        CHECK(r.code == 0);
        CHECK(has(r.err, "had been applied before the interruption") == took_effect);
        CHECK(one(p.url(), "SELECT count(nick) FROM users") == "0");
      }
    }
  }
}

TEST_CASE("what the catalogue cannot tell is asked for, and resolve answers", "[journal]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      p.expect(0, words("up --to create_users"));
      const std::string statement = "INSERT INTO users (email) VALUES ('once@example.com')";
      p.folder().write("migrations/20260102000000_once.sql",
                       "-- sluice:no-transaction\n" + statement + ";\n");
      leave_intent(p, "20260102000000_once", 1, statement);
      const command_result asked = p.expect(11, words("up --to once"));
      CHECK(has(asked.err, "does not tell whether it took effect"));
      CHECK(has(asked.err, "sluice resolve once/expand 1 done|not-done"));
      CHECK(has(p.run(words("status")).out, "begun statement 1 of once/expand"));
      CHECK(p.run(words("resolve once/expand 2 done --reason looked")).code == 2);
      p.expect(0, words("resolve once/expand 1 not-done --reason looked"));
      p.expect(0, words("up --to once"));
      CHECK(one(p.url(), "SELECT count(*) FROM users") == "1");
      CHECK(has(p.run(words("events")).out, "not done: looked"));
    }
  }
}

TEST_CASE("an index build that failed leaves nothing in the way", "[journal][server]") {
  for (const engine kind : engines_under_test()) {
    if (kind != engine::postgres) {
      CHECK(kind != engine::sqlite);
      continue;
    }
    example_project p(kind, shared_server(kind).create_database());
    p.expect(0, words("up --to create_users"));
    open(p.url())->execute("INSERT INTO users (email, full_name) VALUES ('a', 'x'), ('b', 'x')");
    p.folder().write("migrations/20260102000000_unique.sql",
                     "-- sluice:allow add-unique reason=\"names are unique by now\"\n"
                     "CREATE UNIQUE INDEX CONCURRENTLY users_full_name ON users (full_name);\n");
    const command_result failed = p.expect(1, words("up --to unique"));
    CHECK(has(failed.err, "0 of 1 statements of this step are applied"));
    CHECK(one(p.url(),
              "SELECT indisvalid FROM pg_index WHERE indexrelid = "
              "'users_full_name'::regclass") == "f");
    open(p.url())->execute("UPDATE users SET full_name = 'y' WHERE email = 'b'");
    const command_result again = p.expect(0, words("up --to unique"));
    CHECK(has(again.err, "the invalid remnant of an interrupted index build"));
    CHECK(one(p.url(),
              "SELECT indisvalid FROM pg_index WHERE indexrelid = "
              "'users_full_name'::regclass") == "t");
  }
}

TEST_CASE("no value of a row is stored when a statement fails on it", "[journal]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      p.expect(0, words("up --to create_users"));
      const auto db = open(p.url());
      for (const char* email : {"secret-a@example.com", "secret-b@example.com"}) {
        db->execute("INSERT INTO users (email, full_name) VALUES (?, 'secret-name')", {email});
      }
      p.folder().write("migrations/20260102000000_one_name.sql",
                       "-- sluice:no-transaction\n"
                       "CREATE TABLE names (name varchar(80) PRIMARY KEY);\n"
                       "INSERT INTO names (name) SELECT full_name FROM users;\n");
      const command_result failed = p.expect(1, words("up --to one_name"));
      CHECK(has(failed.err, "20260102000000_one_name.sql:3:"));
      for (const char* table : {"steps", "journal", "events"}) {
        const rows kept = db->query(
            fmt::format("SELECT * FROM {}", migrator::ledger_table(db->sql_dialect(), table)));
        CHECK_FALSE(kept.empty());
        for (const auto& row : kept.values) {
          for (const value& cell : row) CHECK_FALSE(has(cell.value_or(""), "secret"));
        }
      }
    }
  }
}

}  // namespace sluice::test
