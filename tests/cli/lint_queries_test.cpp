#include "tests/cli/program.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

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

}  // namespace sluice::test
