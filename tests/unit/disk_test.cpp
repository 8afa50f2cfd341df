#include "phases/disk.hpp"

#include "dialects/text/error.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>

namespace sluice::phases {

namespace {

constexpr server_version a_server{engine::sqlite, 3, 40, 0};
constexpr const char* some_sql = "CREATE TABLE t (id integer);\n";

/// The error that reading the folder gives, with the folder's own path cut off.
std::string problem(const test::temp_dir& folder) {
  try {
    static_cast<void>(read_changes(folder.path().string(), a_server));
  } catch (const text::input_error& e) {
    std::string text = e.what();
    const std::string prefix = folder.path().string() + "/";
    for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix))
      text.erase(at, prefix.size());
    return text;
  }
  return "";
}

}  // namespace

TEST_CASE("changes are ordered by version as a number", "[disk]") {
  const test::temp_dir folder;
  folder.write("10_b.sql", some_sql);
  folder.write("9_a.sql", some_sql);
  folder.write("0011_c/expand.sql", some_sql);
  folder.write("README.md", "not ours");
  folder.write(".hidden.sql", "not ours");
  const auto changes = read_changes(folder.path().string(), a_server);
  REQUIRE(changes.size() == 3);
  CHECK(changes[0].id == "9_a");
  CHECK(changes[1].id == "10_b");
  CHECK(changes[2].id == "0011_c");
  CHECK(changes[2].slug == "c");
}

TEST_CASE("what the server does not run is no statement, and the checksum is the file's",
          "[disk]") {
  const test::temp_dir folder;
  folder.write("1_a.sql",
               "CREATE TABLE t (a INT /*!80023 INVISIBLE */ /*M!100300 INVISIBLE */);\n"
               "/*!80000 DROP TABLE old */;\n");
  const auto read = [&](server_version server) {
    return read_changes(folder.path().string(), server).at(0).steps.at(0);
  };
  const step on_mysql = read({engine::mysql, 8, 0, 36});
  const step on_mariadb = read({engine::mariadb, 10, 11, 0});
  REQUIRE(on_mysql.statements.size() == 2);
  REQUIRE(on_mariadb.statements.size() == 1);
  CHECK(on_mysql.text_of(on_mysql.statements[0]) ==
        "CREATE TABLE t (a INT /*!80023 INVISIBLE */ /*  100300 INVISIBLE */)");
  CHECK(on_mariadb.text_of(on_mariadb.statements[0]) ==
        "CREATE TABLE t (a INT /* 80023 INVISIBLE */ /*M!100300 INVISIBLE */)");
  CHECK(on_mysql.checksum == on_mariadb.checksum);
  CHECK(on_mysql.raw_checksum == on_mariadb.raw_checksum);
}

TEST_CASE("line ends and a byte order mark do not change a checksum", "[disk]") {
  std::vector<std::string> sums;
  for (const std::string text :
       {"CREATE TABLE t (id integer);\n-- x\n", "CREATE TABLE t (id integer);\r\n-- x\r\n",
        "\xEF\xBB\xBF"
        "CREATE TABLE t (id integer);\n-- x\n"}) {
    const test::temp_dir folder;
    folder.write("1_a.sql", text);
    const auto changes = read_changes(folder.path().string(), a_server);
    sums.push_back(changes.at(0).steps.at(0).checksum);
    CHECK(changes.at(0).steps.at(0).raw_checksum.size() == 64);
  }
  CHECK(sums[0] == sums[1]);
  CHECK(sums[0] == sums[2]);
}

TEST_CASE("a folder that cannot be read as changes says why", "[disk]") {
  SECTION("missing") {
    CHECK_THROWS_WITH(read_changes("/no/such/folder", a_server),
                      "no migrations folder '/no/such/folder'");
  }
  const test::temp_dir folder;
  SECTION("a name without a version") {
    folder.write("add_users.sql", some_sql);
    CHECK(problem(folder) == "add_users.sql: this name has no place in a migrations folder");
  }
  SECTION("an unknown phase") {
    folder.write("1_a/expand.sql", some_sql);
    folder.write("1_a/rollback.sql", some_sql);
    CHECK(problem(folder) == "1_a/rollback.sql: no phase has this name");
  }
  SECTION("a folder without a phase file") {
    folder.write("1_a/notes.txt", "nothing");
    CHECK(problem(folder) == "1_a: the change has no phase file");
  }
  SECTION("an empty file") {
    folder.write("1_a.sql", "");
    CHECK(problem(folder) == "1_a.sql: no statement in this file");
  }
  SECTION("comments only") {
    folder.write("1_a.sql", "-- later\n/* or never */\n");
    CHECK(problem(folder) == "1_a.sql: no statement in this file");
  }
  SECTION("two changes with one version") {
    folder.write("1_a.sql", some_sql);
    folder.write("01_b.sql", some_sql);
    CHECK(problem(folder).find("two changes have the version") == 0);
  }
  SECTION("two changes with one name") {
    folder.write("1_a.sql", some_sql);
    folder.write("2_a.sql", some_sql);
    CHECK(problem(folder) == "two changes have the name 'a': 1_a and 2_a");
  }
  SECTION("a phase without its predecessor") {
    folder.write("1_a/migrate.sql", "-- sluice:backfill name=x\nUPDATE t SET a = 1;\n");
    CHECK(problem(folder) == "1_a: migrate.sql without expand.sql");
  }
  SECTION("moved data without a proof") {
    folder.write("1_a/expand.sql", some_sql);
    folder.write("1_a/migrate.sql", "-- sluice:backfill name=x\nUPDATE t SET a = 1;\n");
    folder.write("1_a/contract.sql", "DROP TABLE u;\n");
    CHECK(problem(folder) == "1_a: contract.sql without verify.sql");
  }
  SECTION("a dependency on nothing") {
    folder.write("1_a.sql", "-- sluice:depends-on change=b\n" + std::string(some_sql));
    CHECK(problem(folder) == "1_a: depends-on names 'b', and no earlier change has that name");
  }
  SECTION("an unterminated string") {
    folder.write("1_a.sql", "SELECT 1;\nSELECT 'oops;\n");
    CHECK(problem(folder).find("1_a.sql:2:8: ") == 0);
  }
  SECTION("an unterminated comment") {
    folder.write("1_a.sql", "SELECT 1; /* never closed");
    CHECK(problem(folder).find("1_a.sql:1:11: ") == 0);
  }
  SECTION("UTF-16") {
    folder.write("1_a.sql", std::string("\xFF\xFE"
                                        "S\0E\0L\0",
                                        8));
    CHECK(problem(folder).find("UTF-16") != std::string::npos);
  }
  SECTION("a NUL byte") {
    folder.write("1_a.sql", std::string("SELECT 1;\nSEL\0ECT", 17));
    CHECK(problem(folder).find("1_a.sql:2:4: ") == 0);
  }
  SECTION("a file of 50 MB") {
    folder.write("1_a.sql", std::string(50u * 1024 * 1024, ' '));
    CHECK(problem(folder).find("50.0 MB") != std::string::npos);
  }
  SECTION("a transaction of its own") {
    folder.write("1_a.sql", "BEGIN;\nCREATE TABLE t (id integer);\nCOMMIT;\n");
    CHECK(problem(folder).find("1_a.sql:1:1: BEGIN has no place in a phase file") == 0);
  }
  SECTION("a directive behind a statement") {
    folder.write("1_a.sql",
                 "DROP TABLE t; -- sluice:allow drop-table reason=\"gone\"\nDROP TABLE u;\n");
    CHECK(problem(folder) ==
          "1_a.sql:1:15: a directive stands on a line of its own, above its statement");
  }
  SECTION("a directive without a statement") {
    folder.write("1_a.sql", "DROP TABLE t;\n-- sluice:allow drop-table reason=\"gone\"\n");
    CHECK(problem(folder) == "1_a.sql:2:1: no statement follows this 'sluice:allow'");
  }
  SECTION("a file's directive below a statement") {
    folder.write("1_a.sql", "SELECT 1;\n-- sluice:no-transaction\nSELECT 2;\n");
    CHECK(problem(folder) == "1_a.sql:2:1: 'sluice:no-transaction' speaks of the whole file");
  }
  SECTION("a query that expects nothing") {
    folder.write("1_a/expand.sql", some_sql);
    folder.write("1_a/verify.sql", "SELECT 1;\n");
    CHECK(problem(folder) == "1_a/verify.sql:1:1: a query in verify.sql says what it expects");
  }
}

}  // namespace sluice::phases
