#pragma once

#include "lint/finding.hpp"
#include "phases/change.hpp"

#include <functional>
#include <string>
#include <vector>

namespace sluice::cmd {

struct fixed_file {
  std::string name;
  std::string before;
  std::string after;
  std::size_t fixes = 0;
};

/// Applies the fixes of a report one by one, each only when `judge` then finds one finding of its
/// rule less in the step, and none that was not there before. `changes`, which `judge` looks at,
/// and `report` are afterwards those of the fixed files; nothing is written.
[[nodiscard]] std::vector<fixed_file> fix_findings(std::vector<phases::change>& changes,
                                                   const server_version& server,
                                                   lint::report_data& report,
                                                   const std::function<lint::report_data()>& judge);

/// A unified diff, as `patch` takes it.
[[nodiscard]] std::string diff_text(const fixed_file& file);

}  // namespace sluice::cmd
