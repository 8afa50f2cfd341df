#include "lint/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace sluice::lint {

namespace {

struct merged_finding {
  finding at_worst;
  std::vector<std::string> versions;
};

}  // namespace

report_data merge(std::vector<versioned_report> all) {
  std::vector<merged_finding> merged;
  std::map<std::string, std::size_t> by_fingerprint;
  for (versioned_report& each : all) {
    for (finding& f : each.report.findings) {
      const auto [known, is_new] = by_fingerprint.emplace(f.fingerprint, merged.size());
      if (is_new) merged.emplace_back();
      merged_finding& to = merged[known->second];
      to.versions.push_back(each.version);
      if (is_new || f.level > to.at_worst.level) to.at_worst = std::move(f);
    }
  }
  report_data out = std::move(all.front().report);
  out.findings.clear();
  for (merged_finding& each : merged) {
    const bool everywhere = each.versions.size() == all.size();
    if (!everywhere && each.at_worst.rule == "unused-allow") continue;
    if (!everywhere)
      each.at_worst.message += fmt::format("; on {}", fmt::join(each.versions, ", "));
    out.findings.push_back(std::move(each.at_worst));
  }
  const auto place = [&](const finding& f) {
    return std::tuple(std::find(out.files.begin(), out.files.end(), f.file), f.where.begin,
                      f.where.end);
  };
  std::stable_sort(out.findings.begin(), out.findings.end(),
                   [&](const finding& a, const finding& b) { return place(a) < place(b); });
  summarise(out);
  return out;
}

}  // namespace sluice::lint
