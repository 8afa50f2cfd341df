#include "dialects/schema/model.hpp"

#include "dialects/sql/token.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sluice::schema {
std::string_view volatility_name(volatility v) {
  switch (v) {
    case volatility::constant:
      return "constant";
    case volatility::stable:
      return "stable";
    case volatility::changing:
      return "volatile";
    case volatility::unknown:
      break;
  }
  return "unknown";
}

const column* table::find(std::string_view column_name) const {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const column& c) { return c.name == column_name; });
  return found == columns.end() ? nullptr : &*found;
}

column* table::find(std::string_view column_name) {
  return const_cast<column*>(std::as_const(*this).find(column_name));
}

void index::forget(const std::string& column_name) {
  for (std::size_t at = columns.size(); at-- > 0;) {
    if (columns[at] != column_name) continue;
    columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(at));
    if (at < orders.size()) orders.erase(orders.begin() + static_cast<std::ptrdiff_t>(at));
  }
  while (!orders.empty() && orders.back().empty()) orders.pop_back();
}

const std::set<std::string>& table_links::to(const std::string& table_key) const {
  static const std::set<std::string> none;
  const auto found = links_.find(table_key);
  return found == links_.end() ? none : found->second;
}

void table_links::add(const std::string& to, const std::string& from) {
  links_[to].insert(from);
}

void table_links::add(const table& from) {
  for (const auto& [name, c] : from.constraints) {
    if (!c.references.empty()) add(c.references, from.name);
  }
  if (!from.partition_of.empty()) add(from.partition_of, from.name);
  for (const std::string& parent : from.inherits) add(parent, from.name);
}

void table_links::collect(const std::map<std::string, table>& tables) {
  for (const auto& [key, t] : tables) add(t);
  complete_ = true;
}

const table* model::find(std::string_view table_name) const {
  const auto found = tables.find(std::string(table_name));
  return found == tables.end() ? nullptr : &found->second;
}

bool comparable_object(std::string_view title) {
  if (title == "schema public" || title == "extension plpgsql") return false;
  constexpr std::array<std::string_view, 10> kinds{
      "schema ", "extension ", "publication ", "event trigger ",        "collation ",
      "type ",   "aggregate ", "server ",      "foreign data wrapper ", "event "};
  return std::any_of(kinds.begin(), kinds.end(),
                     [&](std::string_view kind) { return title.starts_with(kind); });
}

}  // namespace sluice::schema
