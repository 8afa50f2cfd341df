#include "tests/cli/program.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace sluice::test {

namespace {

using nlohmann::json;

/// web@1 is live; web@2 needs a column that is not there yet.
void write_users(const temp_dir& folder) {
  folder.write("sluice.toml", "url = \"sqlite:app.db\"\n");
  folder.write("migrations/20260101000000_users.sql",
               "CREATE TABLE users (id integer PRIMARY KEY, name text);\n");
  folder.write("one.sql", "SELECT name FROM users;\n");
  folder.write("two.sql", "SELECT name, nick FROM users;\n");
  for (const char* line : {"up", "release record web@1 --queries one.sql", "release live web@1"})
    REQUIRE(run_program(folder.path(), line).code == 0);
  folder.write("migrations/20260102000000_nick.sql", "ALTER TABLE users ADD COLUMN nick text;\n");
  REQUIRE(run_program(folder.path(), "release record web@2 --queries two.sql").code == 0);
}

}  // namespace

TEST_CASE("gate deploy names the step that a release waits for, and is safe after it", "[cli]") {
  const temp_dir folder;
  write_users(folder);
  const program_result before = run_program(folder.path(), "gate deploy web@2");
  CHECK(before.code == 10);
  CHECK(has(before.out, "UNSAFE: web@2 must not be started on this schema."));
  CHECK(has(before.out, "sluice up: it works once nick/expand is applied"));
  REQUIRE(run_program(folder.path(), "up").code == 0);
  const program_result after = run_program(folder.path(), "gate deploy web@2 --json");
  CHECK(after.code == 0);
  const json answer = json::parse(after.out);
  CHECK(answer.at("question") == "deploy");
  CHECK(answer.at("to") == "web@2");
  CHECK(answer.at("verdict") == "safe");
}

TEST_CASE("gate floor tells how far back the live release may go", "[cli]") {
  const temp_dir folder;
  write_users(folder);
  CHECK(has(run_program(folder.path(), "gate floor web").out, "no release of web was recorded"));
  REQUIRE(run_program(folder.path(), "up").code == 0);
  CHECK(has(run_program(folder.path(), "gate floor web --from web@2").out,
            "the code may be rolled back from web@2 as far as web@1"));
  REQUIRE(run_program(folder.path(), "release live web@2").code == 0);
  const program_result two = run_program(folder.path(), "gate floor web");
  CHECK(two.code == 2);
  CHECK(has(two.err, "web@1, web@2 are live"));
  REQUIRE(run_program(folder.path(), "release standby web@1").code == 0);
  const program_result floor = run_program(folder.path(), "gate floor web --json");
  CHECK(floor.code == 0);
  const json answer = json::parse(floor.out);
  CHECK(answer.at("from") == "web@2");
  CHECK(answer.at("floor") == "web@1");
  CHECK(answer.at("rollbacks").at(0).at("question") == "rollback");
  CHECK(answer.at("rollbacks").at(0).at("verdict") == "safe");
}

TEST_CASE("gate floor and deploy tell what is wrong with the question", "[cli]") {
  const temp_dir folder;
  write_users(folder);
  const auto refused = [&](const std::string& question, const std::string& part) {
    const program_result r = run_program(folder.path(), "gate " + question);
    CHECK(r.code == 2);
    CHECK(has(r.err, part));
  };
  refused("floor jobs", "no release of jobs is live");
  refused("floor web --from jobs@1", "jobs@1 is no release of web");
  refused("floor web --from web@9", "web@9 is not recorded");
  refused("deploy web", "SERVICE@VERSION");
  CHECK(run_program(folder.path(), "gate deploy web@2 --strategy sideways").code == 2);
  const program_result unknown = run_program(folder.path(), "gate deploy web@9");
  CHECK(unknown.code == 11);
  CHECK(has(unknown.out, "web@9 is not recorded on this target"));
}

}  // namespace sluice::test
