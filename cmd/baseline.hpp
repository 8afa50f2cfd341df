#pragma once

#include "lint/finding.hpp"

#include <string>
#include <vector>

/// Findings that a project has decided to live with, by fingerprint, in a file of its own.
namespace sluice::cmd {

/// "drop-column in migrations/2_b.sql": what the file said of a finding that is no more.
using gone_findings = std::vector<std::string>;

/// Takes the findings that the file holds out of the report and counts them there. Gives those of
/// the file that were not found. Throws text::input_error when the file is no baseline.
gone_findings apply_baseline(const std::string& file, lint::report_data& report);

/// The text of a baseline of these findings, the same for the same findings.
[[nodiscard]] std::string baseline_text(const std::vector<lint::finding>& findings);

}  // namespace sluice::cmd
