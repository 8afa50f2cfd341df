#include "dialects/schema/definition.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdexcept>
#include <tuple>

namespace sluice::schema {
namespace {

using json = nlohmann::json;

using definition_key = std::tuple<std::string_view, std::string_view, std::string_view>;

definition_key key_of(const definition& d) {
  return {d.kind, d.table, d.name};
}

}  // namespace

std::string definition::fact(std::string_view wanted) const {
  const auto found = facts.find(std::string(wanted));
  return found == facts.end() ? std::string() : found->second;
}

bool definition::has(std::string_view wanted) const {
  return facts.count(std::string(wanted)) != 0;
}

void sort_definitions(definitions& all) {
  std::sort(all.begin(), all.end(), [](const definition& a, const definition& b) {
    return std::tie(a.kind, a.table, a.name, a.facts) < std::tie(b.kind, b.table, b.name, b.facts);
  });
}

const definition* find_definition(const definitions& all, std::string_view kind,
                                  std::string_view table, std::string_view name) {
  const definition_key wanted(kind, table, name);
  const auto found =
      std::lower_bound(all.begin(), all.end(), wanted,
                       [](const definition& d, const definition_key& w) { return key_of(d) < w; });
  return found != all.end() && key_of(*found) == wanted ? &*found : nullptr;
}

std::vector<std::string> names_in(std::string_view fact) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at < fact.size();) {
    const std::size_t end = std::min(fact.find('\n', at), fact.size());
    names.emplace_back(fact.substr(at, end - at));
    at = end + 1;
  }
  return names;
}

std::string join_names(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) {
    out += (out.empty() ? "" : "\n") + name;
  }
  return out;
}

std::string write_definitions(const definitions& all) {
  std::string out;
  for (const auto& d : all) {
    // A name that is not UTF-8 is kept apart from others as well as it can be.
    out += json({d.kind, d.table, d.name, d.facts})
               .dump(-1, ' ', false, json::error_handler_t::replace);
    out += '\n';
  }
  return out;
}

definitions read_definitions(std::string_view text) {
  definitions all;
  try {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      const json line = json::parse(text.substr(at, end - at));
      all.push_back({line.at(0), line.at(1), line.at(2), line.at(3)});
      at = end + 1;
    }
  } catch (const json::exception& problem) {
    throw std::runtime_error(std::string("the stored definitions cannot be read: ") +
                             problem.what());
  }
  sort_definitions(all);
  return all;
}

}  // namespace sluice::schema
