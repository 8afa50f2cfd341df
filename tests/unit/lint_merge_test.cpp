#include "lint/merge.hpp"

#include <catch2/catch.hpp>

namespace sluice::lint {

namespace {

finding found(const std::string& rule, std::uint32_t at, severity level = severity::error) {
  finding f;
  f.rule = f.fingerprint = rule;
  f.level = level;
  f.file = "1.sql";
  f.where = {at, at + 1};
  f.message = rule;
  return f;
}

versioned_report of(const std::string& version, std::vector<finding> findings) {
  report_data report;
  report.files = {"1.sql"};
  report.findings = std::move(findings);
  summarise(report);
  return {version, std::move(report)};
}

std::vector<std::string> messages(const report_data& report) {
  std::vector<std::string> out;
  for (const finding& f : report.findings) out.push_back(f.message);
  return out;
}

using lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a finding of some versions says which, in its place", "[lint]") {
  const report_data r =
      merge({of("13", {found("b", 20), found("d", 40)}), of("15", {found("a", 10), found("b", 20)}),
             of("17", {found("a", 10), found("b", 20)})});
  CHECK(messages(r) == lines{"a; on 15, 17", "b", "d; on 13"});
  CHECK(r.summary.errors == 3);
  CHECK(r.verdict == verdict::findings);
}

TEST_CASE("a finding counts as at its worst version", "[lint]") {
  const report_data r =
      merge({of("13", {found("a", 10, severity::info)}), of("15", {found("a", 10)})});
  CHECK(r.summary.errors == 1);
  CHECK(r.summary.infos == 0);
}

TEST_CASE("an allowance is unused only when no version uses it", "[lint]") {
  CHECK(merge({of("13", {found("unused-allow", 10)}), of("15", {})}).findings.empty());
  CHECK(merge({of("13", {found("unused-allow", 10)}), of("15", {found("unused-allow", 10)})})
            .findings.size() == 1);
}

TEST_CASE("one version is as it is", "[lint]") {
  CHECK(messages(merge({of("", {found("a", 10)})})) == lines{"a"});
}

}  // namespace sluice::lint
