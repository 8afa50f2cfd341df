#pragma once

#include "lint/finding.hpp"

#include <string>
#include <vector>

namespace sluice::lint {

/// The same files, judged for one version of the server.
struct versioned_report {
  std::string version;  ///< as it was said: "14"
  report_data report;
};

/// What holds on any of the versions: each finding once, as it is at its worst, with the versions
/// when they are not all. An `sluice:allow` is unused only when no version uses it. At least one.
[[nodiscard]] report_data merge(std::vector<versioned_report> all);

}  // namespace sluice::lint
