#include "lint/finding.hpp"

#include <algorithm>
#include <tuple>

namespace sluice::lint {

std::string_view severity_name(severity s) {
  switch (s) {
    case severity::info:
      return "info";
    case severity::warning:
      return "warning";
    case severity::error:
      break;
  }
  return "error";
}

std::optional<severity> severity_from_name(std::string_view name) {
  for (const severity s : {severity::info, severity::warning, severity::error}) {
    if (severity_name(s) == name) return s;
  }
  return std::nullopt;
}

std::string_view class_name(rule_class c) {
  switch (c) {
    case rule_class::rollback:
      return "rollback";
    case rule_class::lock:
      return "lock";
    case rule_class::data_loss:
      return "data-loss";
    case rule_class::runtime:
      return "runtime";
    case rule_class::hygiene:
      break;
  }
  return "hygiene";
}

std::string_view verdict_name(verdict v) {
  switch (v) {
    case verdict::clean:
      return "clean";
    case verdict::findings:
      return "findings";
    case verdict::unknown:
      break;
  }
  return "unknown";
}

void summarise(report_data& report) {
  summary& s = report.summary;
  s.errors = s.warnings = s.infos = 0;
  bool certain_error = false;
  bool not_judged = false;
  for (const finding& f : report.findings) {
    const bool opaque = f.rule == "statement-not-understood";
    not_judged |= opaque;
    certain_error |= !opaque && f.level == severity::error;
    ++(f.level == severity::error ? s.errors : f.level == severity::warning ? s.warnings : s.infos);
  }
  report.verdict = not_judged && !certain_error ? verdict::unknown
                   : report.findings.empty()    ? verdict::clean
                                                : verdict::findings;
}

namespace {

int rank_of(rule_class c) {
  switch (c) {
    case rule_class::rollback:
      return 0;
    case rule_class::data_loss:
      return 1;
    case rule_class::runtime:
      return 2;
    case rule_class::lock:
      return 3;
    case rule_class::hygiene:
      break;
  }
  return 4;
}

}  // namespace

std::vector<const finding*> by_harm(const report_data& report) {
  std::vector<const finding*> out;
  for (const finding& f : report.findings) out.push_back(&f);
  std::stable_sort(out.begin(), out.end(), [](const finding* a, const finding* b) {
    return std::tuple(b->level, rank_of(a->what)) < std::tuple(a->level, rank_of(b->what));
  });
  return out;
}

}  // namespace sluice::lint
