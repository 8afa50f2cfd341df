#include "lint/advice_words.hpp"
#include "lint/report/report.hpp"
#include "lint/rule.hpp"
#include "tests/support/lint_fixture_file.hpp"
#include "tests/unit/lint_fixture.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>

using namespace sluice;

namespace fs = std::filesystem;

namespace {

const fs::path fixtures = fs::path(SLUICE_TESTDATA) / "lint";
const fs::path rule_files = fs::path(SLUICE_TESTDATA).parent_path() / "lint" / "rules";

std::string shown(const lint::report_data& report) {
  std::string out;
  lint::write_text(report, out, false);
  return out;
}

std::vector<std::string> rules_in(const std::vector<lint::finding>& findings) {
  std::vector<std::string> out;
  for (const lint::finding& f : findings) out.push_back(f.rule);
  return out;
}

bool reports(const lint::report_data& report, std::string_view rule) {
  const auto ids = rules_in(report.findings);
  return std::find(ids.begin(), ids.end(), rule) != ids.end();
}

fs::path with_extension(fs::path file, const char* extension) {
  return file.replace_extension(extension);
}

std::string with_underscores(std::string_view id) {
  std::string out(id);
  std::replace(out.begin(), out.end(), '-', '_');
  return out;
}

}  // namespace

TEST_CASE("every lint fixture gives the report beside it", "[lint]") {
  const bool update = std::getenv("UPDATE_GOLDEN") != nullptr;
  for (const fs::path& file : test::lint_fixture_files(".sql")) {
    const std::string rule = file.parent_path().filename().string();
    DYNAMIC_SECTION(rule << "/" << file.filename().string()) {
      const lint::report_data report = test::lint_fixture(file);
      const bool bad = file.filename().string().starts_with("bad_");
      if (!bad) CHECK(file.filename().string().starts_with("ok_"));
      CHECK(reports(report, rule) == bad);
      const fs::path expected = with_extension(file, ".expect");
      if (update) std::ofstream(expected, std::ios::binary) << shown(report);
      INFO("expected lines have '-', found lines '+'; UPDATE_GOLDEN=1 takes what was found");
      REQUIRE(fs::exists(expected));
      CHECK(test::difference(test::read_text(expected), shown(report)) == "");
    }
  }
}

TEST_CASE("no expected report is left without its fixture", "[lint]") {
  for (const fs::path& file : test::lint_fixture_files(".expect")) {
    CAPTURE(file);
    CHECK(fs::exists(with_extension(file, ".sql")));
  }
}

TEST_CASE("every rule has a bad and an ok fixture, and no folder is left over", "[lint]") {
  std::set<std::string> known;
  for (const lint::rule& r : lint::rules()) {
    CAPTURE(r.id);
    known.insert(std::string(r.id));
    REQUIRE(fs::is_directory(fixtures / r.id));
    std::set<std::string> sorts;
    for (const auto& entry : fs::directory_iterator(fixtures / r.id)) {
      const std::string name = entry.path().filename().string();
      if (entry.path().extension() == ".sql") sorts.insert(name.substr(0, name.find('_')));
    }
    CHECK(sorts == std::set<std::string>{"bad", "ok"});
  }
  for (const auto& entry : fs::directory_iterator(fixtures)) {
    CAPTURE(entry.path());
    CHECK(known.contains(entry.path().filename().string()));
  }
}

TEST_CASE("a rule of class rollback is shown for every dialect that it is for", "[lint]") {
  for (const lint::rule& r : lint::rules()) {
    if (r.what != lint::rule_class::rollback || r.id == "contract-in-expand") continue;
    CAPTURE(r.id);
    std::set<dialect> expected;
    for (const engine e : {engine::postgres, engine::mysql, engine::mariadb, engine::sqlite}) {
      if (r.on.contains(e)) expected.insert(dialect_of(e));
    }
    std::set<dialect> shown_for;
    for (const auto& entry : fs::directory_iterator(fixtures / r.id)) {
      if (entry.path().extension() != ".sql") continue;
      const std::string text = test::read_text(entry.path());
      const std::size_t begin = text.find("dialect=") + 8;
      const auto kind = engine_from_name(text.substr(begin, text.find(' ', begin) - begin));
      REQUIRE(kind);
      CHECK(r.on.contains(*kind));
      if (entry.path().filename().string().starts_with("bad_")) shown_for.insert(dialect_of(*kind));
    }
    CHECK(shown_for == expected);
  }
}

TEST_CASE("a rule says where it applies, and is silent elsewhere", "[lint]") {
  const auto page = lint::explain("drop-type");
  REQUIRE(page);
  CHECK(page->starts_with("drop-type  (rollback, error; PostgreSQL)\n"));
  CHECK(lint::explain("drop-column")->starts_with("drop-column  (rollback, error)\n"));
  const auto rules_on = [](engine kind) {
    return rules_in(test::lint_step(kind, phases::phase::expand,
                                    "CREATE TABLE t (id int PRIMARY KEY, a int);", "",
                                    "ALTER TABLE t MODIFY a bigint;")
                        .findings);
  };
  CHECK(rules_on(engine::mysql) ==
        std::vector<std::string>{"widen-column-type", "type-change-rewrite"});
}

TEST_CASE("a rule's id, its constant and its file have one name", "[lint]") {
  const std::vector<std::string> constants{
#define SLUICE_RULE(name) #name,
#include "lint/rules.def"
#undef SLUICE_RULE
  };
  REQUIRE(constants.size() == lint::rules().size());
  std::set<std::string> files;
  for (const auto& entry : fs::directory_iterator(rule_files)) {
    if (entry.path().extension() == ".cpp") files.insert(entry.path().stem().string());
  }
  std::set<std::string_view> ids;
  for (std::size_t i = 0; i < constants.size(); ++i) {
    const lint::rule& r = lint::rules()[i];
    CAPTURE(r.id);
    CHECK(ids.insert(r.id).second);
    CHECK(r.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string_view::npos);
    CHECK(with_underscores(r.id) == constants[i]);
    CHECK(files.erase(constants[i]) == 1);
    CHECK(lint::find_rule(r.id) == &r);
  }
  CHECK(files == std::set<std::string>{});  // a file that rules.def does not list
}

TEST_CASE("every rule explains itself, and its own example bears it out", "[lint]") {
  for (const lint::rule& r : lint::rules()) {
    DYNAMIC_SECTION(r.id) {
      const auto page = lint::explain(r.id);
      REQUIRE(page);
      for (const std::string_view part : {r.id, r.summary, r.why, r.shown.bad, r.shown.ok}) {
        CAPTURE(part);
        // The page indents lines after the first.
        CHECK(page->find(part.substr(0, part.find('\n'))) != std::string::npos);
      }
      CHECK(page->find('{') == std::string::npos);
      CHECK((page->find("sluice:allow " + std::string(r.id)) != std::string::npos) == r.allowable);

      const auto lint_example = [&](std::string_view sql) {
        const server_version server = test::version_of(r.shown.on, r.shown.version);
        const std::string before(r.shown.before);
        if (!r.shown.sent.empty())
          return test::lint_sent(server, r.shown.sent, before, std::string(sql));
        return test::lint_step(
            server, r.shown.phase, before, "",
            (r.shown.phase == phases::phase::verify ? "-- sluice:expect empty\n" : "") +
                std::string(sql),
            "step.sql", std::string(r.shown.query));
      };
      const lint::report_data bad = lint_example(r.shown.bad);
      INFO(shown(bad));
      CHECK(reports(bad, r.id));
      const lint::report_data ok = lint_example(r.shown.ok);
      INFO(shown(ok));
      CHECK_FALSE(reports(ok, r.id));
    }
  }
}

TEST_CASE("docs/rules holds the page of every rule and no other", "[lint]") {
  const fs::path pages = fs::path(SLUICE_TESTDATA).parent_path() / "docs" / "rules";
  const bool update = std::getenv("UPDATE_GOLDEN") != nullptr;
  if (update) fs::create_directories(pages);
  std::set<std::string> left;
  for (const auto& entry : fs::directory_iterator(pages))
    left.insert(entry.path().filename().string());
  for (const lint::rule& r : lint::rules()) {
    CAPTURE(r.id);
    INFO("UPDATE_GOLDEN=1 build/dev/tests/unit_tests \"[lint]\" writes the pages");
    const std::string name = std::string(r.id) + ".md";
    if (update) std::ofstream(pages / name, std::ios::binary) << lint::markdown_page(r);
    REQUIRE(fs::exists(pages / name));
    CHECK(test::difference(test::read_text(pages / name), lint::markdown_page(r)) == "");
    left.erase(name);
  }
  CHECK(left == std::set<std::string>{});
}

TEST_CASE("no rule is explained that does not exist; a misspelt one is recognised", "[lint]") {
  CHECK_FALSE(lint::explain("drop-colum"));
  CHECK(lint::find_rule("drop-colum") == nullptr);
  CHECK(lint::nearest_rule("drop-colum") == "drop-column");
  CHECK(lint::nearest_rule("renam-table") == "rename-table");
  CHECK(lint::nearest_rule("set_not_null") == "set-not-null");
  CHECK(lint::nearest_rule("drop-column") == "drop-column");
  CHECK(lint::nearest_rule("xyz") == "");
  CHECK(lint::nearest_rule("") == "");
}

TEST_CASE("what is written in allow is kept apart from the findings", "[lint]") {
  const lint::report_data report = test::lint_step(
      engine::postgres, phases::phase::expand, "CREATE TABLE t (a int, b int);", "",
      "-- sluice:allow drop-column reason=\"never read\"\nALTER TABLE t DROP COLUMN a;\n"
      "ALTER TABLE t DROP COLUMN b;");
  CHECK(rules_in(report.findings) == std::vector<std::string>{"drop-column"});
  CHECK(report.findings.front().object == "t.b");
  CHECK(rules_in(report.allowed) == std::vector<std::string>{"drop-column"});
  CHECK(report.allowed.front().object == "t.a");
}

TEST_CASE("a certain error outweighs what could not be judged, and that a warning", "[lint]") {
  const auto verdict_of = [](const std::string& sql) {
    return test::lint_step(engine::postgres, phases::phase::expand,
                           "CREATE TABLE t (id int PRIMARY KEY, a int);", "", sql)
        .verdict;
  };
  const std::string opaque = "EXECUTE a_prepared_change;";
  const std::string warned = "UPDATE t SET a = 1;";
  CHECK(verdict_of("ALTER TABLE t ADD COLUMN b int;") == lint::verdict::clean);
  CHECK(verdict_of(warned) == lint::verdict::findings);
  CHECK(verdict_of(opaque) == lint::verdict::unknown);
  CHECK(verdict_of(warned + opaque) == lint::verdict::unknown);
  CHECK(verdict_of(opaque + "DROP TABLE t;") == lint::verdict::findings);
}

TEST_CASE("findings of a step stand in the order of the file", "[lint]") {
  const lint::report_data report =
      test::lint_step(engine::postgres, phases::phase::expand, "CREATE TABLE t (a int, b int);", "",
                      "-- sluice:allow set-not-null reason=unused\n"
                      "ALTER TABLE t DROP COLUMN a, ALTER COLUMN b SET DEFAULT 1, ADD UNIQUE (b), "
                      "RENAME TO u;");
  CHECK(std::is_sorted(report.findings.begin(), report.findings.end(),
                       [](const auto& x, const auto& y) { return x.where.begin < y.where.begin; }));
  CHECK(report.findings.front().rule == "unused-allow");
  CHECK(report.findings.size() == 5);
}

TEST_CASE("no rule speaks of phase files in a migration of another tool", "[lint]") {
  const std::set<std::string_view> never_there{"backfill-before-sync", "not-read-only-verify",
                                               "unexpected-in-migrate"};
  for (const lint::rule& r : lint::rules()) {
    if (never_there.contains(r.id)) continue;
    for (const std::string_view text :
         {r.why, r.instead.postgres, r.instead.mysql, r.instead.sqlite}) {
      const std::string said = lint::without_phases(text);
      CAPTURE(r.id, said);
      for (const std::string_view word :
           {"expand.sql", "migrate.sql", "verify.sql", "contract.sql", "sluice:backfill",
            "sluice:expect", "sluice release", "expand step", "contract step", "a step",
            "step of its own", "later step"}) {
        CHECK(said.find(word) == std::string::npos);
      }
    }
  }
}

TEST_CASE("advice for a migration of another tool is whole sentences", "[lint]") {
  CHECK(lint::without_phases("2. migrate.sql: -- sluice:backfill name=nick\n"
                             "   UPDATE users SET nick = name;\n"
                             "3. verify.sql: -- sluice:expect empty\n"
                             "   SELECT * FROM users WHERE nick IS NULL;\n"
                             "4. contract.sql: drop the trigger") ==
        "2. then, in batches along a key:\n"
        "   UPDATE users SET nick = name;\n"
        "3. this must find nothing:\n"
        "   SELECT * FROM users WHERE nick IS NULL;\n"
        "4. a later migration: drop the trigger");
}
