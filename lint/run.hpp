#pragma once

#include "lint/finding.hpp"
#include "lint/input.hpp"

namespace sluice::lint {

/// Judges every statement of the steps that report, against the schema that the steps before it
/// make. Deterministic: the same input gives the same report.
[[nodiscard]] report_data run(const lint_input& input);

}  // namespace sluice::lint
