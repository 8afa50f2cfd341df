#include "dialects/schema/relatives.hpp"

#include <algorithm>

namespace sluice::schema {
namespace {

template <typename Add>
void each_foreign_key(const table& t, Add add) {
  for (const auto& entry : t.constraints) {
    if (entry.second.kind == "foreign key" && !entry.second.references.empty()) add(entry.second);
  }
}

void add_once(std::vector<std::string>& names, const std::string& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

}  // namespace

std::vector<std::string> linked_to(const model& m, const std::string& table_name) {
  std::vector<std::string> found;
  if (m.links.complete()) {
    for (const std::string& name : m.links.to(table_name)) {
      if (m.tables.count(name) != 0) found.push_back(name);
    }
  } else {
    for (const auto& entry : m.tables) found.push_back(entry.first);
  }
  return found;
}

std::vector<std::string> children_of(const model& m, const std::string& table_name) {
  std::vector<std::string> found;
  for (const std::string& name : linked_to(m, table_name)) {
    const table& t = m.tables.at(name);
    const bool inherits =
        std::find(t.inherits.begin(), t.inherits.end(), table_name) != t.inherits.end();
    if (t.partition_of == table_name || inherits) found.push_back(name);
  }
  return found;
}

std::vector<std::string> descendants(const model& m, const std::string& table_name) {
  std::vector<std::string> found;
  std::vector<std::string> open{table_name};
  while (!open.empty()) {
    const std::string parent = open.back();
    open.pop_back();
    for (const std::string& child : children_of(m, parent)) {
      if (child == table_name || std::find(found.begin(), found.end(), child) != found.end())
        continue;
      found.push_back(child);
      open.push_back(child);
    }
  }
  return found;
}

std::vector<std::string> referencing_tables(const model& m, const std::string& table_name) {
  std::vector<std::string> found;
  for (const std::string& name : linked_to(m, table_name)) {
    if (name == table_name) continue;
    each_foreign_key(m.tables.at(name), [&, &child = name](const constraint& c) {
      if (c.references == table_name) add_once(found, child);
    });
  }
  return found;
}

std::vector<std::string> referenced_tables(const model& m, const std::string& table_name) {
  std::vector<std::string> found;
  const auto held = m.tables.find(table_name);
  if (held == m.tables.end()) return found;
  each_foreign_key(held->second, [&](const constraint& c) {
    if (c.references != table_name) add_once(found, c.references);
  });
  return found;
}

}  // namespace sluice::schema
