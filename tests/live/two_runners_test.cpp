#include "migrator/ledger_schema.hpp"
#include "tests/live/example.hpp"
#include "tests/live/forked.hpp"
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <csignal>
#include <filesystem>
#include <thread>

/// Two of us at the same moment, on one target.
namespace sluice::test {

namespace {

constexpr int rounds = 10;

/// Three changes: a table, a table that is filled, and one whose statements run one by one.
void write_three_changes(const example_project& p) {
  std::filesystem::remove_all(p.folder() / "migrations/20260301120000_rename_full_name");
  p.folder().write("migrations/20260102000000_seed.sql",
                   "CREATE TABLE seeds (id integer PRIMARY KEY, x integer);\n"
                   "INSERT INTO seeds (id, x) VALUES (1, 1);\n"
                   "INSERT INTO seeds (id, x) VALUES (2, 1);\n");
  p.folder().write("migrations/20260103000000_single.sql",
                   "-- sluice:no-transaction\n"
                   "CREATE TABLE singles (x integer);\n"
                   "INSERT INTO singles (x) VALUES (1);\n");
}

void check_built_once(const example_project& p) {
  CHECK(one(p.url(), "SELECT count(*) FROM seeds") == "2");
  CHECK(one(p.url(), "SELECT count(*) FROM singles") == "1");
  CHECK(events_of(p.url(), "step-applied") == "3");
  CHECK(events_of(p.url(), "step-failed") == "0");
}

int applied_by(const command_result& r) {
  int out = 0;
  for (std::size_t at = r.out.find("applied  "); at != std::string::npos;
       at = r.out.find("applied  ", at + 1))
    ++out;
  return out;
}

/// Within ten seconds.
bool appears(const std::filesystem::path& file) {
  for (int i = 0; i < 2'000 && !std::filesystem::exists(file); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  return std::filesystem::exists(file);
}

}  // namespace

TEST_CASE("two runs on an empty database: one works and the other waits", "[two_runners]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      for (int round = 0; round < rounds; ++round) {
        const example_project p(kind, shared_server(kind).create_database());
        write_three_changes(p);
        forked_command first(p, words("up --wait 30s"));
        forked_command second(p, words("up --wait 30s"));
        const command_result a = first.finish();
        const command_result b = second.finish();
        INFO("round " << round << "\n" << a.out << a.err << "---\n" << b.out << b.err);
        CHECK(a.code == 0);
        CHECK(b.code == 0);
        CHECK(applied_by(a) + applied_by(b) == 3);
        check_built_once(p);
        drop_database(kind, p.url());
      }
    }
  }
}

TEST_CASE("two runs on an empty database that do not wait: the second ends with 14",
          "[two_runners]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      for (int round = 0; round < rounds; ++round) {
        const example_project p(kind, shared_server(kind).create_database());
        write_three_changes(p);
        forked_command first(p, words("up"));
        forked_command second(p, words("up"));
        const command_result a = first.finish();
        const command_result b = second.finish();
        INFO("round " << round << "\n" << a.out << a.err << "---\n" << b.out << b.err);
        for (const command_result* r : {&a, &b}) {
          // The second may also come when the first has ended.
          CHECK((r->code == 0 || r->code == 14));
          if (r->code == 14) {
            CHECK(has(r->err, "another Sluice works on this database"));
            CHECK(has(r->err, "--wait 5m"));
            CHECK(applied_by(*r) == 0);
          }
        }
        CHECK((a.code == 0 || b.code == 0));
        check_built_once(p);
        drop_database(kind, p.url());
      }
    }
  }
}

TEST_CASE("whoever waited decides by what is there then, not by what was there before",
          "[two_runners]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      p.expect(0, words("up --to create_users"));
      // Stops when it has read that no release is recorded, and before it takes the lock.
      const temp_dir signs;
      forked_command late(p, words("up --nothing-runs --wait 30s"), [&](int calls) {
        if (calls != 7) return;
        signs.write("stops", "");
        ::raise(SIGSTOP);
      });
      REQUIRE(appears(signs / "stops"));
      p.expect(0, words("release record web@1 --queries releases/web@1"));
      p.expect(0, words("release live web@1"));
      late.send_signal(SIGCONT);
      const command_result r = late.finish();
      INFO(r.out << r.err);
      CHECK(r.code == 2);
      CHECK(has(r.err, "--nothing-runs, but releases are recorded"));
      CHECK_THROWS_AS(open(p.url())->query("SELECT display_name FROM users"), text::database_error);
    }
  }
}

TEST_CASE("two backfill workers: every row once, whoever moves it", "[two_runners]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      for (int round = 0; round < rounds / 2; ++round) {
        example_project p(kind, shared_server(kind).create_database());
        std::filesystem::remove_all(p.folder() / "migrations/20260301120000_rename_full_name");
        // An INSERT that runs twice leaves twice the rows.
        p.folder().write("migrations/20260102000000_copy/expand.sql",
                         "CREATE TABLE copies (email varchar(200));\n"
                         "CREATE TABLE notes (x integer);\n");
        p.folder().write("migrations/20260102000000_copy/migrate.sql",
                         "INSERT INTO notes (x) VALUES (1);\n"
                         "-- sluice:allow backfill-before-sync reason=\"nobody writes here\"\n"
                         "-- sluice:backfill name=copies key=id batch=20\n"
                         "INSERT INTO copies (email) SELECT email FROM users;\n"
                         "INSERT INTO notes (x) VALUES (2);\n");
        p.expect(0, words("up --to create_users"));
        p.store_users(200);
        p.expect(0, words("release record web@1"));
        p.expect(0, words("release live web@1"));
        p.expect(12, words("up"));
        forked_command first(p, words("backfill run --wait 30s"));
        forked_command second(p, words("backfill run --wait 30s"));
        const command_result a = first.finish();
        const command_result b = second.finish();
        INFO("round " << round << "\n" << a.out << a.err << "---\n" << b.out << b.err);
        CHECK(a.code == 0);
        CHECK(b.code == 0);
        CHECK(one(p.url(), "SELECT count(*) FROM copies") == "200");
        CHECK(one(p.url(), "SELECT count(DISTINCT email) FROM copies") == "200");
        CHECK(one(p.url(), "SELECT count(*) FROM notes") == "2");
        CHECK(events_of(p.url(), "backfill-done") == "1");
        drop_database(kind, p.url());
      }
    }
  }
}

TEST_CASE("a worker that was taken for dead writes nothing more", "[two_runners]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      p.expect(0, words("up --to create_users"));
      p.store_users(100);
      p.expect(0, words("release record web@1"));
      p.expect(0, words("release live web@1"));
      p.expect(12, words("up"));
      const std::string file = "migrations/20260301120000_rename_full_name/migrate.sql";
      std::string text = p.folder().read(file);
      text.replace(text.find("name=display_name"), 17, "name=display_name batch=5");
      p.folder().write(file, text);
      // Somebody takes the lease while it works, as after a split network.
      const std::string url = p.url();
      bool taken = false;
      forked_command worker(p, words("backfill run"), [&](int calls) {
        if (calls < 40 || taken) return;
        const auto db = open(url);
        set_lock_timeout(*db, std::chrono::milliseconds(5));
        try {
          db->execute(fmt::format("UPDATE {} SET lease_owner = '0', lease_fence = lease_fence + 1",
                                  migrator::ledger_table(db->sql_dialect(), "backfills")));
          taken = true;
        } catch (const text::database_error&) {
          // The worker's own batch holds the row: before its next call, then.
        }
      });
      const command_result r = worker.finish();
      INFO(r.out << r.err);
      CHECK(r.code == 14);
      CHECK(has(r.err, "was taken over by another worker"));
      p.expect(0, words("backfill run"));
      CHECK(one(p.url(), "SELECT count(*) FROM users WHERE display_name = full_name") == "100");
    }
  }
}

}  // namespace sluice::test
