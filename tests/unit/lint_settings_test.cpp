#include "lint/rule.hpp"
#include "lint/settings.hpp"

#include <catch2/catch.hpp>

using namespace sluice;
using lint::severity;

namespace {

lint::finding finding_of(const char* rule, severity level, const char* table = "") {
  lint::finding f;
  f.rule = rule;
  f.level = level;
  f.table = table;
  f.message = "locks";
  return f;
}

}  // namespace

TEST_CASE("settings give levels, turn rules off, and weigh locks by the table's size", "[lint]") {
  lint::settings said;
  said.levels = {{"drop-column", std::nullopt}, {"create-index-blocking", severity::error}};
  said.table_rows = {{"small", 10}, {"large", 20'000}};
  std::vector<lint::finding> findings{
      finding_of("drop-column", severity::error),
      finding_of("create-index-blocking", severity::warning, "large"),
      finding_of("create-index-blocking", severity::warning, "small"),
      finding_of("create-index-blocking", severity::warning, "other"),
      finding_of("drop-table", severity::error),
  };
  lint::apply_settings(said, findings);
  REQUIRE(findings.size() == 4);
  CHECK(findings[0].level == severity::error);
  CHECK(findings[0].message == "locks (large has about 20,000 rows)");
  CHECK(findings[1].level == severity::info);
  CHECK(findings[1].message == "locks (small has about 10 rows)");
  CHECK(findings[2].level == severity::error);
  CHECK(findings[2].message == "locks");
  CHECK(findings[3].level == severity::error);
}

TEST_CASE("what has to be mended can be made stricter, never milder", "[lint]") {
  for (const lint::rule& r : lint::rules()) {
    CAPTURE(r.id);
    CHECK(lint::refuse_level(r, severity::error) == "");
    if (r.allowable) continue;
    CHECK(lint::refuse_level(r, std::nullopt) != "");
    if (r.usual != severity::info) CHECK(lint::refuse_level(r, severity::info) != "");
  }
  CHECK(lint::refuse_level(*lint::find_rule("statement-not-understood"), std::nullopt) != "");
  CHECK(lint::refuse_level(*lint::find_rule("drop-column"), std::nullopt) == "");
}
