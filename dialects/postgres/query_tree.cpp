#include "dialects/postgres/query_tree.hpp"

#include <charconv>
#include <utility>

namespace sluice::postgres {
namespace {

std::set<int> read_attributes(std::string_view bits) {
  // "(b 8 9)": a bit stands for an attribute number plus 7, since system columns are negative.
  constexpr int first_invalid = -7;
  std::set<int> attributes;
  for (std::size_t at = 0; at < bits.size() && bits[at] != ')';) {
    int bit = 0;
    const auto [end, error] = std::from_chars(bits.data() + at, bits.data() + bits.size(), bit);
    if (error == std::errc()) {
      attributes.insert(bit + first_invalid);
      at = static_cast<std::size_t>(end - bits.data());
    } else {
      ++at;
    }
  }
  return attributes;
}

}  // namespace

// The permission fields stand in RTE nodes up to PostgreSQL 15 and in RTEPERMISSIONINFO nodes after
// it, in both behind the relid; an RTE may hold a whole query in between. Names inside the tree
// cannot be taken for fields or braces: those are escaped.
std::vector<table_permissions> read_permissions(std::string_view tree) {
  std::vector<table_permissions> open, found;
  const auto number_at = [&](std::size_t from) {
    unsigned long number = 0;
    std::from_chars(tree.data() + from, tree.data() + tree.size(), number);
    return number;
  };
  for (std::size_t at = 0; at < tree.size(); ++at) {
    const auto field = [&](std::string_view name) { return tree.substr(at, name.size()) == name; };
    switch (tree[at]) {
      case '\\':
        ++at;
        break;
      case '{':
        open.emplace_back();
        break;
      case '}':
        if (!open.empty() && open.back().relation != 0) {
          found.push_back(std::move(open.back()));
        }
        if (!open.empty()) {
          open.pop_back();
        }
        break;
      case ':':
        if (open.empty()) {
          break;
        }
        if (field(":relid ")) {
          open.back().relation = number_at(at + 7);
        } else if (field(":requiredPerms ")) {
          open.back().required = static_cast<unsigned>(number_at(at + 15));
        } else if (field(":selectedCols ")) {
          open.back().selected = read_attributes(tree.substr(at + 14));
        } else if (field(":insertedCols ")) {
          open.back().inserted = read_attributes(tree.substr(at + 14));
        } else if (field(":updatedCols ")) {
          open.back().updated = read_attributes(tree.substr(at + 13));
        }
        break;
      default:
        break;
    }
  }
  return found;
}

}  // namespace sluice::postgres
