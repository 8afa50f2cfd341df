#include "lint/report/report.hpp"
#include "lint/report/words.hpp"

#include <nlohmann/json.hpp>

namespace sluice::lint {

namespace {

std::string_view severity_in_gitlab(severity s) {
  return s == severity::error ? "critical" : s == severity::warning ? "major" : "info";
}

}  // namespace

void write_gitlab(const report_data& report, const report_style&, std::string& out) {
  using json = nlohmann::ordered_json;
  json document = json::array();
  for (const finding& f : report.findings)
    document.push_back({{"description", f.message},
                        {"check_name", f.rule},
                        {"fingerprint", f.fingerprint},
                        {"severity", severity_in_gitlab(f.level)},
                        {"location",
                         {{"path", plain_path(f.file)},
                          {"lines", {{"begin", f.begin.line}, {"end", f.end.line}}}}}});
  out += document.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace sluice::lint
