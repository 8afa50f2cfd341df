#include "lint/report/report.hpp"
#include "tests/unit/lint_fixture.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <set>

using namespace sluice;
using nlohmann::json;

namespace {

const std::filesystem::path page =
    std::filesystem::path(SLUICE_TESTDATA).parent_path() / "docs" / "json.md";

/// What stands in backquotes under the page's heading "lint".
std::set<std::string> documented_words() {
  const std::string text = test::read_text(page);
  const auto begin = text.find("\n## lint\n");
  REQUIRE(begin != std::string::npos);
  const std::string section = text.substr(begin, text.find("\n## ", begin + 1) - begin);
  std::set<std::string> words;
  for (std::size_t at = section.find('`'); at != std::string::npos;) {
    const auto end = section.find('`', at + 1);
    std::string word = section.substr(at + 1, end - at - 1);
    if (word.ends_with("[]")) word.resize(word.size() - 2);
    words.insert(std::move(word));
    at = section.find('`', end + 1);
  }
  return words;
}

std::set<std::string> keys_of(const json& object) {
  std::set<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.insert(key);
  return keys;
}

json document_of(const lint::report_data& report) {
  std::string out;
  lint::write_json(report, out);
  return json::parse(out);
}

lint::report_data lint_drop(const std::string& sql) {
  return test::lint_step(engine::postgres, phases::phase::expand,
                         "CREATE TABLE t (\"n\u00e4me\" int, b int);", "", sql);
}

}  // namespace

TEST_CASE("the JSON report has the documented fields and no others", "[lint]") {
  const json document = document_of(lint_drop("ALTER TABLE t DROP COLUMN b;\nEXECUTE change;"));
  const std::set<std::string> top{"version", "verdict", "summary", "findings"};
  const std::set<std::string> summary{"files",     "statements", "understood", "opaque",
                                      "malformed", "excluded",   "known",      "findings"};
  const std::set<std::string> finding{
      "rule",    "class", "severity", "file",   "line",  "column", "end_line",    "end_column",
      "message", "why",   "instead",  "change", "phase", "object", "fingerprint", "fixable"};
  CHECK(keys_of(document) == top);
  CHECK(keys_of(document["summary"]) == summary);
  CHECK(keys_of(document["summary"]["findings"]) ==
        std::set<std::string>{"error", "warning", "info"});
  REQUIRE(document["findings"].size() == 2);
  CHECK(keys_of(document["findings"][0]) == finding);

  const std::set<std::string> words = documented_words();
  for (const auto& keys : {top, summary, finding}) {
    for (const std::string& key : keys) {
      CAPTURE(key);
      CHECK((key == "version" || words.contains(key)));
    }
  }
}

TEST_CASE("the JSON report says what and where", "[lint]") {
  const json document =
      document_of(lint_drop("-- \u00e4\nALTER TABLE t DROP COLUMN \"n\u00e4me\";"));
  CHECK(document["version"] == 1);
  CHECK(document["verdict"] == "findings");
  CHECK(document["summary"] == json{{"files", 1},
                                    {"statements", 1},
                                    {"understood", 1},
                                    {"opaque", 0},
                                    {"malformed", 0},
                                    {"excluded", 0},
                                    {"known", 0},
                                    {"findings", {{"error", 1}, {"warning", 0}, {"info", 0}}}});
  REQUIRE(document["findings"].size() == 1);
  const json& f = document["findings"][0];
  CHECK(f["rule"] == "drop-column");
  CHECK(f["class"] == "rollback");
  CHECK(f["severity"] == "error");
  CHECK(f["file"] == "step.sql");
  CHECK(f["line"] == 2);
  CHECK(f["column"] == 15);
  CHECK(f["end_line"] == 2);
  CHECK(f["end_column"] == 33);
  CHECK(f["change"] == "2_change");
  CHECK(f["phase"] == "expand");
  CHECK(f["object"] == "t.n\u00e4me");
}

TEST_CASE("a clean report is a whole document too", "[lint]") {
  const json document = document_of(lint_drop("ALTER TABLE t ADD COLUMN c int;"));
  CHECK(document["verdict"] == "clean");
  CHECK(document["findings"] == json::array());
  CHECK(document["summary"]["statements"] == 1);
}

TEST_CASE("the text report underlines characters, not bytes, and keeps tabs", "[lint]") {
  std::string out;
  lint::write_text(lint_drop("ALTER TABLE t\tDROP COLUMN \"n\u00e4me\";"), out, false);
  CHECK(out.find("    ALTER TABLE t\tDROP COLUMN \"n\u00e4me\";\n"
                 "                 \t^^^^^^^^^^^^^^^^^^\n") != std::string::npos);
}

TEST_CASE("colour is only there when it is asked for", "[lint]") {
  const lint::report_data report = lint_drop("ALTER TABLE t DROP COLUMN b;");
  std::string plain, coloured;
  lint::write_text(report, plain, false);
  lint::write_text(report, coloured, true);
  CHECK(plain.find('\x1b') == std::string::npos);
  CHECK(coloured.find("\x1b[31merror[drop-column]\x1b[0m") != std::string::npos);
}

TEST_CASE("a report's format is found by its name", "[lint]") {
  REQUIRE(lint::find_format("json") != nullptr);
  std::string out;
  lint::find_format("json")(lint_drop("SELECT 1;"), {}, out);
  CHECK(json::parse(out)["version"] == 1);
  CHECK(lint::find_format("xml") == nullptr);
}
