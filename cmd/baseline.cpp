#include "cmd/baseline.hpp"

#include "cmd/json.hpp"
#include "dialects/text/error.hpp"
#include "lint/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <tuple>

namespace sluice::cmd {

namespace {

constexpr int baseline_version = 1;

[[noreturn]] void refuse(const std::string& file, const std::string& why) {
  throw text::input_error(fmt::format("{} is no baseline: {}", file, why),
                          fmt::format("write it anew: sluice lint --write-baseline {}", file));
}

std::string text_of(const json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() || !found->is_string() ? "" : found->get<std::string>();
}

/// By fingerprint.
std::map<std::string, std::string> read_baseline(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in || std::filesystem::is_directory(file))
    throw text::input_error(fmt::format("no baseline '{}'", file),
                            fmt::format("write it: sluice lint --write-baseline {}", file));
  std::ostringstream text;
  text << in.rdbuf();
  const json document = json::parse(text.str(), nullptr, false);
  if (!document.is_object()) refuse(file, "it is no JSON object");
  const auto version = document.find("version");
  if (version == document.end() || !version->is_number_integer())
    refuse(file, "it has no \"version\"");
  if (*version != baseline_version)
    refuse(file, fmt::format("its version is {}, and this Sluice knows {}", version->dump(),
                             baseline_version));
  const auto findings = document.find("findings");
  if (findings == document.end() || !findings->is_array()) refuse(file, "it has no \"findings\"");
  std::map<std::string, std::string> out;
  for (const json& f : *findings) {
    const std::string fingerprint = f.is_object() ? text_of(f, "fingerprint") : "";
    if (fingerprint.empty()) refuse(file, "a finding has no \"fingerprint\"");
    out.emplace(fingerprint, fmt::format("{} in {}", text_of(f, "rule"), text_of(f, "file")));
  }
  return out;
}

}  // namespace

gone_findings apply_baseline(const std::string& file, lint::report_data& report) {
  std::map<std::string, std::string> known = read_baseline(file);
  report.summary.known += std::erase_if(
      report.findings, [&](const lint::finding& f) { return known.erase(f.fingerprint) > 0; });
  lint::summarise(report);
  gone_findings out;
  for (auto& [fingerprint, what] : known) out.push_back(std::move(what));
  std::sort(out.begin(), out.end());
  return out;
}

std::string baseline_text(const std::vector<lint::finding>& findings) {
  std::vector<const lint::finding*> sorted;
  for (const lint::finding& f : findings) sorted.push_back(&f);
  std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) {
    return std::tie(a->file, a->rule, a->fingerprint) < std::tie(b->file, b->rule, b->fingerprint);
  });
  json list = json::array();
  for (const lint::finding* f : sorted)
    list.push_back({{"fingerprint", f->fingerprint},
                    {"rule", f->rule},
                    {"file", lint::plain_path(f->file)},
                    {"message", f->message}});
  const json document{{"version", baseline_version}, {"findings", std::move(list)}};
  return document.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace sluice::cmd
