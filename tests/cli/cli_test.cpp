#include "tests/cli/program.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace sluice::test {

namespace {

/// A project on SQLite with one applied change.
void make_project(const temp_dir& folder) {
  folder.write("sluice.toml", "url = \"sqlite:app.db\"\n");
  folder.write("migrations/1_create_users.sql",
               "CREATE TABLE users (id integer PRIMARY KEY, name text);\n");
}

}  // namespace

TEST_CASE("the version and help are printed without any file or database", "[cli]") {
  const temp_dir folder;
  const program_result version = run_program(folder.path(), "--version");
  CHECK(version.code == 0);
  CHECK(version.out.starts_with("sluice "));
  const program_result help = run_program(folder.path(), "--help");
  CHECK(help.code == 0);
  for (const char* command : {"init", "new", "lint", "explain", "status", "plan", "up", "verify",
                              "contract", "backfill", "release", "gate", "events", "demo"})
    CHECK(has(help.out, command));
  const program_result gate = run_program(folder.path(), "gate rollback --help");
  CHECK(has(gate.out, "Examples:"));
}

TEST_CASE("a wrong command line ends with 2 and says where help is", "[cli]") {
  const temp_dir folder;
  for (const char* bad : {"", "upp", "up --nope", "gate", "gate rollback --from web@1",
                          "resolve a/expand 1 perhaps --reason x"}) {
    INFO(bad);
    const program_result r = run_program(folder.path(), bad);
    CHECK(r.code == 2);
    CHECK(has(r.err, "error: "));
    CHECK(has(r.err, "--help"));
  }
  CHECK(has(run_program(folder.path(), "upp").err, "no command 'upp'; did you mean 'up'?"));
  CHECK(has(run_program(folder.path(), "frobnicate").err, "no command 'frobnicate'\n"));
}

TEST_CASE("init, new and up make a database from nothing", "[cli]") {
  const temp_dir folder;
  CHECK(run_program(folder.path(), "init").code == 0);
  const program_result again = run_program(folder.path(), "init");
  CHECK(again.code == 2);
  CHECK(has(again.err, "nothing was changed"));
  CHECK(run_program(folder.path(), "new create_users --single").code == 0);
  CHECK(run_program(folder.path(), "new create_users").code == 0);
  CHECK(run_program(folder.path(), "new 'Create Users'").code == 2);
}

TEST_CASE("what is missing is said, with what to do", "[cli]") {
  const temp_dir folder;
  SECTION("no database") {
    folder.write("migrations/1_a.sql", "CREATE TABLE t (id integer);\n");
    const program_result r = run_program(folder.path(), "up");
    CHECK(r.code == 2);
    CHECK(has(r.err, "no database"));
    CHECK(has(r.err, "SLUICE_URL"));
  }
  SECTION("no migrations folder") {
    const program_result r = run_program(folder.path(), "up --url sqlite:app.db");
    CHECK(r.code == 2);
    CHECK(has(r.err, "no migrations folder 'migrations'"));
    CHECK(has(r.err, "sluice init"));
  }
  SECTION("an unknown key in the configuration") {
    folder.write("sluice.toml", "url = \"sqlite:app.db\"\nbakee = \"7d\"\n");
    const program_result r = run_program(folder.path(), "up");
    CHECK(r.code == 2);
    CHECK(has(r.err, "sluice.toml:2:1: unknown key 'bakee'"));
    CHECK(has(r.err, "did you mean 'bake'?"));
  }
  SECTION("a bad value in the configuration") {
    folder.write("sluice.toml", "bake = \"soon\"\n");
    const program_result r = run_program(folder.path(), "up");
    CHECK(r.code == 2);
    CHECK(has(r.err, "'soon' is no duration"));
  }
  SECTION("broken TOML") {
    folder.write("sluice.toml", "url = \n");
    CHECK(has(run_program(folder.path(), "up").err, "sluice.toml:1:"));
  }
  SECTION("an unknown change") {
    make_project(folder);
    const program_result r = run_program(folder.path(), "verify nothing");
    CHECK(r.code == 2);
    CHECK(has(r.err, "the changes here are: create_users"));
  }
  SECTION("an unknown rule") {
    const program_result r = run_program(folder.path(), "explain drop-colum");
    CHECK(r.code == 2);
    CHECK(has(r.err, "did you mean 'drop-column'?"));
  }
  SECTION("a release that is not recorded") {
    make_project(folder);
    CHECK(has(run_program(folder.path(), "release live web@1").err, "release record web@1"));
    CHECK(has(run_program(folder.path(), "release live web").err, "SERVICE@VERSION"));
  }
}

TEST_CASE("edited, deleted and late changes are refused, each in its own words", "[cli]") {
  const temp_dir folder;
  make_project(folder);
  folder.write("migrations/3_create_orders.sql", "CREATE TABLE orders (id integer PRIMARY KEY);\n");
  REQUIRE(run_program(folder.path(), "up").code == 0);
  SECTION("edited") {
    folder.write("migrations/1_create_users.sql", "CREATE TABLE users (id integer);\n");
    const program_result r = run_program(folder.path(), "up");
    CHECK(r.code == 2);
    CHECK(has(r.err, "1_create_users.sql: edited after it was applied"));
  }
  SECTION("carriage returns are no edit") {
    folder.write("migrations/1_create_users.sql",
                 "CREATE TABLE users (id integer PRIMARY KEY, name text);\r\n");
    CHECK(run_program(folder.path(), "up").code == 0);
  }
  SECTION("deleted") {
    std::filesystem::remove(folder / "migrations/1_create_users.sql");
    const program_result r = run_program(folder.path(), "up");
    CHECK(r.code == 2);
    CHECK(has(r.err, "1_create_users: applied here, but gone from the folder"));
  }
  SECTION("late") {
    folder.write("migrations/2_create_late.sql", "CREATE TABLE late (id integer);\n");
    const program_result r = run_program(folder.path(), "up");
    CHECK(r.code == 2);
    CHECK(has(r.err, "2_create_late: not applied, but older than 3_create_orders"));
    CHECK(run_program(folder.path(), "up --out-of-order").code == 0);
  }
  SECTION("an older folder") {
    std::filesystem::remove(folder / "migrations/3_create_orders.sql");
    const program_result r = run_program(folder.path(), "up");
    CHECK(r.code == 0);
    CHECK(has(r.out, "ahead    3_create_orders"));
  }
}

TEST_CASE("a failing statement is shown with its place, and its step is not applied", "[cli]") {
  const temp_dir folder;
  make_project(folder);
  folder.write("migrations/2_bad.sql",
               "CREATE TABLE a (id integer);\nINSERT INTO missing VALUES (1);\n");
  const program_result r = run_program(folder.path(), "up");
  CHECK(r.code == 1);
  CHECK(has(r.err, "migrations/2_bad.sql:2:"));
  CHECK(has(r.err, "INSERT INTO missing VALUES (1);"));
  CHECK(has(r.err, "no such table: missing"));
  CHECK(has(r.err, "rolled back"));
  const program_result status = run_program(folder.path(), "status --json");
  const auto document = nlohmann::json::parse(status.out);
  CHECK(document["changes"][0]["state"] == "expanded");
  CHECK(document["changes"][1]["state"] == "failed");
  folder.write("migrations/2_bad.sql", "CREATE TABLE a (id integer);\n");
  CHECK(run_program(folder.path(), "up").code == 0);
}

TEST_CASE("failures are JSON documents too", "[cli]") {
  const temp_dir folder;
  folder.write("migrations/1_a.sql", "SELECT 'oops;\n");
  const program_result r = run_program(folder.path(), "up --url sqlite:app.db --json");
  CHECK(r.code == 2);
  const auto document = nlohmann::json::parse(r.out);
  CHECK(document["error"]["kind"] == "input");
  CHECK(document["error"]["line"] == 1);
  CHECK(document["error"]["exit_code"] == 2);
}

TEST_CASE("a dry run and a plan apply nothing", "[cli]") {
  const temp_dir folder;
  make_project(folder);
  const program_result dry = run_program(folder.path(), "up --dry-run");
  CHECK(dry.code == 0);
  CHECK(has(dry.out, "would apply create_users/expand"));
  const program_result plan = run_program(folder.path(), "plan --sql");
  CHECK(has(plan.out, "CREATE TABLE users"));
  CHECK(has(run_program(folder.path(), "events").out, "No event is recorded."));
  CHECK(has(run_program(folder.path(), "up").out, "applied  create_users/expand"));
}

TEST_CASE("lint judges locks for the version that is named", "[cli]") {
  const temp_dir folder;
  folder.write("migrations/1_users.sql", "CREATE TABLE users (id bigint PRIMARY KEY, a int);\n");
  folder.write("migrations/2_more.sql", "ALTER TABLE users ADD COLUMN b int CHECK (b > 0);\n");
  const std::string lint = "lint --fail-on warning --dialect ";
  CHECK(has(run_program(folder.path(), lint + "mysql").out, "[add-check-scan]"));
  CHECK(run_program(folder.path(), lint + "mariadb --server-version 10.11").code == 0);

  const program_result wrong =
      run_program(folder.path(), lint + "postgres --server-version fifteen");
  CHECK(wrong.code == 2);
  CHECK(has(wrong.err, "'fifteen' is no version of PostgreSQL"));

  folder.write("sluice.toml", "dialect = \"mysql\"\nserver_version = \"new\"\n");
  CHECK(has(run_program(folder.path(), "lint").err, "'new' is no version of MySQL"));
}

TEST_CASE("a plan says what each statement does to the schema and to the rows", "[cli]") {
  const temp_dir folder;
  make_project(folder);
  REQUIRE(run_program(folder.path(), "up").code == 0);
  folder.write("migrations/20270101000000_more.sql",
               "ALTER TABLE users ADD COLUMN colour TEXT;\n"
               "CREATE INDEX users_colour ON users (colour);\n"
               "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT);\n"
               "CREATE INDEX notes_body ON notes (body);\n");
  const program_result plan = run_program(folder.path(), "plan");
  CHECK(has(plan.out, "  line    1  adds column users.colour\n"));
  CHECK(has(plan.out,
            "  line    2  creates index users_colour on users\n"
            "             users: an index is built\n"));
  INFO("nobody else can use a table that the plan makes");
  CHECK_FALSE(has(plan.out, "notes: an index is built"));

  const auto document = nlohmann::json::parse(run_program(folder.path(), "plan --json").out);
  const auto& second = document["statements"].at(1);
  CHECK(second["line"] == 2);
  CHECK(second["effects"].at(0)["effect"] == "index-created");
  CHECK(second["facts"]["relations"].at(0)["relation"] == "users");
  CHECK(second["facts"]["relations"].at(0)["builds_index"] == true);
  CHECK(document["statements"].at(3)["facts"]["relations"].empty());
}

TEST_CASE("a ledger made by a newer Sluice is left alone, and its verdicts are read", "[cli]") {
  const temp_dir folder;
  make_project(folder);
  folder.write("one/q.sql", "SELECT id, name FROM users WHERE id = ?;\n");
  folder.write("two/q.sql", "SELECT id FROM users WHERE id = ?;\n");
  REQUIRE(run_program(folder.path(), "up").code == 0);
  REQUIRE(run_program(folder.path(), "release record web@1 --queries one").code == 0);
  REQUIRE(run_program(folder.path(), "release record web@2 --queries two").code == 0);
  REQUIRE(run_program(folder.path(), "release live web@2").code == 0);
  const std::string newer =
      "sqlite3 app.db \"UPDATE sluice_meta SET content = '99' WHERE name = 'ledger_version'\"";
  REQUIRE(std::system(("cd '" + folder.path().string() + "' && " + newer).c_str()) == 0);
  const program_result up = run_program(folder.path(), "up");
  CHECK(up.code == 1);
  CHECK(has(up.err, "has version 99, and this Sluice knows 1"));
  const program_result gate = run_program(folder.path(), "gate rollback --from web@2 --to web@1");
  CHECK(gate.code == 0);
  CHECK(has(gate.out, "safe: stored by Sluice"));
  CHECK(run_program(folder.path(), "gate rollback --from web@2 --to web@7").code == 11);
}

TEST_CASE("nothing is coloured in a pipe", "[cli]") {
  const temp_dir folder;
  make_project(folder);
  CHECK(!has(run_program(folder.path(), "up").out, "\x1b["));
}

TEST_CASE("completion scripts know every command", "[cli]") {
  const temp_dir folder;
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const program_result r = run_program(folder.path(), std::string("completion ") + shell);
    CHECK(r.code == 0);
    for (const char* word : {"backfill", "rollback", "dry-run", "queries"}) CHECK(has(r.out, word));
  }
}

}  // namespace sluice::test
