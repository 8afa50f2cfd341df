#pragma once

#include "dialects/text/error.hpp"

#include <string_view>

namespace sluice::postgres {

/// What a SQLSTATE means for what to do next.
[[nodiscard]] text::failure classify(std::string_view sqlstate);

}  // namespace sluice::postgres
