#include "tests/live/example.hpp"

#include "tests/live/counting_session.hpp"
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace sluice::test {

namespace {

constexpr int users = 2'500;

/// Releases recorded, the first live, expand applied.
void begin_example(const example_project& p, int count) {
  p.expect(0, words("up --to create_users"));
  p.store_users(count);
  p.expect(0, words("release record web@1 --queries releases/web@1"));
  p.expect(0, words("release live web@1"));
  p.expect(12, words("up"));
}

/// Writes a difference past the sync trigger.
void disagree(const example_project& p, const std::string& assignment) {
  const auto db = open(p.url());
  const std::string update = fmt::format("UPDATE users SET {} WHERE id = 7", assignment);
  switch (p.kind()) {
    case engine::postgres:
      db->execute("ALTER TABLE users DISABLE TRIGGER users_name_sync");
      db->execute(update);
      db->execute("ALTER TABLE users ENABLE TRIGGER users_name_sync");
      return;
    case engine::sqlite: {
      const rows t = db->query("SELECT sql FROM sqlite_master WHERE name = 'users_name_update'");
      db->execute("DROP TRIGGER users_name_update");
      db->execute(update);
      db->execute(*t.values.at(0).at(0));
      return;
    }
    case engine::mysql:
    case engine::mariadb:
      break;
  }
  const rows t = db->query("SHOW CREATE TRIGGER users_name_update");
  db->execute("DROP TRIGGER users_name_update");
  db->execute(update);
  db->execute(*t.values.at(0).at(2));
}

}  // namespace

TEST_CASE("the worked example goes through all its phases", "[example]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      p.set_bake("2s");
      p.expect(0, words("up --to create_users"));
      p.store_users(users);
      p.expect(0, words("release record web@1 --queries releases/web@1"));
      p.expect(0, words("release live web@1"));

      const command_result up = p.expect(12, words("up"));
      CHECK(has(up.out, "applied  rename_full_name/expand"));
      CHECK(has(up.out, "Stopped before rename_full_name/contract"));
      CHECK(one(p.url(), "SELECT count(*) FROM users WHERE display_name IS NOT NULL") == "0");

      const command_result filled = p.expect(0, words("backfill run"));
      CHECK(has(filled.out, "2,500 rows changed"));
      CHECK(one(p.url(), "SELECT count(*) FROM users WHERE display_name = full_name") == "2500");

      disagree(p, "display_name = 'Secret Name'");
      const command_result wrong = p.expect(10, words("verify rename_full_name"));
      CHECK(has(wrong.out, "1 row where none was expected (id=7)"));
      CHECK(!has(wrong.out + wrong.err, "Secret Name"));
      p.expect(10, words("up"));
      disagree(p, "display_name = full_name");
      p.expect(0, words("verify rename_full_name"));

      p.expect(0, words("release record web@2 --queries releases/web@2"));
      p.expect(0, words("release live web@2"));
      p.expect(0, words("release standby web@1"));
      const command_result back = p.expect(0, words("gate rollback --from web@2 --to web@1"));
      CHECK(has(back.out, "SAFE"));
      CHECK(has(back.out, "until: rename_full_name/contract"));

      const command_result no = p.expect(10, words("gate contract rename_full_name"));
      CHECK(has(no.out, "UNSAFE"));
      CHECK(has(no.out, "SELECT id, email, full_name FROM users"));
      CHECK(has(no.out, "users.sql:2"));
      p.expect(10, words("contract rename_full_name"));
      p.expect(12, words("up"));

      p.expect(0, words("release retire web@1"));
      const command_result bake = p.expect(12, words("gate contract rename_full_name"));
      CHECK(has(bake.out, "BAKE_TIME"));
      p.expect(0, words("contract rename_full_name --wait 30s"));

      const command_result closed = p.expect(10, words("gate rollback --from web@2 --to web@1"));
      CHECK(has(closed.out, "closed by: rename_full_name/contract"));
      p.expect(0, words("up"));
      CHECK(one(p.url(), "SELECT count(display_name) FROM users") == "2500");
      CHECK_THROWS_AS(open(p.url())->query("SELECT full_name FROM users"), text::database_error);
    }
  }
}

TEST_CASE("the gate's answers are one JSON document each", "[example]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      begin_example(p, 10);
      p.expect(0, words("backfill run"));
      p.expect(0, words("verify rename_full_name"));
      p.expect(0, words("release record web@2 --queries releases/web@2"));
      const auto rollback = nlohmann::json::parse(
          p.expect(0, words("gate rollback --from web@2 --to web@1 --json")).out);
      CHECK(rollback["verdict"] == "safe");
      CHECK(rollback["loss"] == "none");
      CHECK(rollback["closes_at"]["step"] == "rename_full_name/contract");
      CHECK(rollback["reasons"].empty());
      const auto contract =
          nlohmann::json::parse(p.expect(10, words("gate contract rename_full_name --json")).out);
      CHECK(contract["verdict"] == "unsafe");
      REQUIRE(contract["reasons"].size() == 3);
      for (const auto& reason : contract["reasons"]) {
        CHECK(reason["release"] == "web@1");
        CHECK(reason["code"] == "STATEMENT_BREAKS");
      }
    }
  }
}

TEST_CASE("up finishes a contract by itself once the gate is open", "[example]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      begin_example(p, 10);
      p.expect(0, words("backfill run"));
      p.expect(0, words("release record web@2 --queries releases/web@2"));
      p.expect(0, words("release live web@2"));
      p.expect(0, words("release retire web@1"));
      const command_result up = p.expect(0, words("up"));
      CHECK(has(up.out, "applied  rename_full_name/verify"));
      CHECK(has(up.out, "applied  rename_full_name/contract"));
      CHECK(has(p.expect(0, words("up")).out, "Everything is applied."));
    }
  }
}

TEST_CASE("a contract statement in an expand file is refused and nothing is applied", "[example]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      p.expect(0, words("up --to create_users"));
      p.folder().write(
          "migrations/20260201000000_drop_name.sql",
          "CREATE TABLE notes (id integer);\n\nALTER TABLE users DROP COLUMN full_name;\n");
      const command_result lint = p.expect(10, words("lint"));
      CHECK(has(lint.out, "20260201000000_drop_name.sql:3:"));
      CHECK(has(lint.out, "drop-column"));
      const std::string before = state_of(p.url());
      const command_result up = p.expect(10, words("up"));
      CHECK(has(up.out, "20260201000000_drop_name.sql:3:"));
      CHECK(has(up.out, "Nothing was applied."));
      CHECK(state_of(p.url()) == before);
    }
  }
}

TEST_CASE("a fresh database takes all steps of all changes in order", "[example]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      const command_result up = p.expect(0, words("up"));
      CHECK(has(up.out, "applied  rename_full_name/contract"));
      CHECK(one(p.url(), "SELECT count(*) FROM users") == "0");
    }
  }
}

TEST_CASE("a database with tables and no ledger is not taken for a fresh one", "[example]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      open(p.url())->execute("CREATE TABLE somebody_elses (id integer PRIMARY KEY)");
      const command_result up = p.expect(12, words("up"));
      CHECK(has(up.out, "held     rename_full_name/migrate"));
      p.expect(0, words("backfill run"));
      const command_result held = p.expect(11, words("up"));
      CHECK(has(held.out, "no release is recorded"));
      p.expect(0, words("up --nothing-runs"));
    }
  }
}

TEST_CASE("up with nothing to do asks the database a few questions and no more", "[example]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      begin_example(p, 10);
      p.expect(0, words("backfill run"));
      p.expect(0, words("release record web@2 --queries releases/web@2"));
      p.expect(0, words("release live web@2"));
      p.expect(0, words("release retire web@1"));
      p.expect(0, words("up"));
      int connections = 0;
      int calls = 0;
      const command_result r = p.run(words("up"), [&](const connection_target& target) {
        ++connections;
        return std::unique_ptr<session>(
            std::make_unique<counting_session>(connect(target), [&calls] { ++calls; }));
      });
      CHECK(r.code == 0);
      CHECK(connections == 1);
      CHECK(calls <= 7);
    }
  }
}

// The engines take the old text and answer something else.
TEST_CASE("up and lint judge an expand step by what a live release runs", "[example]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      const example_project p(kind, shared_server(kind).create_database());
      begin_example(p, 1);
      p.folder().write("migrations/20260401000000_notes.sql",
                       "CREATE TABLE notes (id integer PRIMARY KEY, user_id integer);\n");
      p.expect(12, words("up"));
      p.folder().write("releases/jobs@1/notes.sql",
                       "SELECT count(*) FROM users WHERE EXISTS (SELECT 1 FROM notes\n"
                       "  WHERE notes.user_id = users.id AND email IS NOT NULL);\n");
      p.expect(0, words("release record jobs@1 --queries releases/jobs@1"));
      p.expect(0, words("release live jobs@1"));
      p.folder().write("migrations/20260402000000_notes_email.sql",
                       "ALTER TABLE notes ADD COLUMN email varchar(100);\n");
      for (const char* command : {"lint", "up"}) {
        const command_result r = p.expect(10, words(command));
        CHECK(has(r.out + r.err, "error[release-statement-changes-meaning]"));
        CHECK(has(r.out + r.err, "notes.sql:1 of jobs@1 is hurt"));
      }
      p.expect(0, words("release retire jobs@1"));
      const command_result up = p.expect(12, words("up"));
      CHECK(has(up.out, "applied  notes_email/expand"));
    }
  }
}

TEST_CASE("a backfill works on text and composite keys and from small batches", "[backfill]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      const std::string url = shared_server(kind).create_database();
      example_project p(kind, url);
      const auto db = open(url);
      db->execute(
          "CREATE TABLE scores (team varchar(20) NOT NULL, player integer NOT NULL, "
          "points integer, PRIMARY KEY (team, player))");
      db->begin();
      for (int i = -60; i < 60; ++i)
        db->execute("INSERT INTO scores (team, player, points) VALUES (?, ?, ?)",
                    {i % 3 == 0   ? "it's"
                     : i % 3 == 1 ? "a\\b"
                                  : "\xC3\xA4\xC3\xB6",
                     std::to_string(i), std::to_string(i)});
      db->commit();
      p.folder().write("migrations/20260401000000_double_points/expand.sql",
                       "ALTER TABLE scores ADD COLUMN doubled integer;\n");
      p.folder().write("migrations/20260401000000_double_points/migrate.sql",
                       "-- sluice:allow backfill-before-sync reason=\"nobody writes scores\"\n"
                       "-- sluice:backfill name=doubled batch=7\n"
                       "UPDATE scores SET doubled = points * 2 WHERE doubled IS NULL;\n");
      p.run(words("up"));
      const command_result r = p.expect(0, words("backfill run doubled"));
      CHECK(has(r.out, "120 rows changed"));
      CHECK(one(url, "SELECT count(*) FROM scores WHERE doubled = points * 2") == "120");
    }
  }
}

}  // namespace sluice::test
