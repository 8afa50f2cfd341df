#include "tests/cli/program.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace sluice::test {

namespace {

using nlohmann::json;

/// Two migrations with one error each, and one warning.
void write_project(const temp_dir& folder, const std::string& more_config = {}) {
  folder.write("sluice.toml", "dialect = \"postgres\"\n" + more_config);
  folder.write("migrations/1_users.sql",
               "CREATE TABLE users (id bigint PRIMARY KEY, a int, b int);\n");
  folder.write("migrations/2_drop_a.sql", "ALTER TABLE users DROP COLUMN a;\n");
  folder.write("migrations/3_more.sql",
               "CREATE INDEX users_b ON users (b);\nALTER TABLE users DROP COLUMN b;\n");
}

json lint_json(const temp_dir& folder, const std::string& arguments = {}) {
  const program_result r = run_program(folder.path(), "lint --json " + arguments);
  INFO(r.err);
  REQUIRE((r.code == 0 || r.code == 10));
  return json::parse(r.out);
}

/// "rule object" of each finding.
std::vector<std::string> found(const json& document) {
  std::vector<std::string> out;
  for (const json& f : document["findings"])
    out.push_back(f["rule"].get<std::string>() + " " + f["object"].get<std::string>());
  return out;
}

void git(const temp_dir& folder, const std::string& arguments) {
  const std::string command =
      "cd '" + folder.path().string() +
      "' && git -c user.name=test -c user.email=test@example.com -c init.defaultBranch=main " +
      arguments + " >git.out 2>&1";
  INFO(command);
  REQUIRE(std::system(command.c_str()) == 0);
}

using names = std::vector<std::string>;

}  // namespace

TEST_CASE("lint writes several formats in one run", "[cli][lint]") {
  const temp_dir folder;
  write_project(folder);
  const program_result r = run_program(
      folder.path(), "lint --format github --format sarif=out.sarif --format junit=out.xml");
  CHECK(r.code == 10);
  CHECK(r.out.starts_with("::error file=migrations/2_drop_a.sql,line=1,"));
  CHECK(json::parse(folder.read("out.sarif"))["runs"][0]["results"].size() == 3);
  CHECK(has(folder.read("out.xml"), "<testsuites name=\"sluice\" tests=\"4\" failures=\"2\""));

  INFO("text stays on the screen when the others go to files");
  CHECK(has(run_program(folder.path(), "lint --format json=out.json").out, "error[drop-column]"));
  CHECK(json::parse(folder.read("out.json"))["version"] == 1);
}

TEST_CASE("a wrong format is refused with what was meant", "[cli][lint]") {
  const temp_dir folder;
  write_project(folder);
  const program_result near = run_program(folder.path(), "lint --format sarf");
  CHECK(near.code == 2);
  CHECK(has(near.err, "there is no format 'sarf'"));
  CHECK(has(near.err, "did you mean 'sarif'?"));
  CHECK(has(run_program(folder.path(), "lint --format html").err, "text, json, sarif"));
  CHECK(has(run_program(folder.path(), "lint --format sarif=").err, "no file is named"));
  CHECK(has(run_program(folder.path(), "lint --format junit --format sarif").err, "two formats"));
  const program_result unwritable = run_program(folder.path(), "lint --format json=no/such/x");
  CHECK(unwritable.code == 2);
  CHECK(has(unwritable.err, "cannot write 'no/such/x': No such file"));
  INFO("who asks for JSON gets the failure as JSON, too");
  const program_result failure = run_program(folder.path(), "lint --format json nowhere.sql");
  CHECK(json::parse(failure.out)["error"]["message"] == "no file or folder 'nowhere.sql'");
}

TEST_CASE("lint reports on many paths, and the model is built from all", "[cli][lint]") {
  const temp_dir folder;
  write_project(folder);
  CHECK(found(lint_json(folder)) ==
        names{"drop-column users.a", "create-index-blocking users", "drop-column users.b"});
  CHECK(found(lint_json(folder, "migrations/3_more.sql")) ==
        names{"create-index-blocking users", "drop-column users.b"});
  CHECK(found(lint_json(folder, "./migrations/1_users.sql migrations/2_drop_a.sql")) ==
        names{"drop-column users.a"});
  CHECK(lint_json(folder, "migrations")["summary"]["files"] == 3);
  folder.write("other.sql", "SELECT 1;\n");
  CHECK(has(run_program(folder.path(), "lint other.sql").err,
            "'other.sql' is no part of the migrations folder"));
}

TEST_CASE("lint reads standard input as a change behind all others", "[cli][lint]") {
  const temp_dir folder;
  write_project(folder);
  folder.write("new.sql", "ALTER TABLE users DROP COLUMN id;\n");
  const program_result r = run_program(folder.path(), "lint --json -", "", "new.sql");
  INFO(r.err);
  const json document = json::parse(r.out);
  CHECK(found(document) == names{"drop-column users.id"});
  CHECK(document["findings"][0]["file"] == "stdin");

  const temp_dir empty;
  empty.write("new.sql", "CREATE TABLE t (a int); ALTER TABLE t DROP COLUMN a;\n");
  const program_result alone =
      run_program(empty.path(), "lint --dialect sqlite --json -", "", "new.sql");
  CHECK(json::parse(alone.out)["summary"]["statements"] == 2);
  CHECK(has(run_program(empty.path(), "lint --dialect sqlite --base main -", "", "new.sql").err,
            "--base and standard input"));
}

TEST_CASE("lint --base reports on what a branch adds", "[cli][lint]") {
  const temp_dir folder;
  write_project(folder);
  CHECK(has(run_program(folder.path(), "lint --base main").err, "is in no git repository"));
  git(folder, "init");
  git(folder, "add migrations/1_users.sql migrations/2_drop_a.sql");
  git(folder, "commit -m old");
  INFO("a file that nobody added yet");
  CHECK(found(lint_json(folder, "--base main")) ==
        names{"create-index-blocking users", "drop-column users.b"});
  git(folder, "checkout -b topic");
  git(folder, "add migrations");
  git(folder, "commit -m new");
  CHECK(found(lint_json(folder, "--base main")).size() == 2);
  CHECK(found(lint_json(folder, "--base topic")) == names{});
  CHECK(found(lint_json(folder, "--base main migrations/1_users.sql")) == names{});

  INFO("what the base got since is none of the branch's business");
  git(folder, "checkout main");
  folder.write("migrations/4_other.sql", "ALTER TABLE users DROP COLUMN id;\n");
  git(folder, "add migrations/4_other.sql");
  git(folder, "commit -m other");
  git(folder, "checkout topic");
  CHECK(found(lint_json(folder, "--base main")).size() == 2);

  INFO("an edit of an old file counts");
  folder.write("migrations/2_drop_a.sql", "ALTER TABLE users DROP COLUMN a; -- edited\n");
  CHECK(found(lint_json(folder, "--base main")).size() == 3);

  const program_result unknown = run_program(folder.path(), "lint --base nobody");
  CHECK(unknown.code == 2);
  CHECK(has(unknown.err, "this repository has no commit 'nobody'"));
  CHECK(has(unknown.err, "git fetch"));
  CHECK(
      has(run_program(folder.path(), "lint --base=--output=x").err, "has no commit '--output=x'"));

  git(folder, "checkout --orphan alone");
  git(folder, "commit -m alone");
  CHECK(has(run_program(folder.path(), "lint --base main").err, "no commit in common"));
}

TEST_CASE("--base works in a folder of the repository whose name is odd", "[cli][lint]") {
  const temp_dir folder;
  const std::string below = "a b\u00e4/";
  folder.write(below + "sluice.toml", "dialect = \"postgres\"\n");
  folder.write(below + "migrations/1_users.sql", "CREATE TABLE users (id int, a int);\n");
  git(folder, "init");
  git(folder, "add .");
  git(folder, "commit -m old");
  folder.write(below + "migrations/2_drop.sql", "ALTER TABLE users DROP COLUMN a;\n");
  const program_result r =
      run_program(folder / ("a b\u00e4"), "lint --base HEAD --json --config sluice.toml");
  CHECK(found(json::parse(r.out)) == names{"drop-column users.a"});
}

TEST_CASE("sluice.toml sets severities, and what makes lint fail", "[cli][lint]") {
  const temp_dir folder;
  SECTION("off, lower and higher") {
    write_project(folder,
                  "[lint.rules]\ndrop-column = \"warning\"\ncreate-index-blocking = \"off\"\n");
    const json document = lint_json(folder);
    CHECK(found(document) == names{"drop-column users.a", "drop-column users.b"});
    CHECK(document["findings"][0]["severity"] == "warning");
    CHECK(run_program(folder.path(), "lint").code == 0);
    CHECK(run_program(folder.path(), "lint --fail-on warning").code == 10);
  }
  SECTION("fail_on") {
    write_project(folder, "[lint]\nfail_on = \"warning\"\n[lint.rules]\ndrop-column = \"info\"\n");
    CHECK(run_program(folder.path(), "lint").code == 10);
    CHECK(run_program(folder.path(), "lint --fail-on error").code == 0);
  }
  SECTION("files that are left out still build the model") {
    write_project(folder, "[lint]\nexclude = [\"migrations/2_*\"]\n");
    CHECK(lint_json(folder)["summary"]["excluded"] == 1);
    CHECK(found(lint_json(folder)) == names{"create-index-blocking users", "drop-column users.b"});
    CHECK(has(run_program(folder.path(), "lint").out, "; 1 file excluded"));
  }
  SECTION("the size of a table") {
    write_project(folder, "[lint.tables]\nusers = 200\n");
    const json small = lint_json(folder)["findings"][1];
    CHECK(small["severity"] == "info");
    CHECK(has(small["message"], "(users has about 200 rows)"));
    write_project(folder, "[lint.tables]\nusers = 120_000_000\n");
    const json large = lint_json(folder)["findings"][1];
    CHECK(large["severity"] == "warning");
    CHECK(has(large["message"], "(users has about 120,000,000 rows)"));
    write_project(folder, "[lint]\nsmall_table = 100\n[lint.tables]\nusers = 200\n");
    CHECK(lint_json(folder)["findings"][1]["severity"] == "warning");
  }
}

TEST_CASE("what is wrong in [lint] is shown at its place", "[cli][lint]") {
  struct row {
    const char* config;
    const char* says;
  };
  const row rows[] = {
      {"[lint]\nfail_onn = \"error\"\n", "sluice.toml:3:1: unknown key 'fail_onn'"},
      {"[lint]\nfail_onn = \"error\"\n", "did you mean 'fail_on'?"},
      {"[lint]\nfail_on = \"fatal\"\n", "'fatal' is no severity"},
      {"[lint]\nexclude = \"a\"\n", "'exclude' is no list of texts"},
      {"[lint]\nexclude = [1]\n", "'exclude' holds something that is no text"},
      {"[lint]\nsmall_table = -1\n", "'small_table' is no number of rows"},
      {"[lint]\nrules = 1\n", "'rules' is no table"},
      {"[lint.rules]\ndrop-colum = \"off\"\n",
       "sluice.toml:3:1: there is no lint rule 'drop-colum'"},
      {"[lint.rules]\ndrop-colum = \"off\"\n", "did you mean 'drop-column'?"},
      {"[lint.rules]\ndrop-column = true\n", "'drop-column' has no severity"},
      {"[lint.rules]\ndrop-column = \"of\"\n",
       "expected \"off\", \"info\", \"warning\" or \"error\""},
      {"[lint.rules]\nmalformed-statement = \"info\"\n", "what it finds has to be mended"},
      {"[lint.rules]\nstatement-not-understood = \"off\"\n", "what is not understood is unknown"},
      {"[lint.tables]\nusers = \"many\"\n", "'users' is no number of rows"},
      {"lint = 1\n", "'lint' is no table"},
  };
  const temp_dir folder;
  for (const row& r : rows) {
    INFO(r.config);
    write_project(folder, r.config);
    const program_result result = run_program(folder.path(), "lint");
    CHECK(result.code == 2);
    CHECK_THAT(result.err, Catch::Contains(r.says));
  }
}

TEST_CASE("settings and baselines open no gate: up judges by itself", "[cli][lint]") {
  const temp_dir folder;
  folder.write("sluice.toml",
               "url = \"sqlite:app.db\"\n[lint]\nexclude = [\"**\"]\nbaseline = \"old.json\"\n"
               "[lint.rules]\ndrop-column = \"off\"\n");
  folder.write("old.json", "{\"version\": 1, \"findings\": []}");
  folder.write("migrations/1_users.sql", "CREATE TABLE users (id integer PRIMARY KEY, a int);\n");
  REQUIRE(run_program(folder.path(), "up").code == 0);
  folder.write("migrations/2_drop_a.sql", "ALTER TABLE users DROP COLUMN a;\n");
  CHECK(run_program(folder.path(), "lint").code == 0);
  const program_result up = run_program(folder.path(), "up");
  CHECK(up.code == 10);
  CHECK(has(up.out, "error[drop-column]"));
}

TEST_CASE("a baseline counts old findings and shows new ones", "[cli][lint]") {
  const temp_dir folder;
  write_project(folder, "[lint]\nbaseline = \"old.json\"\n");
  const program_result missing = run_program(folder.path(), "lint");
  CHECK(missing.code == 2);
  CHECK(has(missing.err, "sluice lint --write-baseline old.json"));

  CHECK(has(run_program(folder.path(), "lint --write-baseline old.json").out,
            "wrote 3 findings to old.json"));
  const std::string first = folder.read("old.json");
  const program_result quiet = run_program(folder.path(), "lint");
  CHECK(quiet.code == 0);
  CHECK(has(quiet.out, "verdict: clean; 3 findings in the baseline"));

  INFO("moved and wrapped, and one that is new");
  folder.write("migrations/2_drop_a.sql", "-- a\n\nALTER TABLE users\n  DROP COLUMN a;\n");
  folder.write("migrations/4_new.sql", "ALTER TABLE users DROP COLUMN id;\n");
  const json document = lint_json(folder);
  CHECK(found(document) == names{"drop-column users.id"});
  CHECK(document["summary"]["known"] == 3);
  CHECK(document["verdict"] == "findings");

  INFO("one that is gone is told, and the file is the same whenever it is written");
  folder.write("migrations/2_drop_a.sql", "SELECT 1;\n");
  folder.write("migrations/4_new.sql", "SELECT 1;\n");
  const program_result gone = run_program(folder.path(), "lint");
  CHECK(has(gone.err, "1 finding of old.json is gone"));
  CHECK(has(gone.err, "drop-column in migrations/2_drop_a.sql"));
  CHECK_FALSE(has(run_program(folder.path(), "lint migrations/3_more.sql").err, "gone"));
  folder.write("migrations/2_drop_a.sql", "ALTER TABLE users DROP COLUMN a;\n");
  CHECK(run_program(folder.path(), "lint --write-baseline old.json").code == 0);
  CHECK(folder.read("old.json") == first);
  CHECK(run_program(folder.path(), "lint --write-baseline old.json migrations/3_more.sql").code ==
        2);
}

TEST_CASE("a file that is no baseline is refused", "[cli][lint]") {
  const temp_dir folder;
  write_project(folder);
  for (const char* text :
       {"", "[]", "{", "{}", "{\"version\": \"1\"}", "{\"version\": 2}", "{\"version\": 1}",
        "{\"version\": 1, \"findings\": [{}]}", "{\"version\": 1, \"findings\": [1]}"}) {
    INFO(text);
    folder.write("old.json", text);
    const program_result r = run_program(folder.path(), "lint --baseline old.json");
    CHECK(r.code == 2);
    CHECK(has(r.err, "old.json is no baseline: "));
  }
  CHECK(run_program(folder.path(), "lint --baseline migrations").code == 2);
}

TEST_CASE("--fix rewrites what is safe and reports the rest; --diff only shows it", "[cli][lint]") {
  const temp_dir folder;
  folder.write("sluice.toml", "dialect = \"postgres\"\n");
  folder.write("migrations/1_t.sql", "CREATE TABLE t (id bigint PRIMARY KEY, a int);\n");
  folder.write("migrations/2_index.sql", "-- by a\r\nCREATE INDEX t_a ON t (a);\r\n");
  folder.write("migrations/3_check.sql", "ALTER TABLE t ADD CONSTRAINT small CHECK (a < 9)");
  folder.write("migrations/4_two.sql", "CREATE INDEX t_b ON t (a, id);\nSELECT 1;\n");

  const program_result diff = run_program(folder.path(), "lint --diff --fail-on warning");
  CHECK(diff.code == 10);
  CHECK(has(diff.out,
            "--- a/migrations/2_index.sql\n+++ b/migrations/2_index.sql\n@@ -1,2 +1,2 @@\n"
            " -- by a\r\n-CREATE INDEX t_a ON t (a);\r\n"
            "+CREATE INDEX CONCURRENTLY t_a ON t (a);\r\n"));
  CHECK(folder.read("migrations/2_index.sql") == "-- by a\r\nCREATE INDEX t_a ON t (a);\r\n");

  INFO("patch does the same");
  const temp_dir patched;
  std::filesystem::copy(folder / "migrations", patched / "migrations");
  patched.write("fix.diff", diff.out);
  REQUIRE(
      std::system(("cd '" + patched.path().string() + "' && git apply --whitespace=nowarn fix.diff")
                      .c_str()) == 0);

  const program_result fix = run_program(folder.path(), "lint --fix --fail-on warning");
  CHECK(fix.code == 10);
  CHECK(has(fix.err, "fixed 1 finding in migrations/2_index.sql"));
  CHECK(has(fix.out, "migrations/4_two.sql:1:1: warning[create-index-blocking]"));
  CHECK(has(fix.out, ": 1 error, 1 warning; verdict"));
  for (const char* file : {"migrations/2_index.sql", "migrations/3_check.sql"})
    CHECK(folder.read(file) == patched.read(file));
  CHECK(folder.read("migrations/3_check.sql") ==
        "-- sluice:no-transaction\nALTER TABLE t ADD CONSTRAINT small CHECK (a < 9) NOT VALID;\n"
        "ALTER TABLE t VALIDATE CONSTRAINT small");
  CHECK(run_program(folder.path(), "lint --diff").out == "");
}

TEST_CASE("--fix leaves alone what the baseline knows and what is not asked for", "[cli][lint]") {
  const temp_dir folder;
  folder.write("sluice.toml", "dialect = \"postgres\"\n");
  folder.write("migrations/1_t.sql", "CREATE TABLE t (id bigint PRIMARY KEY, a int);\n");
  folder.write("migrations/2_old.sql", "CREATE INDEX t_a ON t (a);\n");
  REQUIRE(run_program(folder.path(), "lint --write-baseline old.json").code == 0);
  CHECK(run_program(folder.path(), "lint --diff --baseline old.json").out == "");
  CHECK(run_program(folder.path(), "lint --diff migrations/1_t.sql").out == "");
  CHECK(has(run_program(folder.path(), "lint --diff").out, "+CREATE INDEX CONCURRENTLY"));
  folder.write("new.sql", "CREATE INDEX t_b ON t (a);\n");
  CHECK(has(run_program(folder.path(), "lint --diff -", "", "new.sql").out, "+++ b/stdin\n"));
  CHECK(has(run_program(folder.path(), "lint --fix -", "", "new.sql").err, "--diff shows"));
}

TEST_CASE("the commands in docs/ci run as they are written there", "[cli][lint]") {
  namespace fs = std::filesystem;
  const temp_dir folder;
  write_project(folder);
  git(folder, "init");
  git(folder, "add migrations/1_users.sql");
  git(folder, "commit -m old");
  git(folder, "update-ref refs/remotes/origin/main HEAD");
  const std::string environment =
      "GITHUB_BASE_REF=main GITHUB_STEP_SUMMARY=summary.md CI_MERGE_REQUEST_DIFF_BASE_SHA=HEAD";
  std::size_t commands = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(SLUICE_TESTDATA) / "../docs/ci")) {
    if (entry.path().extension() == ".md") continue;
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) {
      const std::size_t at = line.find("sluice lint --");
      if (at == std::string::npos) continue;
      CAPTURE(entry.path(), line);
      ++commands;
      // The shell has to see the variables, not only the program.
      folder.write("run.sh", "PATH=" + fs::path(SLUICE_BINARY).parent_path().string() +
                                 ":$PATH\nexport " + environment + "\n" + line.substr(at) + "\n");
      const int status = std::system(
          ("cd '" + folder.path().string() + "' && sh run.sh >run.out 2>run.err").c_str());
      INFO(folder.read("run.err"));
      CHECK(WEXITSTATUS(status) == 10);
    }
  }
  CHECK(commands == 3);
  CHECK(has(folder.read("summary.md"), "## sluice lint: findings"));
  CHECK(json::parse(folder.read("sluice.sarif"))["version"] == "2.1.0");
  CHECK(json::parse(folder.read("gl-code-quality-report.json")).size() == 3);
  CHECK(has(folder.read("sluice.xml"), "failures=\"2\""));
}

TEST_CASE("explain lists the rules, and prints the page that docs/rules has", "[cli][lint]") {
  const temp_dir folder;
  const program_result list = run_program(folder.path(), "explain");
  CHECK(list.code == 0);
  CHECK(has(list.out, "rollback\n"));
  CHECK(has(list.out, "drop-column "));
  const json rules = json::parse(run_program(folder.path(), "explain --json").out)["rules"];
  CHECK(rules.size() > 20);
  std::ifstream in(std::filesystem::path(SLUICE_TESTDATA) / "../docs/rules/drop-column.md");
  std::ostringstream page;
  page << in.rdbuf();
  CHECK(run_program(folder.path(), "explain drop-column --markdown").out == page.str());
}

TEST_CASE("lint judges for several versions of the server at once", "[cli]") {
  const temp_dir folder;
  folder.write("sluice.toml", "dialect = \"postgres\"\nserver_version = \"13, 15\"\n");
  folder.write("migrations/1_parts.sql",
               "CREATE TABLE p (id bigint) PARTITION BY RANGE (id);\n"
               "CREATE TABLE c PARTITION OF p FOR VALUES FROM (1) TO (10);\n");
  folder.write("migrations/2_detach/contract.sql",
               "-- sluice:no-transaction\nALTER TABLE p DETACH PARTITION c CONCURRENTLY;\n");
  const auto too_old = [&](const std::string& more) {
    const program_result r = run_program(folder.path(), "lint --json " + more);
    INFO(r.out << r.err);
    std::vector<std::string> out;
    const nlohmann::json document = nlohmann::json::parse(r.out);
    for (const nlohmann::json& f : document.at("findings")) {
      if (f.at("rule") == "server-too-old") out.push_back(f.at("message"));
    }
    return out;
  };
  REQUIRE(too_old("").size() == 1);
  CHECK(too_old("").front().ends_with("; on 13"));
  CHECK(too_old("--server-version 15,17").empty());
  REQUIRE(too_old("--server-version 13").size() == 1);
  CHECK(!too_old("--server-version 13").front().ends_with("; on 13"));
  const program_result wrong = run_program(folder.path(), "lint --server-version 15,x");
  CHECK(wrong.code == 2);
  CHECK(has(wrong.err, "'x' is no version of PostgreSQL"));
}

}  // namespace sluice::test
