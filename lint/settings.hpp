#pragma once

#include "lint/finding.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace sluice::lint {

struct rule;

/// What a project sets. It changes what `sluice lint` reports, never what the gate or `sluice up`
/// let pass.
struct settings {
  /// By rule id; nothing: the rule is off.
  std::map<std::string, std::optional<severity>, std::less<>> levels;
  /// About how many rows a table has, by the name that findings show.
  std::map<std::string, std::uint64_t, std::less<>> table_rows;
  /// Up to so many rows a table is locked for an instant only: findings of lock rules are infos.
  std::uint64_t small_table = 10'000;
};

/// Why a rule cannot be given that severity (or be turned off); empty: it can.
[[nodiscard]] std::string refuse_level(const rule& r, std::optional<severity> level);

/// Gives the findings the levels that are set, and takes out those of rules that are off.
void apply_settings(const settings& said, std::vector<finding>& findings);

}  // namespace sluice::lint
