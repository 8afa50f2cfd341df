#include "dialects/catalog.hpp"
#include "tests/live/example.hpp"
#include "tests/live/forked.hpp"
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <functional>
#include <thread>
#include <unistd.h>

/// Ctrl-C, SIGTERM and kill -9 in the middle of things.
namespace sluice::test {

namespace {

using clock = std::chrono::steady_clock;

/// Within fifteen seconds.
bool becomes_true(const std::function<bool()>& condition) {
  const auto deadline = clock::now() + std::chrono::seconds(15);
  while (clock::now() < deadline) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

/// A change that stores a row after an hour.
void write_slow_change(const example_project& p) {
  std::string hour;
  switch (p.kind()) {
    case engine::postgres:
      hour = "SELECT 'slow', CAST(pg_sleep(3600) AS text)";
      break;
    case engine::sqlite:
      hour =
          "SELECT 'slow', count(*) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
          "FROM n) SELECT i FROM n LIMIT 100000000000)";
      break;
    case engine::mysql:
    case engine::mariadb:
      // An interrupted sleep is no error in MySQL; the next row then is.
      hour = "SELECT CONCAT('slow', n), sleep(1800) FROM (SELECT 1 AS n UNION ALL SELECT 2) AS two";
      break;
  }
  p.folder().write(
      "migrations/20260102000000_slow.sql",
      "-- sluice:timeout lock=1s\nINSERT INTO users (email, full_name)\n" + hour + ";\n");
}

/// True once a session works on the statement of write_slow_change().
bool works_on_slow_change(engine kind, session& watcher) {
  switch (kind) {
    case engine::postgres:
      return watcher
                 .query(
                     "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND "
                     "query LIKE 'INSERT INTO users%'")
                 .values[0][0] != "0";
    case engine::sqlite:
      // The writer's lock, and not that of a short write before the statement.
      for (int look = 0; look < 20; ++look) {
        try {
          watcher.begin();
          watcher.rollback();
          return false;
        } catch (const text::database_error&) {
          std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
      }
      return true;
    case engine::mysql:
    case engine::mariadb:
      break;
  }
  return watcher
             .query(
                 "SELECT count(*) FROM information_schema.processlist WHERE state = 'User "
                 "sleep' AND info LIKE 'INSERT INTO users%'")
             .values[0][0] != "0";
}

bool somebody_waits_for_a_row(session& watcher) {
  const char* sql = watcher.server().kind == engine::postgres
                        ? "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
                          "AND query LIKE 'UPDATE users%'"
                        : "SELECT count(*) FROM information_schema.processlist WHERE state LIKE "
                          "'updating' AND info LIKE 'UPDATE users%'";
  return watcher.query(sql).values[0][0] != "0";
}

std::string ending(const example_project& p) {
  return schema::dump(read_model(*open(p.url()))) + one(p.url(), "SELECT count(*) FROM users");
}

}  // namespace

TEST_CASE("a signal ends a statement that takes an hour, and nothing of its step is left",
          "[interrupt]") {
  for (const engine kind : engines_under_test()) {
    for (const int number : {SIGINT, SIGTERM}) {
      DYNAMIC_SECTION(engine_name(kind) << " signal " << number) {
        example_project p(kind, shared_server(kind).create_database());
        p.expect(0, words("up --to create_users"));
        write_slow_change(p);
        const std::string before = ending(p);
        const auto watcher = open(p.url());
        set_lock_timeout(*watcher, std::chrono::milliseconds(1));
        forked_command up(p, words("up --to slow"));
        REQUIRE(becomes_true([&] { return works_on_slow_change(kind, *watcher); }));
        const auto began = clock::now();
        up.send_signal(number);
        const command_result r = up.finish();
        INFO(r.out << r.err);
        CHECK(clock::now() - began < std::chrono::seconds(10));
        CHECK(r.code == 12);
        CHECK((has(r.err, "slow.sql:2:1: slow/expand failed: ") ||
               has(r.err, "slow/expand: stopped")));
        CHECK((has(r.err, "nothing of this step is applied") ||
               has(r.err, "0 of 1 statements of this step are applied")));
        CHECK(ending(p) == before);
        // The statement is gone from the server too, and the way on is open.
        if (kind != engine::sqlite) CHECK_FALSE(works_on_slow_change(kind, *watcher));
        p.folder().write("migrations/20260102000000_slow.sql",
                         "INSERT INTO users (email, full_name) VALUES ('fast', 'x');\n");
        p.expect(0, words("up --to slow"));
        CHECK(one(p.url(), "SELECT count(*) FROM users") == "1");
      }
    }
  }
}

TEST_CASE("a signal ends every wait", "[interrupt]") {
  for (const engine kind : engines_under_test()) {
    for (const int number : {SIGINT, SIGTERM}) {
      DYNAMIC_SECTION(engine_name(kind) << " signal " << number) {
        example_project p(kind, shared_server(kind).create_database());
        p.expect(0, words("up --to create_users"));
        p.expect(0, words("release record web@1 --queries releases/web@1"));
        p.expect(0, words("release live web@1"));
        p.store_users(5);
        p.expect(12, words("up"));
        const std::string before = ending(p);

        // Another runner works: it was stopped while it held the lock.
        const temp_dir signs;
        forked_command holder(p, words("release standby web@1"), [&](int calls) {
          if (calls != 9) return;
          signs.write("stops", "");
          ::raise(SIGSTOP);
        });
        REQUIRE(becomes_true([&] { return std::filesystem::exists(signs / "stops"); }));
        forked_command waiting(p, words("up --wait 1h"), [&](int calls) {
          if (calls == 12) signs.write("waits", "");
        });
        REQUIRE(becomes_true([&] { return std::filesystem::exists(signs / "waits"); }));
        auto began = clock::now();
        waiting.send_signal(number);
        command_result r = waiting.finish();
        INFO(r.out << r.err);
        CHECK(r.code == 12);
        CHECK(has(r.err, "waiting for another Sluice that works on this database"));
        CHECK(has(r.err, "stopped while waiting for another runner"));
        CHECK(clock::now() - began < std::chrono::seconds(5));
        CHECK(ending(p) == before);
        holder.send_signal(SIGKILL);
        static_cast<void>(holder.finish());

        // Time alone resolves this: a bake time of a week, and more time to wait for it. The signal
        // meets the wait or the proof that goes before it.
        p.expect(0, words("backfill run --wait 30s"));
        p.expect(0, words("verify rename_full_name --wait 30s"));
        p.expect(0, words("release record web@2 --queries releases/web@2"));
        p.expect(0, words("release live web@2"));
        p.expect(0, words("release retire web@1"));
        p.set_bake("7d");
        const std::string baking = state_of(p.url());
        forked_command asking(p, words("contract rename_full_name --wait 30d"), [&](int calls) {
          if (calls == 8) signs.write("asks", "");
        });
        REQUIRE(becomes_true([&] { return std::filesystem::exists(signs / "asks"); }));
        began = clock::now();
        asking.send_signal(number);
        r = asking.finish();
        INFO(r.out << r.err);
        CHECK(r.code == 12);
        CHECK(has(r.err, "stopped while "));
        CHECK(clock::now() - began < std::chrono::seconds(10));
        CHECK(state_of(p.url()) == baking);
      }
    }
  }
}

TEST_CASE("a signal ends the waiting for a lock", "[interrupt]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      p.expect(0, words("up --to create_users"));
      p.store_users(5);
      p.expect(0, words("release record web@1"));
      p.expect(0, words("release live web@1"));
      p.expect(12, words("up"));
      p.folder().write("sluice.toml", "lock_timeout = \"300ms\"\nlock_attempts = 1000\n");
      // A row that the backfill needs; in SQLite the whole file.
      const auto holder = open(p.url());
      holder->begin();
      holder->execute("UPDATE users SET email = 'held' WHERE id = 1");
      const temp_dir signs;
      forked_command fill(p, words("backfill run"), [&](int calls) {
        // In SQLite the fifth is the first that needs the lock.
        if (calls == 6) signs.write("waits", "");
      });
      const auto watcher = open(p.url());
      REQUIRE(becomes_true([&] {
        return kind == engine::sqlite ? std::filesystem::exists(signs / "waits")
                                      : somebody_waits_for_a_row(*watcher);
      }));
      const auto began = clock::now();
      fill.send_signal(SIGINT);
      const command_result r = fill.finish();
      INFO(r.out << r.err);
      CHECK(r.code == 12);
      CHECK(clock::now() - began < std::chrono::seconds(10));
      holder->rollback();
      CHECK(one(p.url(), "SELECT count(*) FROM users WHERE display_name IS NOT NULL") == "0");
      p.expect(0, words("backfill run"));
      CHECK(one(p.url(), "SELECT count(*) FROM users WHERE display_name = full_name") == "5");
    }
  }
}

TEST_CASE("a killed client's statement is waited for and found done", "[interrupt][server]") {
  for (const engine kind : engines_under_test()) {
    // PostgreSQL ends the statement of a dead client and rolls it back.
    if (kind == engine::postgres) continue;
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      p.expect(0, words("up --to create_users"));
      p.store_users(4);
      // One second a row. The server looks every five whether the client of a sleep still lives.
      p.folder().write("migrations/20260102000000_slow.sql",
                       "CREATE TABLE slow AS SELECT id, sleep(1) AS slept FROM users;\n"
                       "CREATE TABLE after_slow (id integer);\n");
      const auto watcher = open(p.url());
      forked_command up(p, words("up --to slow"));
      const auto is_working = [&] {
        return watcher
                   ->query(
                       "SELECT count(*) FROM information_schema.processlist WHERE state = "
                       "'User sleep' AND info LIKE 'CREATE TABLE slow%'")
                   .values[0][0] != "0";
      };
      REQUIRE(becomes_true(is_working));
      up.send_signal(SIGKILL);
      static_cast<void>(up.finish());
      REQUIRE(is_working());
      // Whoever does not wait is told, and applies nothing.
      const command_result busy = p.run(words("up --to slow"));
      INFO(busy.out << busy.err);
      CHECK((busy.code == 14 || busy.code == 12));
      CHECK(has(busy.err, "(connection "));
      const command_result r = p.run(words("up --to slow --wait 60s"));
      INFO(r.out << r.err);
      CHECK(r.code == 0);
      CHECK(has(r.err, "statement 1 had been applied before the interruption"));
      CHECK(one(p.url(), "SELECT count(*) FROM slow") == "4");
      CHECK(one(p.url(), "SELECT count(*) FROM after_slow") == "0");
    }
  }
}

}  // namespace sluice::test
