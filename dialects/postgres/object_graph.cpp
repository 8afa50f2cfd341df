#include "dialects/postgres/object_graph.hpp"

#include "dialects/cells.hpp"

#include <algorithm>
#include <tuple>

namespace sluice::postgres {

std::string object_graph::id(std::string_view catalog, const value& oid) {
  return std::string(catalog) + ":" + cell_text(oid);
}

void object_graph::add(const std::string& catalog, rank order, const value& oid, std::string ddl) {
  node& n = nodes_[id(catalog, oid)];
  n.order = order;
  n.oid = std::stoul(cell_text(oid));
  if (!ddl.empty()) {
    n.ddl.push_back(std::move(ddl));
  }
}

void object_graph::extend(const std::string& object, std::string ddl) {
  if (const auto found = nodes_.find(object); found != nodes_.end()) {
    found->second.ddl.push_back(std::move(ddl));
  }
}

void object_graph::add_part(const std::string& part, const std::string& whole) {
  wholes_[part] = whole;
}

std::string object_graph::whole_of(std::string object) const {
  for (auto part = wholes_.find(object); part != wholes_.end(); part = wholes_.find(object)) {
    object = part->second;
  }
  return object;
}

void object_graph::add_dependency(const std::string& dependent, const std::string& needed) {
  const std::string from = whole_of(dependent);
  const std::string to = whole_of(needed);
  if (from != to && nodes_.count(from) != 0 && nodes_.count(to) != 0) {
    nodes_[from].needs.insert(to);
  }
}

std::vector<std::string> object_graph::sorted() const {
  std::map<std::string, std::vector<std::string>> dependents;
  std::map<std::string, std::size_t> missing;
  std::set<std::tuple<rank, unsigned long, std::string>> ready;
  const auto make_ready = [&](const std::string& object) {
    const node& n = nodes_.at(object);
    ready.emplace(n.order, n.oid, object);
  };
  for (const auto& [object, n] : nodes_) {
    missing[object] = n.needs.size();
    for (const auto& needed : n.needs) {
      dependents[needed].push_back(object);
    }
    if (n.needs.empty()) {
      make_ready(object);
    }
  }
  std::vector<std::string> script;
  while (!ready.empty()) {
    const std::string object = std::get<2>(*ready.begin());
    ready.erase(ready.begin());
    missing.erase(object);
    const auto& ddl = nodes_.at(object).ddl;
    script.insert(script.end(), ddl.begin(), ddl.end());
    for (const auto& dependent : dependents[object]) {
      if (--missing[dependent] == 0) {
        make_ready(dependent);
      }
    }
  }
  if (!missing.empty()) {
    const auto& ddl = nodes_.at(missing.begin()->first).ddl;
    throw text::database_error(text::failure::other, {},
                               "objects of the schema need each other in a circle, so that it"
                               " cannot be copied; one of them: " +
                                   (ddl.empty() ? missing.begin()->first : ddl.front()));
  }
  return script;
}

}  // namespace sluice::postgres
