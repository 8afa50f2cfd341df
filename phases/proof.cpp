#include "phases/proof.hpp"

#include "phases/difference.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::phases {

namespace {

/// The last word of "r users.full_name" and the like.
std::string object_of(std::string_view footprint_entry) {
  return std::string(footprint_entry.substr(footprint_entry.find(' ') + 1));
}

std::string list(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& n : names) out += (out.empty() ? "" : ", ") + n;
  return out;
}

proof unjudged(std::string code, std::string message, std::string object, std::string resolves_by) {
  return {proof_outcome::unjudged, std::move(code), std::move(message), std::move(object),
          std::move(resolves_by)};
}

/// The text over other columns; behind a view, over a view that is made of others.
proof compare_footprints(const std::set<std::string>& expected, const std::set<std::string>& now) {
  std::vector<std::string> lost, gained;
  bool own = false;
  for (const std::string& e : expected) {
    if (now.contains(e)) continue;
    lost.push_back(object_of(e));
    own = own || !e.starts_with("v ");
  }
  for (const std::string& e : now) {
    if (expected.contains(e)) continue;
    gained.push_back(object_of(e));
    own = own || !e.starts_with("v ");
  }
  if (lost.empty() && gained.empty()) return {};
  const std::string object = lost.empty() ? gained.front() : lost.front();
  const std::string what =
      fmt::format("no longer uses {}{}", lost.empty() ? "nothing less" : list(lost),
                  gained.empty() ? "" : fmt::format(", and now uses {}", list(gained)));
  if (!own)
    return unjudged("VIEW_CHANGED", fmt::format("a view behind it {}", what), object,
                    "keep the view as it was until the release is retired");
  return {proof_outcome::breaks, "FOOTPRINT_CHANGED",
          fmt::format("the same text now uses other columns: it {}", what), object,
          "qualify the names in the statement, or keep the column"};
}

std::set<std::string> relations_of(const schema_change& change) {
  std::set<std::string> out;
  for (const schema::definitions* state : {change.before, change.after}) {
    for (const schema::definition& d : *state) {
      if (d.kind == "table" || d.kind == "view") out.insert(d.name);
    }
  }
  return out;
}

}  // namespace

proof compare(std::string_view sql, dialect d, const resolved_statement& expected,
              const resolved_statement& now, const schema_change& change) {
  if (!now.cannot_judge.empty())
    return unjudged("STATEMENT_UNJUDGED", now.cannot_judge, "", "rewrite the recorded statement");
  if (!now.resolves)
    return {proof_outcome::breaks, "STATEMENT_BREAKS", now.error, "",
            "keep what it needs until the release is retired"};
  if (!expected.resolves)
    return unjudged("NEVER_PROVED", "the statement was never seen to resolve on this target", "",
                    "record the release again once its schema is applied");
  const proof footprint = compare_footprints(expected.footprint, now.footprint);
  if (footprint.outcome == proof_outcome::breaks) return footprint;
  if (expected.insert_columns != now.insert_columns)
    return {proof_outcome::breaks, "INSERT_SHIFTED",
            fmt::format("it gives values by position: they went to ({}) and now go to ({})",
                        list(expected.insert_columns), list(now.insert_columns)),
            "", "name the columns in the INSERT"};
  if (expected.shape != now.shape)
    return {
        proof_outcome::breaks, "SHAPE_CHANGED",
        fmt::format("its result was ({}) and is now ({})", list(expected.shape), list(now.shape)),
        "", "name the columns in the statement instead of *"};

  const statement_use use(sql, d, now.footprint, now.footprint_exact, now.insert_columns,
                          relations_of(change));
  const std::vector<proof> found = difference_judge(use, d, change).run();
  const auto broken = std::find_if(found.begin(), found.end(), [](const proof& p) {
    return p.outcome == proof_outcome::breaks;
  });
  if (broken != found.end()) return *broken;
  if (footprint.outcome != proof_outcome::holds) return footprint;
  return found.empty() ? proof() : found.front();
}

}  // namespace sluice::phases
