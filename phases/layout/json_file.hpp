#pragma once

#include "phases/layout/layout.hpp"

#include <nlohmann/json.hpp>

namespace sluice::phases::layout {

/// Throws text::input_error with the place of what is no JSON.
[[nodiscard]] nlohmann::json read_json(const text::source& file);

}  // namespace sluice::phases::layout
