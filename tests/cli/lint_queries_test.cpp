#include "tests/cli/program.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>

namespace sluice::test {

namespace {

using nlohmann::json;

/// One change that drops two columns, and the statements of two releases: the newer one reads
/// neither of them.
void write_shop(const temp_dir& folder, const std::string& more_config = {}) {
  folder.write("sluice.toml", "dialect = \"postgres\"\n" + more_config);
  folder.write("migrations/1_users.sql",
               "CREATE TABLE users (id bigint PRIMARY KEY, a int, b int, c int);\n");
  folder.write("migrations/2_drop.sql",
               "ALTER TABLE users DROP COLUMN a;\nALTER TABLE users DROP COLUMN b;\n");
  folder.write("releases/web@1/users.sql", "-- the old one\nSELECT id,\n  a FROM users;\n");
  folder.write("releases/web@2.sql", "SELECT id, c FROM users WHERE id = %s;\n");
}

/// "object release file:line" of each statement that a finding names.
std::vector<std::string> hurt(const program_result& r) {
  INFO(r.err);
  REQUIRE((r.code == 0 || r.code == 10));
  std::vector<std::string> out;
  const json document = json::parse(r.out);
  for (const json& f : document.at("findings")) {
    const json queries = f.value("queries", json::array());
    if (queries.empty()) out.push_back(f.at("object"));
    for (const json& q : queries)
      out.push_back(f.at("object").get<std::string>() + " " + q.at("release").get<std::string>() +
                    " " + q.at("file").get<std::string>() + ":" +
                    std::to_string(q.at("line").get<int>()));
  }
  return out;
}

using lines = std::vector<std::string>;

}  // namespace

TEST_CASE("lint --queries reports what hurts the statements of a release") {
  const temp_dir folder;
  write_shop(folder);
  const auto lint = [&](const std::string& arguments) {
    return run_program(folder.path(), "lint --json " + arguments);
  };
  CHECK(hurt(lint("")) == lines{"users.a", "users.b"});
  CHECK(hurt(lint("--queries releases/web@1")) ==
        lines{"users.a web@1 releases/web@1/users.sql:2"});
  CHECK(hurt(lint("--queries live=releases/web@1/")) ==
        lines{"users.a live releases/web@1/users.sql:2"});
  CHECK(hurt(lint("--queries releases/web@2.sql")).empty());
  CHECK(lint("--queries releases/web@2.sql").code == 0);
  CHECK(hurt(lint("--queries releases/web@2.sql --queries releases/web@1")) ==
        lines{"users.a web@1 releases/web@1/users.sql:2"});
  CHECK(hurt(lint("--queries releases")) == lines{"users.a releases releases/web@1/users.sql:2"});
}

TEST_CASE("sluice.toml names the statements of the releases") {
  const temp_dir folder;
  write_shop(folder, "[lint]\nqueries = [\"web@2=releases/web@2.sql\"]\n");
  CHECK(run_program(folder.path(), "lint").code == 0);
  CHECK(hurt(run_program(folder.path(), "lint --json --queries releases/web@1")) ==
        lines{"users.a web@1 releases/web@1/users.sql:2"});
}

// Otherwise the migrations given in their place would make every finding go away.
TEST_CASE("a release without a statement about rows makes no finding go away") {
  const temp_dir folder;
  write_shop(folder);
  const program_result r = run_program(folder.path(), "lint --queries migrations");
  CHECK(r.code == 2);
  CHECK(has(r.err, "no statement in 'migrations' reads or writes rows"));
  folder.write("releases/both.sql", "CREATE TABLE t (z int);\nSELECT id FROM users;\n");
  CHECK(run_program(folder.path(), "lint --queries releases/both.sql").code == 0);
}

TEST_CASE("lint tells of statements that it cannot read") {
  const temp_dir folder;
  write_shop(folder);
  folder.write("empty/readme.txt", "none");
  folder.write("broken.sql", "SELECT (id FROM users;\n");
  const program_result missing = run_program(folder.path(), "lint --queries nowhere");
  CHECK(missing.code == 2);
  CHECK(has(missing.err, "no file or folder 'nowhere'"));
  CHECK(run_program(folder.path(), "lint --queries empty").code == 2);
  const program_result nameless = run_program(folder.path(), "lint --queries =releases/web@1");
  CHECK(nameless.code == 2);
  CHECK(has(nameless.err, "'=releases/web@1' names no release"));
  const program_result nowhere = run_program(folder.path(), "lint --queries web@1=");
  CHECK(nowhere.code == 2);
  CHECK(has(nowhere.err, "'web@1=' names no file or folder"));
  const program_result broken = run_program(folder.path(), "lint --queries broken.sql");
  CHECK(broken.code == 2);
  CHECK(has(broken.err, "broken.sql:1"));
}

namespace {

/// A SQLite file in which the first change is applied, and the same releases.
void write_target(const temp_dir& folder) {
  folder.write("migrations/20260101000000_users.sql",
               "CREATE TABLE users (id integer PRIMARY KEY, a int, b int, c int);\n");
  REQUIRE(run_program(folder.path(), "up --url sqlite:app.db").code == 0);
  folder.write("migrations/20260102000000_drop.sql",
               "ALTER TABLE users DROP COLUMN a;\nALTER TABLE users DROP COLUMN b;\n");
  folder.write("releases/web@1/users.sql", "-- the old one\nSELECT id,\n  a FROM users;\n");
  folder.write("releases/web@2.sql", "SELECT id, c FROM users WHERE id = %s;\n");
  const auto record = [&](const std::string& line) {
    const program_result r = run_program(folder.path(), "release " + line + " --url sqlite:app.db");
    INFO(r.err);
    REQUIRE(r.code == 0);
  };
  record("record web@1 --queries releases/web@1");
  record("record web@2 --queries releases/web@2.sql");
  record("live web@2");
}

}  // namespace

TEST_CASE("lint --url judges by what the live and standby releases of the target run") {
  const temp_dir folder;
  write_target(folder);
  const auto lint = [&] { return run_program(folder.path(), "lint --json --url sqlite:app.db"); };
  CHECK(hurt(lint()).empty());
  CHECK(has(lint().err, "judged by 1 statement of web@2 (live)"));
  REQUIRE(run_program(folder.path(), "release standby web@1 --url sqlite:app.db").code == 0);
  CHECK(hurt(lint()) == lines{"users.a web@1 releases/web@1/users.sql:2"});
  CHECK(lint().code == 10);
  REQUIRE(run_program(folder.path(), "release retire web@1 --url sqlite:app.db").code == 0);
  CHECK(hurt(lint()).empty());
}

TEST_CASE("lint --url counts everything as used when a protected release said nothing") {
  const temp_dir folder;
  write_target(folder);
  REQUIRE(run_program(folder.path(), "release record jobs@7 --url sqlite:app.db").code == 0);
  REQUIRE(run_program(folder.path(), "release live jobs@7 --url sqlite:app.db").code == 0);
  const program_result r = run_program(folder.path(), "lint --json --url sqlite:app.db");
  CHECK(hurt(r) == lines{"users.a", "users.b"});
  CHECK(has(r.err, "nobody recorded what jobs@7 runs: everything counts as used"));
}

TEST_CASE("lint --url reports on what the target has not applied, and changes nothing there") {
  const temp_dir folder;
  folder.write("migrations/20260101000000_users.sql",
               "CREATE TABLE users (id integer PRIMARY KEY, a int);\n");
  folder.write("migrations/20260102000000_drop.sql", "ALTER TABLE users DROP COLUMN a;\n");
  const auto lint = [&](const std::string& more) {
    return run_program(folder.path(), "lint --json --url sqlite:app.db " + more);
  };
  CHECK(lint("").code == 1);
  CHECK(!std::filesystem::exists(folder.path() / "app.db"));

  REQUIRE(run_program(folder.path(), "release record web@1 --url sqlite:app.db").code == 0);
  const program_result before = lint("");
  CHECK(hurt(before) == lines{"users.a"});
  CHECK(has(before.err, "no release is live or on standby on this target"));

  folder.write(
      "migrations/20260102000000_drop.sql",
      "-- sluice:allow drop-column reason=\"nobody reads it\"\nALTER TABLE users DROP COLUMN a;\n");
  REQUIRE(run_program(folder.path(), "up --url sqlite:app.db").code == 0);
  const auto statements = [&](const std::string& more) {
    return json::parse(lint(more).out).at("summary").at("statements");
  };
  CHECK(statements("") == 0);
  CHECK(has(lint("").err, "the target has applied every file"));
  CHECK(statements("migrations") == 2);
}

namespace {

/// web@1 counts refunds by their order and compares orders.total, which it does not qualify.
void write_captured(const temp_dir& folder) {
  folder.write("sluice.toml", "url = \"sqlite:app.db\"\n");
  folder.write("migrations/20260101000000_shop.sql",
               "CREATE TABLE orders (order_id integer PRIMARY KEY, total integer NOT NULL);\n"
               "CREATE TABLE refunds (refund_id integer PRIMARY KEY, order_id integer);\n");
  folder.write("web.sql",
               "SELECT count(*) FROM orders WHERE EXISTS (SELECT 1 FROM refunds\n"
               "  WHERE refunds.order_id = orders.order_id AND total >= 20);\n");
  for (const char* line : {"up", "release record web@1 --queries web.sql", "release live web@1"})
    REQUIRE(run_program(folder.path(), line).code == 0);
  folder.write("migrations/20260103000000_total.sql",
               "ALTER TABLE refunds ADD COLUMN total integer;\n");
}

}  // namespace

// The engine takes the old text and gives another answer: nobody would have been told.
TEST_CASE("up refuses an expand step that changes what a live release's statement means") {
  const temp_dir folder;
  write_captured(folder);
  const program_result r = run_program(folder.path(), "up");
  INFO(r.out << r.err);
  CHECK(r.code == 10);
  CHECK(has(r.out + r.err, "error[release-statement-changes-meaning]: web.sql:1 of web@1 is hurt"));
  CHECK(has(run_program(folder.path(), "status").out, "pending    20260103000000_total"));
  REQUIRE(run_program(folder.path(), "release retire web@1").code == 0);
  CHECK(run_program(folder.path(), "up").code == 0);
}

// A contract step that waits for the release has not broken its statement yet.
TEST_CASE("a statement is judged as long as the contract step that breaks it is held") {
  const temp_dir folder;
  write_captured(folder);
  folder.write("migrations/20260102000000_refunds/expand.sql",
               "ALTER TABLE refunds ADD COLUMN line_id integer;\n");
  folder.write("migrations/20260102000000_refunds/contract.sql",
               "ALTER TABLE refunds DROP COLUMN order_id;\n");
  const program_result lint = run_program(folder.path(), "lint --json --url sqlite:app.db");
  CHECK(hurt(lint) == lines{"refunds.total web@1 web.sql:1"});
  CHECK(run_program(folder.path(), "up").code == 10);
  std::filesystem::remove(folder.path() / "migrations/20260103000000_total.sql");
  CHECK(run_program(folder.path(), "up").code == 12);
  folder.write("migrations/20260103000000_total.sql",
               "ALTER TABLE refunds ADD COLUMN total integer;\n");
  CHECK(hurt(run_program(folder.path(), "lint --json --url sqlite:app.db")) ==
        lines{"refunds.total web@1 web.sql:1"});
  CHECK(run_program(folder.path(), "up").code == 10);
}

TEST_CASE("lint tells what does not go with a target") {
  const temp_dir folder;
  write_target(folder);
  const auto refused = [&](const std::string& more, const std::string& part) {
    const program_result r = run_program(folder.path(), "lint --url sqlite:app.db " + more);
    CHECK(r.code == 2);
    CHECK(has(r.err, part));
  };
  refused("--queries releases/web@1", "--queries and a target do not go together");
  refused("--dialect postgres", "--dialect postgres, but the target is");
  refused("--write-baseline old.json", "a baseline is written of all files");
}

}  // namespace sluice::test
