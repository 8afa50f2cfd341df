#include "dialects/catalog.hpp"
#include "migrator/ledger_schema.hpp"
#include "phases/change.hpp"
#include "tests/live/example.hpp"
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <map>

/// What an interrupted run of a step leaves behind, statement by statement.
namespace sluice::test {

namespace {

constexpr const char* change_id = "20260102000000_more";

/// A project with the table users, and a change whose statements run one by one.
struct journal_project : example_project {
  explicit journal_project(engine of) : example_project(of, shared_server(of).create_database()) {
    expect(0, words("up --to create_users"));
  }

  void write(const std::vector<std::string>& statements) const {
    std::string text = "-- sluice:no-transaction\n";
    for (const std::string& s : statements) text += s + ";\n";
    folder().write(fmt::format("migrations/{}.sql", change_id), text);
  }

  /// As a run leaves it that died while the server worked on the statement.
  void leave_intent(std::size_t ordinal, const std::string& statement) const {
    const auto db = open(url());
    const dialect d = db->sql_dialect();
    const auto store = [&](std::size_t n, const std::string& text, const char* state) {
      db->execute(fmt::format("INSERT INTO {} (change_id, phase, ordinal, statement_hash, state, "
                              "connection_id, written_at, evidence) VALUES (?, 'expand', ?, ?, ?, "
                              "'0', '', '')",
                              migrator::ledger_table(d, "journal")),
                  {change_id, std::to_string(n), phases::statement_hash(text, d), state});
    };
    store(ordinal, statement, "intent");
    db->execute(fmt::format("INSERT INTO {} (change_id, phase, state, checksum, transactional, "
                            "statements_done, statements_total, started_at, finished_at, actor, "
                            "tool_version, error) VALUES (?, 'expand', 'running', '', 0, 0, 1, "
                            "'', '', '', '', '')",
                            migrator::ledger_table(d, "steps")),
                {change_id});
  }
};

std::string create_trigger(engine kind) {
  switch (kind) {
    case engine::postgres:
      return "CREATE TRIGGER more AFTER DELETE ON users FOR EACH ROW EXECUTE FUNCTION "
             "suppress_redundant_updates_trigger()";
    case engine::sqlite:
      return "CREATE TRIGGER more AFTER DELETE ON users BEGIN DELETE FROM users WHERE id = -1; END";
    case engine::mysql:
    case engine::mariadb:
      break;
  }
  return "CREATE TRIGGER more AFTER DELETE ON users FOR EACH ROW SET @gone = 1";
}

/// Statements that the catalogue can tell about.
std::map<std::string, std::string> visible_statements(engine kind) {
  return {
      {"table", "CREATE TABLE more (id integer PRIMARY KEY)"},
      {"column", "ALTER TABLE users ADD COLUMN more varchar(20)"},
      {"trigger", create_trigger(kind)},
      {"index", "CREATE INDEX more ON users (full_name)"},
      {"view", "CREATE VIEW more AS SELECT id FROM users"},
  };
}

/// One that leaves no trace that Sluice knows of, and a way to see whether it ran.
struct hidden {
  std::string statement, probe, before, after;
};
hidden hidden_statement(engine kind) {
  if (kind == engine::postgres)
    return {
        "-- sluice:allow contract-in-expand reason=\"numbers with gaps\"\n"
        "ALTER SEQUENCE users_id_seq INCREMENT BY 7",
        "SELECT seqincrement FROM pg_sequence WHERE seqrelid = 'users_id_seq'::regclass", "1", "7"};
  if (kind == engine::sqlite) return {};
  return {
      "-- the model does not hold it\n"
      "ALTER TABLE users COMMENT = 'seen'",
      "SELECT table_comment FROM information_schema.tables WHERE table_schema = database() "
      "AND table_name = 'users'",
      "", "seen"};
}

std::string bare(const std::string& statement) {
  return statement.substr(statement.find('\n') + 1);
}

}  // namespace

TEST_CASE("the catalogue tells of every visible statement whether it had run",
          "[journal_recovery]") {
  for (const engine kind : engines_under_test()) {
    for (const auto& [name, statement] : visible_statements(kind)) {
      for (const bool took_effect : {true, false}) {
        DYNAMIC_SECTION(engine_name(kind) << ": " << name << (took_effect ? " had" : " had not")) {
          const journal_project p(kind);
          p.write({statement, "CREATE TABLE last_one (id integer)"});
          const journal_project undisturbed(kind);
          undisturbed.write({statement, "CREATE TABLE last_one (id integer)"});
          undisturbed.expect(0, words("up --to more"));

          p.leave_intent(1, statement);
          if (took_effect) open(p.url())->execute(statement);
          CHECK(has(p.run(words("status")).out, "begun statement 1 of more/expand"));
          const command_result r = p.run(words("up --to more"));
          INFO(r.out << r.err);
          CHECK(r.code == 0);
          CHECK(has(r.err, "statement 1 had been applied before the interruption (") ==
                took_effect);
          CHECK(schema::dump(read_model(*open(p.url()))) ==
                schema::dump(read_model(*open(undisturbed.url()))));
          CHECK(events_of(p.url(), "step-applied") == "2");
          CHECK(has(p.run(words("up --to more")).out, "Everything is applied."));
        }
      }
    }
  }
}

TEST_CASE("an index build that was cut off is dropped and made again",
          "[journal_recovery][server]") {
  for (const engine kind : engines_under_test()) {
    if (kind != engine::postgres) continue;
    const journal_project p(kind);
    const std::string build = "CREATE UNIQUE INDEX CONCURRENTLY more ON users (full_name)";
    const std::string statement =
        "-- sluice:allow add-unique reason=\"names are unique\"\n" + build;
    p.write({statement, "CREATE TABLE last_one (id integer)"});
    // Two rows of one name leave the index that the build began, and it is invalid.
    const auto db = open(p.url());
    db->execute("INSERT INTO users (email, full_name) VALUES ('a', 'x'), ('b', 'x')");
    CHECK_THROWS_AS(db->execute(build), text::database_error);
    const auto valid = [&] {
      return one(p.url(), "SELECT indisvalid FROM pg_index WHERE indexrelid = 'more'::regclass");
    };
    REQUIRE(valid() == "f");
    db->execute("DELETE FROM users WHERE email = 'b'");
    p.leave_intent(1, build);
    const command_result r = p.run(words("up --to more"));
    INFO(r.out << r.err);
    CHECK(r.code == 0);
    CHECK(has(r.err, "dropping \"more\", the invalid remnant of an interrupted index build"));
    CHECK(valid() == "t");
    CHECK(one(p.url(), "SELECT count(*) FROM last_one") == "0");
  }
}

TEST_CASE("what leaves no trace is asked for, and each answer is taken",
          "[journal_recovery][server]") {
  for (const engine kind : engines_under_test()) {
    for (const bool was_done : {true, false}) {
      DYNAMIC_SECTION(engine_name(kind) << (was_done ? ": done" : ": not done")) {
        const journal_project p(kind);
        const hidden h = hidden_statement(kind);
        p.write({h.statement, "CREATE TABLE last_one (id integer)"});
        p.leave_intent(1, bare(h.statement));
        const std::string before = state_of(p.url());
        for (int attempt = 0; attempt < 2; ++attempt) {
          const command_result asked = p.run(words("up --to more"));
          INFO(asked.out << asked.err);
          CHECK(asked.code == 11);
          CHECK(has(asked.err,
                    "20260102000000_more.sql:3: an earlier run was interrupted at "
                    "statement 1 of more/expand"));
          CHECK(has(asked.err, "sluice resolve more/expand 1 done|not-done --reason TEXT"));
          CHECK(state_of(p.url()) == before);
        }
        CHECK(p.run(words("resolve more/expand 1 perhaps --reason x")).code == 2);
        CHECK(p.run(words("resolve more/expand 9 done --reason x")).code == 2);
        CHECK(p.run(words("resolve more/contract 1 done --reason x")).code == 2);
        CHECK(state_of(p.url()) == before);
        p.expect(0, words(fmt::format("resolve more/expand 1 {} --reason looked",
                                      was_done ? "done" : "not-done")));
        p.expect(0, words("up --to more"));
        // What the human said counts: done is not done again.
        CHECK(one(p.url(), h.probe) == (was_done ? h.before : h.after));
        CHECK(one(p.url(), "SELECT count(*) FROM last_one") == "0");
        CHECK(events_of(p.url(), "statement-resolved") == "1");
        CHECK(p.run(words("resolve more/expand 1 done --reason again")).code == 2);
      }
    }
  }
}

TEST_CASE("an interrupted statement that was edited since is not guessed at",
          "[journal_recovery]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      const journal_project p(kind);
      p.write({"CREATE TABLE more (id integer PRIMARY KEY, edited integer)"});
      p.leave_intent(1, "CREATE TABLE more (id integer PRIMARY KEY)");
      const std::string before = state_of(p.url());
      const command_result r = p.run(words("up --to more"));
      INFO(r.out << r.err);
      CHECK(r.code == 1);
      CHECK(has(r.err, "statement 1 was applied with another text"));
      CHECK(has(r.err, "bring back the text"));
      CHECK(state_of(p.url()) == before);
      // A statement fewer than were applied is an edit too.
      p.write({"CREATE TABLE more (id integer PRIMARY KEY)"});
      open(p.url())->execute(
          fmt::format("UPDATE {} SET ordinal = 2",
                      migrator::ledger_table(open(p.url())->sql_dialect(), "journal")));
      CHECK(has(p.run(words("up --to more")).err, "statement 2 was applied with another text"));
      CHECK(schema::dump(read_model(*open(p.url()))).find("more") == std::string::npos);
    }
  }
}

TEST_CASE("a step that goes on sets its session again first", "[journal_recovery][server]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      const journal_project p(kind);
      const bool postgres = kind == engine::postgres;
      // Without the setting the last row would refer to nobody, or be read as another number.
      const std::string setting =
          postgres ? "SET DateStyle = 'ISO, DMY'" : "SET SESSION foreign_key_checks = 0";
      const std::string table =
          postgres ? "CREATE TABLE more (id integer PRIMARY KEY, day date)"
                   : "CREATE TABLE more (id integer PRIMARY KEY, user_id bigint, FOREIGN KEY "
                     "(user_id) REFERENCES users (id))";
      const std::string row = postgres ? "INSERT INTO more (id, day) VALUES (1, '03.02.2026')"
                                       : "INSERT INTO more (id, user_id) VALUES (1, 99)";
      p.write({setting, table, "INSERT INTO more (no_such_column) VALUES (1)", row});
      const command_result failed = p.run(words("up --to more"));
      INFO(failed.out << failed.err);
      CHECK(failed.code == 1);
      CHECK(has(failed.err, "20260102000000_more.sql:4:"));
      CHECK(has(failed.err, "2 of 4 statements of this step are applied"));
      CHECK(has(failed.err, "mend this statement"));
      p.write({setting, table, row});
      const command_result r = p.run(words("up --to more"));
      INFO(r.out << r.err);
      CHECK(r.code == 0);
      CHECK(one(p.url(), "SELECT count(*) FROM more") == "1");
      if (postgres) CHECK(one(p.url(), "SELECT day FROM more") == "2026-02-03");
    }
  }
}

}  // namespace sluice::test
