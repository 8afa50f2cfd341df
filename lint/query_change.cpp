#include "lint/query_use.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

namespace sluice::lint {

namespace {

using schema::name_resolution;
using schema::resolve_outcome;

std::string_view who(const name_resolution& r) {
  return r.writes.empty() ? old_readers : old_writers;
}

/// What only views show is theirs to keep.
std::vector<std::string> missing(const std::set<std::string>& of, const std::set<std::string>& in) {
  std::vector<std::string> out;
  for (const std::string& each : of) {
    if (!in.contains(each) && !each.starts_with("v ")) out.push_back(each.substr(2));
  }
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace

std::optional<harm> change_of(const name_resolution& before, const name_resolution& after,
                              bool natural) {
  if (after.outcome == resolve_outcome::fails)
    return harm{fmt::format("it fails: {}", after.reason), who(before), name_change::fails};
  for (const std::string& text : after.texts) {
    if (!before.texts.contains(text))
      return harm{fmt::format("\"{}\" is no column any more and so a text", text), who(before),
                  name_change::other_meaning};
  }
  if (before.insert_columns != after.insert_columns)
    return harm{
        fmt::format("its values went to ({}) and now go to ({})",
                    fmt::join(before.insert_columns, ", "), fmt::join(after.insert_columns, ", ")),
        old_writers, name_change::other_meaning};
  const bool other_result = before.shape != after.shape;
  const auto lost = missing(before.footprint, after.footprint);
  const auto gained = missing(after.footprint, before.footprint);
  // A star that stands for one column more reads it, too.
  if (!lost.empty() || (!gained.empty() && (natural || !other_result))) {
    if (lost.empty())
      return harm{fmt::format("it now uses {}, too", fmt::join(gained, ", ")), who(before),
                  name_change::other_meaning};
    return harm{
        fmt::format("it no longer uses {}{}", fmt::join(lost, ", "),
                    gained.empty() ? "" : fmt::format(", and now {}", fmt::join(gained, ", "))),
        who(before), name_change::other_meaning};
  }
  if (before.arbiters != after.arbiters) {
    const auto shown = [](const std::set<std::string>& keys) {
      return keys.empty() ? std::string("by none") : fmt::format("by {}", fmt::join(keys, ", "));
    };
    return harm{fmt::format("a row that is there already was found {} and now is {}",
                            shown(before.arbiters), shown(after.arbiters)),
                old_writers, name_change::other_meaning};
  }
  if (other_result)
    return harm{fmt::format("its result was ({}) and is now ({})", fmt::join(before.shape, ", "),
                            fmt::join(after.shape, ", ")),
                who(before), name_change::other_result};
  return std::nullopt;
}

}  // namespace sluice::lint
