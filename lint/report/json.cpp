#include "lint/report/report.hpp"

#include <nlohmann/json.hpp>

namespace sluice::lint {

void write_json(const report_data& report, std::string& out) {
  using json = nlohmann::ordered_json;
  const summary& s = report.summary;
  json document;
  document["version"] = 1;
  document["verdict"] = verdict_name(report.verdict);
  document["summary"] = {
      {"files", s.files},
      {"statements", s.statements},
      {"understood", s.understood},
      {"opaque", s.opaque},
      {"malformed", s.malformed},
      {"excluded", s.excluded},
      {"known", s.known},
      {"findings", {{"error", s.errors}, {"warning", s.warnings}, {"info", s.infos}}}};
  if (report.layout) {
    const layout_note& l = *report.layout;
    json left_out = json::array();
    for (const auto& each : l.left_out)
      left_out.push_back({{"file", each.file}, {"why", each.why}});
    document["layout"] = {{"name", l.name},
                          {"files", l.files},
                          {"down_files", l.down_files},
                          {"down_parts", l.down_parts},
                          {"parts_of_other_engines", l.parts_of_other_engines},
                          {"left_out", std::move(left_out)}};
  }
  document["findings"] = json::array();
  for (const finding& f : report.findings) {
    json one{{"rule", f.rule},
             {"class", class_name(f.what)},
             {"severity", severity_name(f.level)},
             {"file", f.file},
             {"line", f.begin.line},
             {"column", f.begin.column},
             {"end_line", f.end.line},
             {"end_column", f.end.column},
             {"message", f.message},
             {"why", f.why},
             {"instead", f.instead}};
    one["fingerprint"] = f.fingerprint;
    one["fixable"] = !f.fix.empty();
    if (!f.change.empty()) one["change"] = f.change;
    if (f.phase) one["phase"] = phases::phase_name(*f.phase);
    if (!f.object.empty()) one["object"] = f.object;
    for (const query_harm& q : f.queries) {
      json hurt{{"release", q.release},     {"file", q.file},       {"line", q.line},
                {"statement", q.statement}, {"judged", q.judged()}, {"what", q.what}};
      if (q.judged()) hurt["who"] = q.who;
      one["queries"].push_back(std::move(hurt));
    }
    document["findings"].push_back(std::move(one));
  }
  out += document.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace sluice::lint
