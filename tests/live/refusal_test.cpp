#include "dialects/catalog.hpp"
#include "migrator/ledger_schema.hpp"
#include "tests/live/example.hpp"
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

/// What the program says and does when a target will not have it.
namespace sluice::test {

namespace {

constexpr const char* secret = "s3cret-p@ss/word";

bool is_sqlite(engine kind) {
  return kind == engine::sqlite;
}

/// A user of the shared server with a password and, MySQL and MariaDB, these rights on the
/// database.
std::string url_of_user(engine kind, const std::string& url, const std::string& user,
                        const std::string& rights) {
  test_server& server = shared_server(kind);
  const auto admin = open(server.admin_url());
  const std::string database = parse_url(url).database;
  const std::string password = quote_literal(admin->sql_dialect(), secret);
  if (kind == engine::postgres) {
    admin->execute(fmt::format("CREATE ROLE {} LOGIN PASSWORD {}", user, password));
  } else {
    admin->execute(fmt::format("CREATE USER '{}'@'127.0.0.1' IDENTIFIED BY {}", user, password));
    admin->execute(fmt::format("GRANT {} ON {}.* TO '{}'@'127.0.0.1'", rights,
                               quote_name(dialect::mysql, database), user));
  }
  return server.url(database, user, secret);
}

std::string tables_of(const std::string& url) {
  return schema::dump(read_model(*open(url)));
}

/// Takes a lock that no schema change of users gets past.
void lock_users(session& db) {
  switch (db.server().kind) {
    case engine::postgres:
      db.begin();
      db.execute("LOCK TABLE users IN ACCESS EXCLUSIVE MODE");
      break;
    case engine::sqlite:
      db.begin();
      break;
    case engine::mysql:
    case engine::mariadb:
      db.execute("LOCK TABLES users WRITE");
      break;
  }
}

}  // namespace

TEST_CASE("a wrong password, database or port is told, and the password is not",
          "[refusal][server]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      test_server& server = shared_server(kind);
      const std::string good = server.create_database();
      example_project p(kind, good);
      const std::string user = fmt::format("denied_{}", parse_url(good).database);
      const std::string url = url_of_user(kind, good, user, "SELECT");

      p.move_to(server.url(parse_url(good).database, user, std::string(secret) + "-wrong"));
      for (const char* line :
           {"up", "up --json", "status --verbose", "gate contract rename_full_name"}) {
        const command_result r = p.run(words(line));
        INFO(r.out << r.err);
        CHECK(r.code == 1);
        CHECK(has(r.out + r.err, "check user, password and the privileges"));
        CHECK(!has(r.out + r.err, "s3cret"));
      }
      p.move_to(server.url("no_such_database"));
      const command_result missing = p.run(words("up"));
      CHECK(missing.code == 1);
      CHECK(has(missing.err, "no_such_database"));

      const std::string scheme = kind == engine::postgres ? "postgresql" : "mysql";
      p.move_to(fmt::format("{}://user:{}@127.0.0.1:1/app", scheme, "s3cret"));
      const command_result nobody = p.run(words("up"));
      CHECK(nobody.code == 1);
      CHECK(has(nobody.err, "that the server runs"));
      CHECK(!has(nobody.err, "s3cret"));
      CHECK(tables_of(good) == "");
    }
  }
}

TEST_CASE("an account without the right to create tables applies nothing", "[refusal][server]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      const std::string good = shared_server(kind).create_database();
      example_project p(kind, good);
      p.move_to(
          url_of_user(kind, good, fmt::format("reader_{}", parse_url(good).database), "SELECT"));
      const command_result r = p.run(words("up"));
      INFO(r.out << r.err);
      CHECK(r.code == 1);
      CHECK(has(r.err, "error: "));
      CHECK(has(r.err, "privileges of the account"));
      CHECK(tables_of(good) == "");
    }
  }
}

TEST_CASE("without a scratch database the gate is unknown, and steps still apply",
          "[refusal][server]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      const std::string good = shared_server(kind).create_database();
      const std::string database = parse_url(good).database;
      const std::string user = fmt::format("owner_{}", database);
      example_project p(kind, good);
      const std::string url = url_of_user(kind, good, user, "ALL");
      if (kind == engine::postgres)
        open(shared_server(kind).admin_url())
            ->execute(fmt::format("ALTER DATABASE {} OWNER TO {}", database, user));
      p.move_to(url);
      p.expect(0, words("up --to create_users"));
      p.store_users(5);
      p.expect(0, words("release record web@1 --queries releases/web@1"));
      p.expect(0, words("release live web@1"));
      p.expect(0, words("release record web@2 --queries releases/web@2"));
      const command_result r = p.run(words("gate rollback --from web@2 --to web@1"));
      INFO(r.out << r.err);
      CHECK(r.code == 11);
      CHECK(has(r.out, "UNKNOWN"));
      CHECK(has(r.out, "no scratch copy of the schema could be made"));
      CHECK(p.run(words("gate contract rename_full_name")).code == 11);
      // Sync triggers need SUPER with MySQL's binary log on, which the test server relaxes.
      CHECK(p.run(words("up")).code == 12);
    }
  }
}

TEST_CASE("a database that cannot be written is told", "[refusal]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      test_server& server = shared_server(kind);
      const std::string good = server.create_database();
      example_project p(kind, good);
      if (is_sqlite(kind)) {
        open(good)->execute("CREATE TABLE first (id integer)");
        p.move_to(good + "?mode=ro");
      } else if (kind == engine::postgres) {
        const std::string user = fmt::format("frozen_{}", parse_url(good).database);
        p.move_to(url_of_user(kind, good, user, ""));
        const auto admin = open(server.admin_url());
        admin->execute(
            fmt::format("ALTER DATABASE {} OWNER TO {}", parse_url(good).database, user));
        admin->execute(fmt::format("ALTER ROLE {} SET default_transaction_read_only = on", user));
      } else {
        p.move_to(
            url_of_user(kind, good, fmt::format("frozen_{}", parse_url(good).database), "ALL"));
        open(server.admin_url())->execute("SET GLOBAL read_only = 1");
      }
      const command_result r = p.run(words("up"));
      if (kind == engine::mysql || kind == engine::mariadb)
        open(server.admin_url())->execute("SET GLOBAL read_only = 0");
      INFO(r.out << r.err);
      CHECK(r.code == 1);
      CHECK(has(r.err, "name the primary, or make the database writable"));
    }
  }
}

TEST_CASE("a lock that is not granted is waited for, tried again, and then told", "[refusal]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      p.expect(0, words("up --to create_users"));
      p.expect(0, words("release record web@1 --queries releases/web@1"));
      p.expect(0, words("release live web@1"));
      p.folder().write("sluice.toml",
                       "bake = \"0s\"\nlock_timeout = \"100ms\"\nlock_attempts = 2\n");
      const auto holder = open(p.url());
      lock_users(*holder);
      const command_result r = p.run(words("up"));
      INFO(r.out << r.err);
      CHECK(r.code == 1);
      if (!is_sqlite(kind)) {
        CHECK(has(r.err, "attempt 2 of 2"));
        CHECK(has(r.err, "expand.sql:2:"));
      }
      if (is_sqlite(kind) || kind == engine::postgres)
        holder->rollback();
      else
        holder->execute("UNLOCK TABLES");
      p.expect(12, words("up"));
    }
  }
}

TEST_CASE("a ledger made by a newer Sluice is left alone in every engine", "[refusal]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      p.expect(0, words("up --to create_users"));
      p.expect(0, words("release record web@1 --queries releases/web@1"));
      p.expect(0, words("release record web@2 --queries releases/web@2"));
      p.expect(0, words("release live web@1"));
      const auto db = open(p.url());
      db->execute(fmt::format("UPDATE {} SET content = '2' WHERE name = 'ledger_version'",
                              migrator::ledger_table(db->sql_dialect(), "meta")));
      const std::string before = state_of(p.url());
      for (const char* line : {"up", "verify rename_full_name", "contract rename_full_name",
                               "backfill run", "release retire web@1", "status"}) {
        const command_result r = p.run(words(line));
        INFO(line << "\n" << r.out << r.err);
        CHECK(r.code == 1);
        CHECK(has(r.err, "has version 2, and this Sluice knows 1"));
      }
      CHECK(state_of(p.url()) == before);
      const command_result stored = p.run(words("gate rollback --from web@2 --to web@1"));
      CHECK(stored.code == 0);
      CHECK(has(stored.out, "safe: stored by Sluice"));
    }
  }
}

}  // namespace sluice::test
