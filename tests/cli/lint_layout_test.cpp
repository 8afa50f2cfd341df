#include "tests/cli/program.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace sluice::test {

namespace {

void make_goose_folder(const temp_dir& folder) {
  folder.write("migrations/1_users.sql",
               "-- +goose Up\nCREATE TABLE users (id bigint PRIMARY KEY, nick text);\n"
               "-- +goose Down\nDROP TABLE users;\n");
  folder.write("migrations/2_nick.sql",
               "-- +goose Up\nALTER TABLE users DROP COLUMN nick;\n"
               "-- +goose Down\nALTER TABLE users ADD COLUMN nick text;\n");
  folder.write("migrations/README.md", "How to migrate.\n");
}

}  // namespace

TEST_CASE("lint says as what it read a folder of another tool", "[cli]") {
  const temp_dir folder;
  make_goose_folder(folder);
  const program_result text = run_program(folder.path(), "lint --dialect postgres");
  INFO(text.out << text.err);
  CHECK(text.code == 10);
  CHECK(has(text.out, "2_nick.sql:2:19: error[drop-column]"));
  CHECK(has(text.out, "a later migration: ALTER TABLE users DROP COLUMN nick;"));
  CHECK(!has(text.out, "contract.sql"));
  CHECK(has(text.out,
            "read 2 files as goose; 2 down parts are not linted; left out: README.md (not SQL)\n"));

  const auto document =
      nlohmann::json::parse(run_program(folder.path(), "lint --dialect postgres --json").out);
  CHECK(document["layout"]["name"] == "goose");
  CHECK(document["layout"]["files"] == 2);
  CHECK(document["layout"]["down_parts"] == 2);
  CHECK(document["layout"]["left_out"].at(0)["file"] == "README.md");
  CHECK(document["findings"].at(0)["change"] == "2_nick");
  CHECK(!document["findings"].at(0).contains("phase"));
}

TEST_CASE("a down file may be named beside the others, as a list of changed files has it",
          "[cli]") {
  const temp_dir folder;
  folder.write("migrations/1_users.up.sql", "CREATE TABLE users (id bigint PRIMARY KEY);\n");
  folder.write("migrations/1_users.down.sql", "DROP TABLE users;\n");
  folder.write("elsewhere.sql", "SELECT 1;\n");
  const std::string lint = "lint --dialect postgres ";
  const program_result both =
      run_program(folder.path(), lint + "migrations/1_users.up.sql migrations/1_users.down.sql");
  INFO(both.out << both.err);
  CHECK(both.code == 0);
  CHECK(has(both.out, "1 down file is not linted"));
  CHECK(has(both.out, "1 file, 1 statement"));
  const program_result alone = run_program(folder.path(), lint + "migrations/1_users.down.sql");
  CHECK(alone.code == 0);
  CHECK(has(alone.out, "0 files, 0 statements"));
  CHECK(run_program(folder.path(), lint + "elsewhere.sql").code == 2);
}

TEST_CASE("lint needs no configuration where the folder and its tool tell enough", "[cli]") {
  const std::string table = "CREATE TABLE users (id bigint PRIMARY KEY, nick text);\n";
  const std::string drop = "ALTER TABLE users DROP COLUMN nick;\n";
  const temp_dir folder;
  folder.write("prisma/migrations/1_users/migration.sql", table);
  folder.write("prisma/migrations/2_nick/migration.sql", drop);
  const std::string lint = "lint --dialect postgres ";
  const auto hurts = [&](const std::string& arguments) {
    const program_result r = run_program(folder.path(), arguments);
    INFO(r.out << r.err);
    CHECK(r.code == 10);
    CHECK(has(r.out, "2_nick/migration.sql:1:19: error[drop-column]"));
    return r;
  };
  SECTION("a usual place") {
    CHECK(has(hurts(lint).err, "there is no folder 'migrations': reading prisma/migrations"));
  }
  SECTION("a folder that is named") {
    CHECK(hurts(lint + "prisma/migrations").err.empty());
    folder.write("migrations/1_other.sql", "CREATE TABLE other (id int);\n");
    CHECK(hurts(lint + "prisma/migrations").err.empty());
  }
  SECTION("a file that is named: the others are its history") {
    CHECK(has(hurts(lint + "prisma/migrations/2_nick/migration.sql").out, "1 file, 1 statement"));
  }
  SECTION("the folder of one migration: the others are its history") {
    for (const char* path : {"prisma/migrations/2_nick", "prisma/migrations/2_nick/"})
      CHECK(has(hurts(lint + path).out, "1 file, 1 statement"));
    CHECK(has(hurts(lint + "prisma/migrations/1_users prisma/migrations/2_nick").out, "2 files"));
  }
  SECTION("paths in several folders") {
    folder.write("db/1_other.sql", table);
    const program_result r = run_program(folder.path(), lint + "prisma/migrations db");
    CHECK(r.code == 2);
    CHECK(has(r.err, "the paths lie in several folders"));
  }
  SECTION("the engine as the tool has it") {
    folder.write("prisma/migrations/migration_lock.toml", "provider = \"postgresql\"\n");
    CHECK(has(hurts("lint").err, "migration_lock.toml says PostgreSQL"));
  }
  SECTION("the engine of DATABASE_URL, which is never connected to") {
    const program_result r =
        run_program(folder.path(), "lint", "DATABASE_URL=postgres://nobody@nowhere.invalid/x");
    CHECK(r.code == 10);
    CHECK(has(r.err, "DATABASE_URL says PostgreSQL"));
  }
  SECTION("two usual places") {
    folder.write("db/migrate/1_other.sql", table);
    const program_result r = run_program(folder.path(), lint);
    CHECK(r.code == 2);
    CHECK(has(r.err, "there are migrations in db/migrate and in prisma/migrations"));
    CHECK(has(r.err, "name one of them: sluice lint db/migrate"));
  }
  SECTION("a path that is not there") {
    const program_result r = run_program(folder.path(), lint + "prisma/migrtions");
    CHECK(r.code == 2);
    CHECK(has(r.err, "no file or folder 'prisma/migrtions'"));
  }
  SECTION("nothing tells the engine") {
    const program_result r = run_program(folder.path(), "lint");
    CHECK(r.code == 2);
    CHECK(has(r.err, "no database and no dialect is named"));
  }
}

TEST_CASE("--layout overrides what the folder looks like, and knows its names", "[cli]") {
  const temp_dir folder;
  make_goose_folder(folder);
  const std::string lint = "lint --dialect postgres ";
  CHECK(has(run_program(folder.path(), lint + "--layout plain").out, "read 2 files as plain"));
  const program_result ours = run_program(folder.path(), lint + "--layout sluice");
  CHECK(!has(ours.out, "read 2 files as"));
  const program_result wrong = run_program(folder.path(), lint + "--layout gose");
  CHECK(wrong.code == 2);
  CHECK(has(wrong.err, "'gose' is no layout; is goose meant?"));
  CHECK(has(wrong.err, "golang-migrate"));
  CHECK(has(run_program(folder.path(), "lint --help").out, "golang-migrate"));
}

TEST_CASE("a migration that is a program is unknown, not clean", "[cli]") {
  const temp_dir folder;
  folder.write("migrations/1_users.sql",
               "-- +goose Up\nCREATE TABLE users (id bigint PRIMARY KEY);\n");
  folder.write("migrations/2_fill.go", "package migrations\n");
  const program_result r = run_program(folder.path(), "lint --dialect postgres");
  INFO(r.out << r.err);
  CHECK(r.code == 11);
  CHECK(has(r.out, "it is written in Go, and Sluice reads SQL"));
}

TEST_CASE("files that nothing marks are Sluice's where it has been set up", "[cli]") {
  const temp_dir folder;
  folder.write("migrations/1_users.sql", "CREATE TABLE users (id bigint PRIMARY KEY);\n");
  CHECK(has(run_program(folder.path(), "lint --dialect postgres").out, "read 1 file as plain"));
  folder.write("sluice.toml", "dialect = \"postgres\"\n");
  CHECK(!has(run_program(folder.path(), "lint").out, "read 1 file as"));
}

}  // namespace sluice::test
