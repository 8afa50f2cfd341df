#include "dialects/catalog.hpp"
#include "migrator/ledger_schema.hpp"
#include "tests/live/example.hpp"
#include "tests/live/forked.hpp"
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <thread>
#include <unistd.h>

/// Signals, and two of us at once.
namespace sluice::test {

namespace {

void make_expanded(const example_project& p, int users, const std::string& hints) {
  const std::string file = "migrations/20260301120000_rename_full_name/migrate.sql";
  std::string text = p.folder().read(file);
  text.replace(text.find("name=display_name"), 17, "name=display_name " + hints);
  p.folder().write(file, text);
  p.expect(0, words("up --to create_users"));
  p.store_users(users);
  p.expect(0, words("release record web@1 --queries releases/web@1"));
  p.expect(0, words("release live web@1"));
  p.expect(12, words("up"));
}

/// Until a session of the server waits for a lock, for at most ten seconds.
bool somebody_waits(session& db) {
  const std::string sql =
      db.server().kind == engine::postgres
          ? "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
          : "SELECT count(*) FROM information_schema.processlist WHERE state LIKE 'Waiting for "
            "table%'";
  for (int i = 0; i < 500; ++i) {
    if (db.query(sql).values.at(0).at(0) != "0") return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return false;
}

}  // namespace

TEST_CASE("a signal ends a backfill after its batch, and the next run goes on", "[interruption]") {
  for (const engine kind : engines_under_test()) {
    for (const int number : {SIGINT, SIGTERM}) {
      DYNAMIC_SECTION(engine_name(kind) << " signal " << number) {
        example_project p(kind, shared_server(kind).create_database());
        make_expanded(p, 600, "batch=5 target=1ms");
        forked_command run(p, words("backfill run"), [number](int calls) {
          if (calls != 90) return;
          ::kill(::getpid(), number);
          std::this_thread::sleep_for(std::chrono::milliseconds(100));
        });
        const command_result r = run.finish();
        INFO(r.out << r.err);
        CHECK(r.code == 12);
        CHECK(has(r.err, "stopped after batch"));
        CHECK(has(r.err, "'sluice backfill run' goes on"));
        const std::string filled =
            one(p.url(), "SELECT count(*) FROM users WHERE display_name IS NOT NULL");
        CHECK(filled != "0");
        CHECK(filled != "600");
        p.expect(0, words("backfill run"));
        CHECK(one(p.url(), "SELECT count(*) FROM users WHERE display_name = full_name") == "600");
      }
    }
  }
}

TEST_CASE("a signal while a step waits for a lock applies nothing", "[interruption][server]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      p.expect(0, words("up --to create_users"));
      p.expect(0, words("release record web@1 --queries releases/web@1"));
      p.expect(0, words("release live web@1"));
      p.folder().write("sluice.toml", "lock_timeout = \"60s\"\n");
      const auto holder = open(p.url());
      if (kind == engine::postgres) {
        holder->begin();
        holder->execute("LOCK TABLE users IN ACCESS EXCLUSIVE MODE");
      } else {
        holder->execute("LOCK TABLES users WRITE");
      }
      const auto watcher = open(shared_server(kind).admin_url());
      forked_command up(p, words("up"));
      REQUIRE(somebody_waits(*watcher));
      up.send_signal(SIGINT);
      const command_result r = up.finish();
      INFO(r.out << r.err);
      CHECK(r.code == 12);
      if (kind == engine::postgres)
        holder->rollback();
      else
        holder->execute("UNLOCK TABLES");
      CHECK_THROWS_AS(open(p.url())->query("SELECT display_name FROM users"), text::database_error);
      p.expect(12, words("up"));
      CHECK(one(p.url(), "SELECT count(display_name) FROM users") == "0");
    }
  }
}

TEST_CASE("of two runs at once each step is applied by one", "[interruption]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      for (int round = 0; round < 4; ++round) {
        example_project p(kind, shared_server(kind).create_database());
        p.folder().write("migrations/20260102000000_seed.sql",
                         "INSERT INTO users (email, full_name) VALUES ('a@example.com', 'A');\n");
        forked_command first(p, words("up --wait 30s"));
        forked_command second(p, words("up --wait 30s"));
        const command_result a = first.finish();
        const command_result b = second.finish();
        INFO(a.out << a.err << b.out << b.err);
        CHECK(a.code == 0);
        CHECK(b.code == 0);
        CHECK(one(p.url(), "SELECT count(*) FROM users") == "1");
        CHECK(has(a.out, "create_users/expand") != has(b.out, "create_users/expand"));
      }
    }
  }
}

TEST_CASE("a runner that does not wait says who works here", "[interruption]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      make_expanded(p, 5, "");
      const auto holder = open(p.url());
      REQUIRE(try_native_lock(*holder));
      const std::string runner = migrator::ledger_table(holder->sql_dialect(), "runner");
      holder->execute(fmt::format("UPDATE {} SET holder = ?", runner), {holder->connection_id()});
      for (const char* line : {"up", "verify rename_full_name", "contract rename_full_name",
                               "release standby web@1"}) {
        // A verify that is not its turn yet asks for no lock.
        if (std::string(line).starts_with("verify")) p.expect(0, words("backfill run"));
        const command_result r = p.run(words(line));
        INFO(line << "\n" << r.out << r.err);
        CHECK(r.code == 14);
        CHECK(has(r.err, "another Sluice works on this database"));
      }
      release_native_lock(*holder);
      holder->execute(fmt::format("UPDATE {} SET holder = ''", runner));
      p.expect(0, words("verify rename_full_name"));
    }
  }
}

}  // namespace sluice::test
