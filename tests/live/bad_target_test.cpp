#include "dialects/catalog.hpp"
#include "migrator/ledger_schema.hpp"
#include "tests/live/example.hpp"
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cstdlib>

/// Rights, space and locks that a target does not give, and what must never be printed.
namespace sluice::test {

namespace {

constexpr const char* secret = "Hunter2-p@ss:word/%";
constexpr const char* secret_part = "Hunter2";

bool is_mysql(engine kind) {
  return kind == engine::mysql || kind == engine::mariadb;
}

/// An account with a password; `rights` on the database: MySQL and MariaDB.
std::string make_account(engine kind, const std::string& url, const std::string& name,
                         const std::string& rights) {
  test_server& server = shared_server(kind);
  const auto admin = open(server.admin_url());
  const std::string database = parse_url(url).database;
  const std::string password = quote_literal(admin->sql_dialect(), secret);
  const std::string user = fmt::format("{}_{}", name, database);
  if (kind == engine::postgres) {
    admin->execute(fmt::format("CREATE ROLE {} LOGIN PASSWORD {}", user, password));
  } else {
    admin->execute(fmt::format("CREATE USER '{}'@'127.0.0.1' IDENTIFIED BY {}", user, password));
    admin->execute(fmt::format("GRANT {} ON {}.* TO '{}'@'127.0.0.1'", rights, database, user));
  }
  return user;
}

/// All that the ledger holds, as text.
std::string ledger_text(const std::string& url) {
  const auto db = open(url);
  std::string out;
  for (const char* table : {"meta", "runner", "steps", "journal", "backfills", "releases",
                            "requirements", "verdicts", "events"}) {
    const rows found = db->query(
        fmt::format("SELECT * FROM {}", migrator::ledger_table(db->sql_dialect(), table)));
    for (const auto& r : found.values) {
      for (const value& v : r) out += v.value_or("") + "|";
    }
  }
  return out;
}

struct with_variable {
  with_variable(const char* variable, const std::string& content) : name(variable) {
    ::setenv(name, content.c_str(), 1);
  }
  ~with_variable() { ::unsetenv(name); }
  with_variable(const with_variable&) = delete;
  with_variable& operator=(const with_variable&) = delete;
  const char* name;
};

/// A statement that fills `rows` rows of users with more than 100 bytes each.
std::string filling(engine kind, int rows) {
  if (kind == engine::sqlite)
    return fmt::format(
        "INSERT INTO users (email, full_name)\n  SELECT value, hex(randomblob(60)) FROM (WITH "
        "RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < {}) "
        "SELECT value FROM n);\n",
        rows);
  return fmt::format(
      "INSERT INTO users (email, full_name)\n  SELECT i, repeat('x', 100) FROM "
      "generate_series(1, {}) AS i ORDER BY md5(CAST(i AS text));\n",
      rows);
}

}  // namespace

TEST_CASE("no output and no table ever holds a password", "[bad_target][server]") {
  for (const engine kind : engines_under_test()) {
    test_server& server = shared_server(kind);
    const std::string good = server.create_database();
    const std::string database = parse_url(good).database;
    const std::string user = make_account(kind, good, "keeper", "ALL");
    if (kind == engine::postgres)
      open(server.admin_url())
          ->execute(fmt::format("ALTER DATABASE {} OWNER TO {}", database, user));
    example_project p(kind, good);
    const std::string bare = server.url(database, user, "");
    const std::string whole = server.url(database, user, secret);
    const std::string wrong = std::string(secret) + "-wrong";
    const std::string file = p.folder().write("password", secret + std::string("-wrong\n"));
    // Nobody listens on port 1.
    const std::string nobody =
        fmt::format("{}://{}:Hunter2%2Dp%40ss@127.0.0.1:1/{}",
                    kind == engine::postgres ? "postgresql" : "mysql", user, database);
    const auto check = [&](const std::string& url, int code) {
      p.move_to(url);
      for (const char* line :
           {"up", "up --json", "up --verbose", "plan", "status --json", "verify rename_full_name",
            "contract rename_full_name", "backfill run", "backfill status", "events --json",
            "release list", "gate rollback --from web@2 --to web@1 --json",
            "gate contract rename_full_name"}) {
        const command_result r = p.run(words(line));
        INFO(line << "\n" << r.out << r.err);
        CHECK(r.code == code);
        CHECK_FALSE(has(r.out + r.err, secret_part));
      }
    };
    DYNAMIC_SECTION(engine_name(kind) << ": in the URL") {
      check(server.url(database, user, wrong), 1);
    }
    DYNAMIC_SECTION(engine_name(kind) << ": nobody listens") {
      check(nobody, 1);
    }
    DYNAMIC_SECTION(engine_name(kind) << ": in SLUICE_PASSWORD") {
      const with_variable variable("SLUICE_PASSWORD", wrong);
      check(bare, 1);
    }
    DYNAMIC_SECTION(engine_name(kind) << ": in a file") {
      check(bare + "?password_file=" + file, 1);
    }
    DYNAMIC_SECTION(engine_name(kind) << ": printed by a command") {
      check(bare + "?password_command=cat%20" + file, 1);
    }
    DYNAMIC_SECTION(engine_name(kind) << ": and when all is well") {
      p.move_to(whole);
      p.expect(0, words("up --to create_users"));
      p.folder().write("migrations/20260102000000_bad.sql",
                       "INSERT INTO users (no_such_column) VALUES (1);\n");
      std::string shown;
      for (const char* line : {"up", "up --json --verbose", "status", "events"}) {
        const command_result r = p.run(words(line));
        shown += r.out + r.err;
      }
      CHECK(has(shown, "no_such_column"));
      CHECK_FALSE(has(shown, secret_part));
      const std::string kept = ledger_text(good);
      CHECK(has(kept, "step-failed"));
      CHECK_FALSE(has(kept, secret_part));
    }
  }
}

TEST_CASE("a right that is missing in the middle is told, and what it let through stays",
          "[bad_target][server]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      test_server& server = shared_server(kind);
      const std::string good = server.create_database();
      const std::string database = parse_url(good).database;
      const auto admin = open(good);
      example_project p(kind, good);
      if (kind == engine::postgres) {
        // The ledger has a schema of its own; the application's tables have another owner.
        const std::string user = make_account(kind, good, "limited", "");
        admin->execute(fmt::format("GRANT CREATE ON DATABASE {} TO {}", database, user));
        admin->execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        p.move_to(server.url(database, user, secret));
        const command_result r = p.run(words("up"));
        INFO(r.out << r.err);
        CHECK(r.code == 1);
        CHECK(has(r.err, "create_users.sql:"));
        CHECK(has(r.err, "permission denied for schema public"));
        CHECK(has(r.err, "nothing of this step is applied"));
        CHECK(schema::dump(read_model(*admin)) == "");
        admin->execute(fmt::format("GRANT CREATE ON SCHEMA public TO {}", user));
        p.expect(0, words("up"));
        // Another role may not even look at that ledger.
        const std::string stranger = make_account(kind, good, "stranger", "");
        const std::string before = state_of(good);
        p.move_to(server.url(database, stranger, secret));
        for (const char* line : {"up", "status", "gate rollback --from web@2 --to web@1"}) {
          const command_result refused = p.run(words(line));
          INFO(refused.out << refused.err);
          CHECK(refused.code == 1);
          CHECK(has(refused.err, "permission denied for schema sluice"));
          CHECK(has(refused.err, "privileges of the account"));
        }
        CHECK(state_of(good) == before);
        continue;
      }
      const std::string user =
          make_account(kind, good, "limited", "SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER");
      p.move_to(server.url(database, user, secret));
      const command_result r = p.run(words("up"));
      INFO(r.out << r.err);
      CHECK(r.code == 1);
      CHECK(has(r.err, "expand.sql:4:"));
      CHECK(has(r.err, "TRIGGER command denied"));
      CHECK(has(r.err, "1 of 3 statements of this step are applied; this one is not"));
      CHECK(one(good,
                "SELECT count(*) FROM information_schema.triggers WHERE trigger_schema = "
                "database()") == "0");
      admin->execute(
          fmt::format("GRANT TRIGGER, DROP, INDEX ON {}.* TO '{}'@'127.0.0.1'", database, user));
      p.move_to(server.url(database, user, secret));
      const command_result again = p.run(words("up"));
      INFO(again.out << again.err);
      CHECK(again.code == 0);
      CHECK(one(good,
                "SELECT count(*) FROM information_schema.columns WHERE table_schema = "
                "database() AND table_name = 'users' AND column_name = 'display_name'") == "1");
    }
  }
}

TEST_CASE("a full disk undoes the step and says so", "[bad_target]") {
  for (const engine kind : engines_under_test()) {
    if (is_mysql(kind)) {
      // The room of a table in memory is the server's to give.
      DYNAMIC_SECTION(engine_name(kind)) {
        example_project p(kind, shared_server(kind).create_database());
        p.expect(0, words("up --to create_users"));
        std::string all = "CREATE TABLE small (x char(200)) ENGINE=MEMORY;\n";
        all += "INSERT INTO small SELECT a.ordinal_position FROM information_schema.columns a;\n";
        p.folder().write("migrations/20260102000000_fill.sql", all);
        const auto admin = open(shared_server(kind).admin_url());
        admin->execute("SET GLOBAL max_heap_table_size = 16384");
        const command_result r = p.run(words("up --to fill"));
        admin->execute("SET GLOBAL max_heap_table_size = DEFAULT");
        INFO(r.out << r.err);
        CHECK(r.code == 1);
        CHECK(has(r.err, "fill.sql:2:"));
        CHECK(has(r.err, "is full"));
        CHECK(has(r.err, "1 of 2 statements of this step are applied; this one is not"));
      }
      continue;
    }
    DYNAMIC_SECTION(engine_name(kind)) {
      const std::string good = shared_server(kind).create_database();
      example_project p(kind, good);
      p.expect(0, words("up --to create_users"));
      p.folder().write("migrations/20260102000000_fill.sql",
                       "ALTER TABLE users ADD COLUMN note text;\n" + filling(kind, 60'000));
      const std::string before = schema::dump(read_model(*open(good)));
      command_result r;
      if (kind == engine::sqlite) {
        r = p.run(words("up --to fill"), with_pages(200));
      } else {
        const std::string user = make_account(kind, good, "narrow", "");
        const auto admin = open(good);
        admin->execute(fmt::format("ALTER ROLE {} SUPERUSER", user));
        admin->execute(fmt::format("ALTER ROLE {} SET temp_file_limit = '64kB'", user));
        p.move_to(shared_server(kind).url(parse_url(good).database, user, secret));
        r = p.run(words("up --to fill"));
        p.move_to(good);
      }
      INFO(r.out << r.err);
      CHECK(r.code == 1);
      CHECK(has(r.err, "fill.sql:2:"));
      CHECK((has(r.err, "database or disk is full") || has(r.err, "temporary file size exceeds")));
      CHECK(has(r.err, "nothing of this step is applied"));
      CHECK(schema::dump(read_model(*open(good))) == before);
      CHECK(one(good, "SELECT count(*) FROM users") == "0");
      p.expect(0, words("up --to fill"));
      CHECK(one(good, "SELECT count(*) FROM users") == "60000");
    }
  }
}

TEST_CASE("a ledger that somebody changed by hand is not worked on", "[bad_target]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      p.expect(0, words("up --to create_users"));
      const auto db = open(p.url());
      const auto table = [&](const char* name) {
        return migrator::ledger_table(db->sql_dialect(), name);
      };
      const auto refused = [&](const std::string& message) {
        const std::string before = schema::dump(read_model(*db));
        const command_result r = p.run(words("up"));
        INFO(r.out << r.err);
        CHECK(r.code == 1);
        CHECK(has(r.err, message));
        CHECK(has(r.err, "restore them from a backup"));
        CHECK(schema::dump(read_model(*db)) == before);
      };
      db->execute(fmt::format("UPDATE {} SET state = 'perhaps'", table("steps")));
      refused("a step '20260101090000_create_users/expand' in state 'perhaps'");
      db->execute(fmt::format("UPDATE {} SET state = 'done'", table("steps")));
      db->execute(fmt::format("DELETE FROM {}", table("runner")));
      refused("has lost its row");
      db->execute(fmt::format("UPDATE {} SET content = 'new' WHERE name = 'ledger_version'",
                              table("meta")));
      refused("the ledger's version is 'new', which is no number");
    }
  }
}

}  // namespace sluice::test
