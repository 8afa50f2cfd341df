#include "lint/report/report.hpp"
#include "lint/report/words.hpp"
#include "lint/rule.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <map>

namespace sluice::lint {

namespace {

using json = nlohmann::ordered_json;

// Of the results of a run GitHub keeps so many; it refuses a file of five times as many.
constexpr std::size_t most_results = 5'000;

std::string_view level_in_sarif(severity s) {
  return s == severity::error ? "error" : s == severity::warning ? "warning" : "note";
}

/// A relative reference or a file URI; RFC 3986 wants most bytes escaped.
std::string uri_of(const std::string& file) {
  const std::string path = plain_path(file);
  std::string out = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/@").find(c) != std::string_view::npos;
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

json description_of(const finding& f) {
  json out{{"id", f.rule}};
  if (const rule* r = find_rule(f.rule)) {
    out["shortDescription"] = {{"text", r->summary}};
    out["fullDescription"] = {{"text", r->why}};
    out["help"] = {{"text", explain(f.rule).value_or("")}};
    out["defaultConfiguration"] = {{"level", level_in_sarif(r->usual)}};
  }
  out["properties"] = {{"tags", {class_name(f.what)}}};
  return out;
}

json result_of(const finding& f, std::size_t rule_index) {
  const json region{{"startLine", f.begin.line},
                    {"startColumn", f.begin.column},
                    {"endLine", f.end.line},
                    {"endColumn", f.end.column},
                    {"snippet", {{"text", f.source_line}}}};
  json out{{"ruleId", f.rule},
           {"ruleIndex", rule_index},
           {"level", level_in_sarif(f.level)},
           {"message", {{"text", fmt::format("{}. Instead:\n{}", f.message, f.instead)}}}};
  out["locations"] =
      json::array({{{"physicalLocation",
                     {{"artifactLocation", {{"uri", uri_of(f.file)}}}, {"region", region}}}}});
  for (const query_harm& q : f.queries) {
    const std::string what = q.judged()
                                 ? fmt::format("{} is hurt ({}): {}", q.release, q.who, q.what)
                                 : fmt::format("{} cannot be judged: {}", q.release, q.what);
    out["relatedLocations"].push_back(
        {{"physicalLocation",
          {{"artifactLocation", {{"uri", uri_of(q.file)}}}, {"region", {{"startLine", q.line}}}}},
         {"message", {{"text", what}}}});
  }
  out["partialFingerprints"] = {{"sluiceFinding/v1", f.fingerprint}};
  return out;
}

}  // namespace

void write_sarif(const report_data& report, const report_style& style, std::string& out) {
  json rules = json::array();
  json results = json::array();
  std::map<std::string_view, std::size_t> index;
  for (const finding* f : by_harm(report)) {
    if (results.size() == most_results) break;
    const auto [at, fresh] = index.emplace(f->rule, rules.size());
    if (fresh) rules.push_back(description_of(*f));
    results.push_back(result_of(*f, at->second));
  }
  json driver{{"name", "sluice"}};
  if (!style.version.empty()) driver["version"] = style.version;
  driver["rules"] = std::move(rules);
  json invocation{{"executionSuccessful", true}};
  if (results.size() < report.findings.size())
    invocation["toolExecutionNotifications"] = json::array(
        {{{"level", "warning"},
          {"message",
           {{"text", fmt::format("{} findings are left out: a run holds {} results, and these "
                                 "are the worst",
                                 report.findings.size() - results.size(), most_results)}}}}});
  const json run{{"tool", {{"driver", std::move(driver)}}},
                 {"invocations", json::array({std::move(invocation)})},
                 {"columnKind", "unicodeCodePoints"},
                 {"results", std::move(results)}};
  const json document{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                      {"version", "2.1.0"},
                      {"runs", json::array({run})}};
  out += document.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace sluice::lint
