#include "lint/labels.hpp"

#include "dialects/sql/token.hpp"
#include "lint/before_after.hpp"

#include <algorithm>

namespace sluice::lint {

std::vector<std::string> labels_of(std::string_view type) {
  std::vector<std::string> out;
  if (!type.starts_with("enum") && !type.starts_with("set")) return out;
  for (const sql::token& t : sql::lex(type, dialect::mysql)) {
    if (t.what == sql::kind::string && t.where.size() >= 2)
      out.emplace_back(type.substr(t.where.begin + 1, t.where.size() - 2));
  }
  return out;
}

label_change compare_labels(const std::vector<std::string>& from,
                            const std::vector<std::string>& to) {
  label_change out;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const auto found = std::find(to.begin(), to.end(), from[i]);
    if (found == to.end()) {
      out.removed.push_back(from[i]);
    } else {
      out.moved |= static_cast<std::size_t>(found - to.begin()) != i;
    }
  }
  for (const std::string& label : to) {
    if (std::find(from.begin(), from.end(), label) == from.end()) out.added.push_back(label);
  }
  return out;
}

std::string quoted(std::vector<std::string> labels) {
  for (std::string& label : labels) label = "'" + label + "'";
  return list(labels);
}

}  // namespace sluice::lint
