#pragma once

#include "cmd/terminal.hpp"

namespace sluice::cmd {

/// Tells the exception that is being handled and gives its exit code. With `json`, the one document
/// on standard output is {"version": 1, "error": {...}}.
[[nodiscard]] int report_failure(terminal& term, bool as_json);

}  // namespace sluice::cmd
