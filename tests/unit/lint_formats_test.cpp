#include "dialects/schema/statement_facts.hpp"
#include "lint/report/report.hpp"
#include "lint/report/words.hpp"
#include "tests/unit/lint_fixture.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>

using namespace sluice;
using nlohmann::json;

namespace {

namespace fs = std::filesystem;

const fs::path reports = fs::path(SLUICE_TESTDATA) / "reports";

/// One of each severity, in the order in which no format shows them, with every character that some
/// format has to escape.
lint::report_data mixed_report() {
  return test::lint_step(schema::usual_version(engine::postgres), phases::phase::expand,
                         "CREATE TABLE t (id int PRIMARY KEY, \"a|b<c>&%\" int, b int);\n"
                         "CREATE INDEX t_b ON t (b);",
                         "",
                         "DROP INDEX t_b;\n"
                         "CREATE INDEX t_b2\n  ON t (b);\n"
                         "ALTER TABLE t DROP COLUMN \"a|b<c>&%\", DROP COLUMN b;\n"
                         "EXECUTE a_prepared_change;\n",
                         "./migrations/2 change/expand.sql");
}

lint::report_style plain_style() {
  lint::report_style style;
  style.version = "0.0.0";
  return style;
}

std::string written(const lint::report_data& report, std::string_view format,
                    const lint::report_style& style = plain_style()) {
  std::string out;
  const lint::format_writer write = lint::find_format(format);
  REQUIRE(write != nullptr);
  write(report, style, out);
  return out;
}

/// A report of so many findings.
lint::report_data large_report(std::size_t errors, std::size_t warnings, std::size_t infos) {
  const lint::report_data small = mixed_report();
  lint::report_data out;
  out.files = small.files;
  const auto add = [&](std::size_t count, lint::severity level) {
    for (std::size_t i = 0; i < count; ++i) {
      out.findings.push_back(small.findings.front());
      out.findings.back().level = level;
    }
  };
  add(infos, lint::severity::info);
  add(warnings, lint::severity::warning);
  add(errors, lint::severity::error);
  lint::summarise(out);
  return out;
}

std::size_t lines_with(const std::string& text, const std::string& begin) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text.compare(at, begin.size(), begin) == 0) ++count;
    at = std::min(text.find('\n', at), text.size() - 1) + 1;
  }
  return count;
}

std::vector<std::string> fingerprints_of(const std::string& sql) {
  const lint::report_data report = test::lint_step(engine::postgres, phases::phase::expand,
                                                   "CREATE TABLE t (a int, b int);", "", sql);
  std::vector<std::string> out;
  for (const lint::finding& f : report.findings) out.push_back(f.fingerprint);
  return out;
}

}  // namespace

TEST_CASE("every format writes the expected report", "[lint]") {
  const lint::report_data report = mixed_report();
  if (std::getenv("UPDATE_GOLDEN") != nullptr) fs::create_directories(reports);
  std::set<std::string> left;
  for (const auto& entry : fs::directory_iterator(reports))
    left.insert(entry.path().filename().string());
  for (const std::string& format : lint::format_names()) {
    CAPTURE(format);
    const fs::path expected = reports / (format + ".expect");
    const std::string found = written(report, format);
    if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(expected, std::ios::binary) << found;
    REQUIRE(fs::exists(expected));
    CHECK(test::difference(test::read_text(expected), found) == "");
    left.erase(format + ".expect");
  }
  CHECK(left == std::set<std::string>{});
}

TEST_CASE("a clean report is valid in every format", "[lint]") {
  const lint::report_data clean =
      test::lint_step(engine::postgres, phases::phase::expand, "", "", "CREATE TABLE t (a int);");
  CHECK(json::parse(written(clean, "sarif"))["runs"][0]["results"] == json::array());
  CHECK(json::parse(written(clean, "gitlab")) == json::array());
  CHECK(written(clean, "github") == "1 file, 1 statement: 0 errors, 0 warnings; verdict: clean\n");
  CHECK(written(clean, "junit").find("tests=\"1\" failures=\"0\"") != std::string::npos);
  CHECK(written(clean, "markdown").find("## sluice lint: clean\n") == 0);
}

TEST_CASE("SARIF has what its schema demands", "[lint]") {
  const json document = json::parse(written(mixed_report(), "sarif"));
  CHECK(document["version"] == "2.1.0");
  REQUIRE(document["runs"].size() == 1);
  const json& run = document["runs"][0];
  const json& driver = run["tool"]["driver"];
  CHECK(driver["name"] == "sluice");
  CHECK(run["columnKind"] == "unicodeCodePoints");
  CHECK(run["invocations"][0]["executionSuccessful"] == true);
  std::set<std::string> ids;
  for (const json& rule : driver["rules"]) {
    CHECK(ids.insert(rule["id"]).second);
    CHECK_FALSE(rule["shortDescription"]["text"].get<std::string>().empty());
    CHECK_FALSE(rule["help"]["text"].get<std::string>().empty());
  }
  const std::set<std::string> levels{"error", "warning", "note"};
  std::set<std::string> fingerprints;
  REQUIRE(run["results"].size() >= 4);
  for (const json& result : run["results"]) {
    CAPTURE(result);
    CHECK(driver["rules"].at(result["ruleIndex"].get<std::size_t>())["id"] == result["ruleId"]);
    CHECK(levels.contains(result["level"]));
    CHECK_FALSE(result["message"]["text"].get<std::string>().empty());
    REQUIRE(result["locations"].size() == 1);
    const json& place = result["locations"][0]["physicalLocation"];
    CHECK(place["artifactLocation"]["uri"] == "migrations/2%20change/expand.sql");
    const json& region = place["region"];
    CHECK(region["startLine"] >= 1);
    CHECK(region["startColumn"] >= 1);
    CHECK(region["endLine"] >= region["startLine"]);
    CHECK(fingerprints.insert(result["partialFingerprints"]["sluiceFinding/v1"]).second);
  }
}

TEST_CASE("a fingerprint follows its statement and nothing else", "[lint]") {
  const auto here = fingerprints_of("ALTER TABLE t DROP COLUMN b;");
  REQUIRE(here.size() == 1);
  CHECK(here.front().size() == 32);
  INFO("moved, commented, folded");
  CHECK(fingerprints_of("\n\n-- why\nSELECT 1;\nALTER  TABLE t\n DROP COLUMN /* it */ b;") == here);
  INFO("of another column");
  CHECK(fingerprints_of("ALTER TABLE t DROP COLUMN a;") != here);
  INFO("twice");
  const auto twice = fingerprints_of("UPDATE t SET a = 1; UPDATE t SET a = 1;");
  CHECK(twice.size() >= 2);
  CHECK(std::set(twice.begin(), twice.end()).size() == twice.size());
}

TEST_CASE("GitHub gets ten annotations of a level, and what was cut", "[lint]") {
  const std::string out = written(large_report(25, 10, 30), "github");
  CHECK(lines_with(out, "::error ") == 10);
  CHECK(lines_with(out, "::warning ") == 10);
  CHECK(lines_with(out, "::notice ") == 10);
  CHECK(out.find("::and 36 more: 15 errors, 0 warnings, 21 infos.") != std::string::npos);
  CHECK(written(large_report(10, 0, 0), "github").find("more:") == std::string::npos);
}

TEST_CASE("an annotation is one line whatever a name holds", "[lint]") {
  lint::report_data report = large_report(1, 0, 0);
  report.findings[0].file = "a,b:c%\n::error::x.sql";
  report.findings[0].message = "100 %\r\n::add-mask::x";
  const std::string out = written(report, "github");
  CHECK(out.starts_with("::error file=a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3Ax.sql,line="));
  CHECK(out.find("::100 %25%0D%0A::add-mask::x%0A%0Awhy: ") != std::string::npos);
  CHECK(std::count(out.begin(), out.end(), '\n') == 2);
  report.findings[0].message = std::string(100'000, 'x') + "\u00e4";
  CHECK(written(report, "github").size() < 10'000);
}

TEST_CASE("a step summary stays below GitHub's limit and says what is missing", "[lint]") {
  const std::string out = written(large_report(20'000, 0, 0), "markdown");
  CHECK(out.size() < 1024u * 1024u);
  CHECK(out.find("\nand ") != std::string::npos);
  CHECK(out.find(" more findings: a summary holds 1 MiB") != std::string::npos);
}

TEST_CASE("SARIF keeps to the results that GitHub keeps, the worst first", "[lint]") {
  const json document = json::parse(written(large_report(10, 0, 6'000), "sarif"));
  const json& run = document["runs"][0];
  CHECK(run["results"].size() == 5'000);
  CHECK(run["results"][9]["level"] == "error");
  CHECK(run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
            .get<std::string>()
            .starts_with("1010 findings are left out"));
}

TEST_CASE("JUnit fails what fails the check", "[lint]") {
  const lint::report_data report = large_report(1, 2, 3);
  lint::report_style style;
  const auto failures = [&] {
    const std::string out = written(report, "junit", style);
    CHECK(out.find("tests=\"6\"") != std::string::npos);
    return lines_with(out, "      <failure ");
  };
  CHECK(failures() == 1);
  style.fails_at = lint::severity::warning;
  CHECK(failures() == 3);
  style.fails_at = lint::severity::info;
  CHECK(failures() == 6);
}

TEST_CASE("JUnit shows no byte that XML forbids", "[lint]") {
  lint::report_data report = large_report(1, 0, 0);
  report.findings[0].message = "a\x01<b>&\"\n";
  CHECK(written(report, "junit").find("message=\"a\xEF\xBF\xBD&lt;b&gt;&amp;&quot;&#10;\"") !=
        std::string::npos);
}

TEST_CASE("the text report fits one screen, the worst first, and counts what it hides", "[lint]") {
  const lint::report_data report = large_report(3, 20, 20);
  lint::report_style style;
  style.by_harm = true;
  style.every_why = false;
  style.lines = 24;
  style.columns = 200;
  const std::string screen = written(report, "text", style);
  CHECK(std::count(screen.begin(), screen.end(), '\n') < 24);
  CHECK(screen.starts_with("./migrations/2 change/expand.sql:1:1: error["));
  CHECK(screen.find(" more hidden: 0 errors, ") != std::string::npos);
  CHECK(screen.find("; --verbose shows all\n") != std::string::npos);
  INFO("why and instead stand at the first finding of a rule");
  CHECK(lines_with(screen, "  why: ") == 1);

  style.lines = 5;
  CHECK(written(report, "text", style).find("43 more hidden") == std::string::npos);
  CHECK(lines_with(written(report, "text", style), "  why: ") == 1);

  style.lines = 0;
  const std::string all = written(report, "text", style);
  CHECK(all.find("hidden") == std::string::npos);
  CHECK(lines_with(all, "./migrations/2 change/expand.sql:1:1: ") == 43);
  style.every_why = true;
  CHECK(lines_with(written(report, "text", style), "  why: ") == 43);
}

TEST_CASE("a text is cut between characters", "[lint]") {
  CHECK(lint::cut("abcdef", 6) == "abcdef");
  CHECK(lint::cut("abcdefg", 6) == "abc...");
  CHECK(lint::cut("ab\u00e4defg", 6) == "ab...");
  CHECK(lint::cut("abcdefg", 2) == "...");
}

TEST_CASE("services get a file's path without detours", "[lint]") {
  CHECK(lint::plain_path("./a/../migrations/1.sql") == "migrations/1.sql");
  CHECK(lint::plain_path("/a/1.sql") == "/a/1.sql");
}
