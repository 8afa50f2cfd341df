#include "tests/cli/program.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>

/// What the user gives is wrong: one error each, with its place, exit code 2, and the database as
/// it was.
namespace sluice::test {

namespace {

constexpr const char* good_sql = "CREATE TABLE more (id integer PRIMARY KEY);\n";
constexpr std::size_t megabyte = std::size_t{1024} * 1024;

/// A project on SQLite whose first change is applied; a good one waits behind the bad input.
class bad_project {
 public:
  bad_project() {
    folder.write("sluice.toml", "url = \"sqlite:app.db\"\n");
    folder.write("migrations/1_users.sql", "CREATE TABLE users (id integer PRIMARY KEY);\n");
    REQUIRE(run_program(folder.path(), "up").code == 0);
    before_ = folder.read("app.db");
    folder.write("migrations/2_more.sql", good_sql);
  }

  /// Every command that reads the folder says the same, and none of them writes.
  void refuses(const std::string& message, const std::string& help = "") const {
    for (const char* command :
         {"up", "up --dry-run", "plan", "status", "backfill run", "verify more", "contract more",
          "gate contract more", "up --json", "lint"}) {
      const program_result r = run_program(folder.path(), command);
      INFO("sluice " << command << "\n" << r.out << r.err);
      CHECK((folder.read("app.db") == before_));
      CHECK_FALSE(std::filesystem::exists(folder / "app.db-journal"));
      if (std::string(command) == "lint") {
        // A linter reports what it can beside a broken statement; it must not be silent.
        CHECK(r.code != 0);
        continue;
      }
      CHECK(r.code == 2);
      if (std::string(command) == "up --json") {
        const auto error = nlohmann::json::parse(r.out)["error"];
        CHECK(error["kind"] == "input");
        CHECK(has(error["message"], message));
        continue;
      }
      CHECK(has(r.err, "error: " + message));
      if (!help.empty()) CHECK(has(r.err, "help: " + help));
    }
    // What was applied is still all there is, and the way on is open once the folder is mended.
    CHECK(has(run_program(folder.path(), "events").out, "users/expand"));
  }

  void goes_on_without(const std::string& bad) const {
    std::filesystem::remove_all(folder / bad);
    const program_result r = run_program(folder.path(), "up");
    INFO(r.out << r.err);
    CHECK(r.code == 0);
    CHECK(has(r.out, "applied  more/expand"));
    CHECK((folder.read("app.db") != before_));
  }

  const temp_dir folder;

 private:
  std::string before_;
};

}  // namespace

TEST_CASE("a folder that is not one, or is not there, is refused", "[bad_input]") {
  const bad_project p;
  SECTION("missing") {
    std::filesystem::rename(p.folder / "migrations", p.folder / "elsewhere");
    p.refuses("no migrations folder 'migrations'", "run 'sluice init' here");
  }
  SECTION("a file in its place") {
    std::filesystem::remove_all(p.folder / "migrations");
    p.folder.write("migrations", good_sql);
    p.refuses("'migrations' is not a folder", "name the migrations folder with --dir");
  }
}

TEST_CASE("a bad directive is refused with its place", "[bad_input]") {
  const bad_project p;
  const auto write = [&](const std::string& directive) {
    p.folder.write("migrations/3_bad.sql", "CREATE TABLE a (id integer);\n  -- sluice:" +
                                               directive + "\nCREATE TABLE b (id integer);\n");
  };
  SECTION("unknown") {
    write("alow drop-table");
    p.refuses("migrations/3_bad.sql:2:13: unknown directive 'sluice:alow'", "the directives are: ");
  }
  SECTION("an unknown key") {
    write("allow drop-table because=\"x\"");
    p.refuses("migrations/3_bad.sql:2:30: 'sluice:allow' has no key 'because'",
              "write it like: -- sluice:allow");
  }
  SECTION("a date that is none") {
    write("allow drop-table reason=\"x\" until=2026-02-30");
    p.refuses("migrations/3_bad.sql:2:47: bad value '2026-02-30' for 'until'");
  }
  SECTION("a quote that is never closed") {
    write("allow drop-table reason=\"x");
    p.refuses("migrations/3_bad.sql:2:37: ");
  }
  SECTION("one that has no meaning in this phase") {
    write("expect empty");
    p.refuses("migrations/3_bad.sql:2:3: 'sluice:expect' has no meaning in the expand phase",
              "it belongs in verify.sql");
  }
  p.goes_on_without("migrations/3_bad.sql");
}

TEST_CASE("a bad value of a phase file's directive is refused with its place", "[bad_input]") {
  const bad_project p;
  p.folder.write("migrations/3_bad/expand.sql", "ALTER TABLE users ADD COLUMN name text;\n");
  const auto refuses = [&](const std::string& directive, const std::string& message,
                           const std::string& help) {
    p.folder.write("migrations/3_bad/migrate.sql",
                   "-- sluice:backfill " + directive + "\nUPDATE users SET name = 'x';\n");
    p.refuses("migrations/3_bad/migrate.sql:1:" + message, help);
  };
  SECTION("a count of zero") {
    refuses("name=n batch=0", "33: bad value '0' for 'batch'", "expected ");
  }
  SECTION("no count") {
    refuses("name=n batch=many", "33: bad value 'many' for 'batch'", "");
  }
  SECTION("no duration") {
    refuses("name=n target=soon", "34: bad value 'soon'", "expected ");
  }
  SECTION("what it needs is not there") {
    refuses("batch=10", "1: 'sluice:backfill' needs name=...", "write it like: -- sluice:backfill");
  }
  SECTION("given twice") {
    refuses("name=n name=m", "27: 'name' is given twice", "");
  }
  p.goes_on_without("migrations/3_bad");
}

TEST_CASE("a phase file without its predecessor is refused", "[bad_input]") {
  const bad_project p;
  SECTION("migrate without expand") {
    p.folder.write("migrations/3_bad/migrate.sql",
                   "-- sluice:backfill name=n\nUPDATE users SET id = id;\n");
    p.refuses("3_bad: migrate.sql without expand.sql");
  }
  SECTION("verify without expand") {
    p.folder.write("migrations/3_bad/verify.sql", "-- sluice:expect empty\nSELECT 1;\n");
    p.refuses("3_bad: verify.sql without expand.sql");
  }
  SECTION("contract without verify") {
    p.folder.write("migrations/3_bad/expand.sql", "ALTER TABLE users ADD COLUMN name text;\n");
    p.folder.write("migrations/3_bad/migrate.sql",
                   "-- sluice:backfill name=n\nUPDATE users SET name = 'x' WHERE name IS NULL;\n");
    p.folder.write("migrations/3_bad/contract.sql", "DROP TABLE users;\n");
    p.refuses("3_bad: contract.sql without verify.sql", "data is moved in migrate.sql");
  }
  SECTION("a name that is no phase") {
    p.folder.write("migrations/3_bad/expand.sql", good_sql);
    p.folder.write("migrations/3_bad/down.sql", "DROP TABLE more;\n");
    p.refuses("migrations/3_bad/down.sql: no phase has this name", "the files of a change are");
  }
  p.goes_on_without("migrations/3_bad");
}

TEST_CASE("text that never ends is refused where it begins", "[bad_input]") {
  const bad_project p;
  const auto refuses = [&](const std::string& text, const std::string& message) {
    p.folder.write("migrations/3_bad.sql", "CREATE TABLE a (id integer);\n\n" + text);
    p.refuses("migrations/3_bad.sql:" + message);
  };
  SECTION("a string") {
    refuses("INSERT INTO users VALUES ('O''Brien);\n", "3:27: this string is never closed");
  }
  SECTION("a comment") {
    refuses("  /* on and\non;\n", "3:3: this comment is never closed");
  }
  SECTION("a quoted name") {
    refuses("SELECT \"id FROM users;\n", "3:8: this quoted name is never closed");
  }
  SECTION("a trigger's body") {
    refuses("CREATE TRIGGER t AFTER INSERT ON users BEGIN\n  SELECT 1;\n", "3:40: ");
  }
  SECTION("parentheses") {
    refuses("CREATE TABLE b (id integer;\n", "3:");
  }
  p.goes_on_without("migrations/3_bad.sql");
}

TEST_CASE("a dollar quote that never ends is refused before anybody connects", "[bad_input]") {
  const temp_dir folder;
  folder.write("migrations/1_bad.sql",
               "CREATE TABLE a (id integer);\nCREATE FUNCTION f() RETURNS int LANGUAGE sql AS "
               "$body$ SELECT 1; $bod$;\n");
  // Nobody listens there: reaching the database would be another error and another exit code.
  const program_result r =
      run_program(folder.path(), "up --url postgresql://postgres@127.0.0.1:1/app");
  CHECK(r.code == 2);
  CHECK(has(r.err, "error: migrations/1_bad.sql:2:49: this dollar-quoted string is never closed"));
}

TEST_CASE("a file that is no SQL text is refused", "[bad_input]") {
  const bad_project p;
  const auto refuses = [&](const std::string& bytes, const std::string& message,
                           const std::string& help = "") {
    p.folder.write("migrations/3_bad.sql", bytes);
    p.refuses(message, help);
  };
  SECTION("UTF-16 with a mark") {
    refuses(std::string("\xFF\xFE"
                        "S\0E\0L\0",
                        8),
            "migrations/3_bad.sql:1:1: the file is UTF-16 text", "save it as UTF-8");
  }
  SECTION("UTF-16 without a mark") {
    refuses(std::string("S\0E\0L\0E\0C\0T\0 \0001\0;\0", 18), "migrations/3_bad.sql:1:");
  }
  SECTION("a NUL byte") {
    refuses(std::string("CREATE TABLE a (id integer);\nSEL\0ECT 1;\n", 40),
            "migrations/3_bad.sql:2:4: the file holds a NUL byte");
  }
  SECTION("Latin-1") {
    refuses("SELECT 1;\nSELECT 'M\xFCller';\n",
            "migrations/3_bad.sql:2:10: byte 0xFC is not valid UTF-8", "save the file as UTF-8");
  }
  SECTION("50 MB") {
    refuses(std::string(50 * megabyte, '\n'), "migrations/3_bad.sql is 50.0 MB");
  }
  SECTION("empty") {
    refuses("", "migrations/3_bad.sql: no statement in this file");
  }
  SECTION("comments only") {
    refuses("-- later\n/* or\n never */\n", "migrations/3_bad.sql: no statement in this file");
  }
  SECTION("semicolons only") {
    refuses(";;\n ;\n", "migrations/3_bad.sql: no statement in this file");
  }
  p.goes_on_without("migrations/3_bad.sql");
}

TEST_CASE("changes that cannot be told apart are refused", "[bad_input]") {
  const bad_project p;
  SECTION("two with one version") {
    p.folder.write("migrations/02_bad.sql", good_sql);
    p.refuses("two changes have the version 2: ");
    p.goes_on_without("migrations/02_bad.sql");
  }
  SECTION("two with one name") {
    p.folder.write("migrations/3_more.sql", good_sql);
    p.refuses("two changes have the name 'more': 2_more and 3_more");
    p.goes_on_without("migrations/3_more.sql");
  }
  SECTION("a folder and a file of one name") {
    p.folder.write("migrations/2_more/expand.sql", good_sql);
    p.refuses("two changes have the version");
    p.goes_on_without("migrations/2_more");
  }
}

TEST_CASE("a file that may not be read is named", "[bad_input]") {
  const bad_project p;
  SECTION("a link to nothing") {
    std::filesystem::create_symlink("/no/such/file.sql", p.folder / "migrations/3_bad.sql");
    p.refuses("cannot read migrations/3_bad.sql: ");
    p.goes_on_without("migrations/3_bad.sql");
  }
  SECTION("a pipe, which would never end") {
    const std::string pipe = (p.folder / "migrations/3_bad.sql").string();
    REQUIRE(std::system(fmt::format("mkfifo '{}'", pipe).c_str()) == 0);
    p.refuses("cannot read migrations/3_bad.sql: ");
    p.goes_on_without("migrations/3_bad.sql");
  }
}

TEST_CASE("a URL that is none is refused without its password", "[bad_input]") {
  const temp_dir folder;
  folder.write("migrations/1_a.sql", good_sql);
  for (const char* url : {"postgresql://u:hunter2@host:port/db", "mysql://u:hunter2@h:99999/db",
                          "oracle://u:hunter2@h/db", "postgresql://u:hunter2@h/db?sslmode=perhaps",
                          "mysql://u:hunter2@h/db?nope=hunter2",
                          "postgresql://u:hunter2@h/db?password_file=/no/such/file",
                          "postgresql://u@h/db?password_command=echo%20hunter2;exit%203"}) {
    for (const char* more : {"", " --json", " --verbose"}) {
      const program_result r =
          run_program(folder.path(), fmt::format("up --url '{}'{}", url, more));
      INFO(url << more << "\n" << r.out << r.err);
      CHECK(r.code == 2);
      CHECK_FALSE(has(r.out + r.err, "hunter2"));
    }
  }
  // Typed where no option takes it.
  const program_result stray = run_program(folder.path(), "up postgresql://u:hunter2@h/db");
  CHECK(stray.code == 2);
  CHECK_FALSE(has(stray.err, "hunter2"));
  // And from the environment and the configuration.
  const program_result variable =
      run_program(folder.path(), "up", "SLUICE_URL=postgresql://u:hunter2@h:x/db");
  CHECK(variable.code == 2);
  CHECK_FALSE(has(variable.err, "hunter2"));
  folder.write("sluice.toml", "url = \"postgresql://u:hunter2@h:x/db\"\nurll = \"hunter2\"\n");
  const program_result file = run_program(folder.path(), "up");
  CHECK(file.code == 2);
  CHECK_FALSE(has(file.err, "hunter2"));
}

}  // namespace sluice::test
