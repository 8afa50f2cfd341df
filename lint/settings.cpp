#include "lint/settings.hpp"

#include "lint/rule.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint {

namespace {

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

void weigh(const settings& said, finding& f) {
  const auto rows = f.table.empty() ? said.table_rows.end() : said.table_rows.find(f.table);
  if (rows == said.table_rows.end()) return;
  f.message += fmt::format(" ({} has about {} rows)", f.table, grouped(rows->second));
  if (rows->second <= said.small_table) f.level = severity::info;
}

}  // namespace

std::string refuse_level(const rule& r, std::optional<severity> level) {
  if (!level && r.id == "statement-not-understood")
    return "what is not understood is unknown, whatever the settings say";
  if (!r.allowable && (!level || *level < r.usual)) return "what it finds has to be mended";
  return {};
}

void apply_settings(const settings& said, std::vector<finding>& findings) {
  std::erase_if(findings, [&](finding& f) {
    const auto set = said.levels.find(f.rule);
    if (set == said.levels.end()) {
      const rule* r = find_rule(f.rule);
      if (r != nullptr && r->opt_in) return true;
    } else {
      if (!set->second) return true;
      f.level = *set->second;
    }
    weigh(said, f);
    return false;
  });
}

}  // namespace sluice::lint
