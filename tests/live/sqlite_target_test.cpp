#include "tests/live/example.hpp"
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <pwd.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

/// SQLite: a file without rights, a disk without room, a lock that somebody holds.
namespace sluice::test {

namespace {

namespace fs = std::filesystem;

bool sqlite_is_wanted() {
  const std::vector<engine> wanted = engines_under_test();
  return std::find(wanted.begin(), wanted.end(), engine::sqlite) != wanted.end();
}

/// Runs a command as a user who is not root, in a process of its own.
command_result run_as_nobody(const example_project& p, const std::vector<std::string>& line) {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const passwd* nobody = ::getpwnam("nobody");
    if (::geteuid() == 0 &&
        (nobody == nullptr || ::setgid(nobody->pw_gid) != 0 || ::setuid(nobody->pw_uid) != 0))
      ::_exit(125);
    const command_result r = p.run(line);
    const std::string text = r.out + r.err;
    for (std::size_t at = 0; at < text.size();) {
      const ssize_t wrote = ::write(ends[1], text.data() + at, text.size() - at);
      if (wrote <= 0) break;
      at += static_cast<std::size_t>(wrote);
    }
    ::_exit(r.code);
  }
  ::close(ends[1]);
  command_result out;
  std::array<char, 4096> buffer{};
  for (ssize_t got; (got = ::read(ends[0], buffer.data(), buffer.size())) > 0;)
    out.err.append(buffer.data(), static_cast<std::size_t>(got));
  ::close(ends[0]);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  out.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return out;
}

/// A statement that stores `rows` users of more than 100 bytes each.
std::string filling(int rows) {
  return fmt::format(
      "INSERT INTO users (email, full_name)\n  SELECT value, hex(randomblob(60)) FROM (WITH "
      "RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < {}) "
      "SELECT value FROM n);\n",
      rows);
}

}  // namespace

TEST_CASE("a SQLite file that the user may not write or read is told", "[sqlite_target]") {
  if (!sqlite_is_wanted()) return;
  const temp_dir data;
  example_project p(engine::sqlite, "sqlite:" + (data / "app.db").string());
  p.expect(0, words("up --to create_users"));
  const std::string before = data.read("app.db");
  fs::permissions(p.folder().path(), fs::perms(0755));
  const auto refused = [&](const std::vector<std::string>& line, const std::string& message) {
    const command_result r = run_as_nobody(p, line);
    INFO(r.err);
    CHECK(r.code == 1);
    CHECK(has(r.err, message));
    CHECK((data.read("app.db") == before));
  };
  SECTION("a file of somebody else") {
    fs::permissions(data.path(), fs::perms(0555));
    fs::permissions(data / "app.db", fs::perms(0444));
    refused(words("up"), "attempt to write a readonly database");
    refused(words("release record web@1"), "make the database writable");
    CHECK(run_as_nobody(p, words("status")).code == 0);
  }
  SECTION("a folder of somebody else, where no journal can be made") {
    fs::permissions(data.path(), fs::perms(0555));
    fs::permissions(data / "app.db", fs::perms(0666));
    refused(words("up"), "error: ");
  }
  SECTION("a file that may not be read") {
    fs::permissions(data.path(), fs::perms(0555));
    fs::permissions(data / "app.db", fs::perms(0));
    if (::geteuid() == 0) {
      refused(words("up"), "app.db may not be read");
      refused(words("status"), "check user, password and the privileges");
    }
    fs::permissions(data / "app.db", fs::perms(0644));
  }
  SECTION("a folder that may not be entered") {
    fs::permissions(data.path(), fs::perms(0700));
    if (::geteuid() == 0) {
      refused(words("up"), "may not be entered");
    }
  }
  fs::permissions(data.path(), fs::perms(0755));
  p.expect(12, words("up"));
}

TEST_CASE("a SQLite disk without room for the ledger, or for a batch, loses nothing",
          "[sqlite_target]") {
  if (!sqlite_is_wanted()) return;
  SECTION("the ledger") {
    example_project p(engine::sqlite, shared_server(engine::sqlite).create_database());
    const command_result r = p.run(words("up"), with_pages(8));
    INFO(r.out << r.err);
    CHECK(r.code == 1);
    CHECK(has(r.err, "database or disk is full"));
    CHECK(has(r.err, "free some space"));
    CHECK(one(p.url(), "SELECT count(*) FROM sqlite_master") == "0");
    p.expect(0, words("up"));
  }
  SECTION("a batch") {
    example_project p(engine::sqlite, shared_server(engine::sqlite).create_database());
    p.expect(0, words("up --to create_users"));
    open(p.url())->execute(filling(3'000));
    p.expect(0, words("release record web@1"));
    p.expect(0, words("release live web@1"));
    p.expect(12, words("up"));
    const int pages = std::stoi(one(p.url(), "PRAGMA page_count"));
    const command_result r = p.run(words("backfill run"), with_pages(pages + 60));
    INFO(r.out << r.err);
    CHECK(r.code == 1);
    CHECK(has(r.err, "migrate.sql:2:1: rename_full_name/migrate failed: database or disk is full"));
    CHECK(has(r.err, "backfill 'display_name' keeps the batches before this one"));
    CHECK(one(p.url(), "SELECT count(*) FROM users WHERE display_name <> full_name") == "0");
    p.expect(0, words("backfill run"));
    CHECK(one(p.url(), "SELECT count(*) FROM users WHERE display_name = full_name") == "3000");
  }
  SECTION("a file system of 256 kB, where we may mount one") {
    const temp_dir small;
    if (::mount("none", small.path().c_str(), "tmpfs", 0, "size=256k") != 0) {
      // The sections above fill a disk without being root.
      CHECK(::geteuid() != 0);
      return;
    }
    {
      example_project p(engine::sqlite, "sqlite:" + (small / "app.db").string());
      p.expect(0, words("up --to create_users"));
      p.folder().write("migrations/20260102000000_fill.sql", filling(5'000));
      const command_result r = p.run(words("up --to fill"));
      INFO(r.out << r.err);
      CHECK(r.code == 1);
      CHECK(has(r.err, "fill/expand failed: database or disk is full"));
      CHECK(one(p.url(), "SELECT count(*) FROM users") == "0");
      CHECK(one(p.url(), "PRAGMA integrity_check") == "ok");
      p.folder().write("migrations/20260102000000_fill.sql", filling(5));
      p.expect(0, words("up --to fill"));
    }
    REQUIRE(::umount(small.path().c_str()) == 0);
  }
}

TEST_CASE("a locked SQLite file is tried again, and then told", "[sqlite_target]") {
  if (!sqlite_is_wanted()) return;
  example_project p(engine::sqlite, shared_server(engine::sqlite).create_database());
  p.folder().write("sluice.toml", "bake = \"0s\"\nlock_timeout = \"20ms\"\nlock_attempts = 3\n");
  const auto holder = open(p.url());
  const auto refused = [&](const std::string& line) {
    const command_result r = p.run(words(line));
    INFO(r.out << r.err);
    CHECK(r.code == 1);
    CHECK(has(r.err, "attempt 3 of 3"));
    CHECK(has(r.err, "error: database is locked [SQLITE_BUSY"));
    CHECK(has(r.err, "find the holder"));
  };
  // Nothing is there yet, not even the ledger.
  holder->begin();
  refused("up --to create_users");
  holder->rollback();
  CHECK(one(p.url(), "SELECT count(*) FROM sqlite_master") == "0");
  p.expect(0, words("up --to create_users"));
  p.expect(0, words("release record web@1"));
  p.expect(0, words("release live web@1"));
  p.store_users(3);
  const std::string before = state_of(p.url());
  holder->begin();
  for (const char* line : {"up", "release retire web@1",
                           "resolve create_users/expand 1 done "
                           "--reason x"})
    refused(line);
  CHECK(state_of(p.url()) == before);
  // Whoever only reads is not kept out.
  p.expect(0, words("status"));
  holder->rollback();
  p.expect(12, words("up"));
  holder->begin();
  const command_result fill = p.run(words("backfill run"));
  INFO(fill.out << fill.err);
  CHECK(fill.code == 1);
  CHECK(has(fill.err, "database is locked"));
  holder->rollback();
  p.expect(0, words("backfill run"));
  CHECK(one(p.url(), "SELECT count(*) FROM users WHERE display_name = full_name") == "3");
}

}  // namespace sluice::test
