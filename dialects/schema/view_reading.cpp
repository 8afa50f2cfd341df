#include "dialects/schema/view_reading.hpp"

#include "dialects/schema/resolve.hpp"
#include "dialects/sql/token.hpp"

namespace sluice::schema {

std::optional<std::set<std::string>> read_by_view(const model& m, const std::string& view,
                                                  dialect d) {
  std::set<std::string> all;
  const auto needs = m.needs.find(view);
  // SQLite looks up what * stands for each time.
  if (needs != m.needs.end() && d != dialect::sqlite) {
    if (needs->second.contains(guessed_needs)) return std::nullopt;
    all = needs->second;
  } else {
    const name_resolution query = resolve_names(sql::read_statement_tree(m.views.at(view), d), m);
    if (query.outcome != resolve_outcome::resolves) return std::nullopt;
    for (const std::string& each : query.footprint) {
      if (each.starts_with("r ")) all.insert(each.substr(2));
    }
  }
  std::set<std::string> out;
  for (const std::string& each : all) {
    if (m.tables.contains(each) || m.tables.contains(each.substr(0, each.rfind('.'))))
      out.insert(d == dialect::postgres ? each : sql::lower_case(each));
  }
  return out;
}

}  // namespace sluice::schema
