#pragma once

#include "dialects/text/error.hpp"

#include <string>
#include <string_view>

namespace sluice::postgres {

/// What a SQLSTATE means for what to do next.
[[nodiscard]] text::failure classify(std::string_view sqlstate);

/// The message with "…" for a value of a row that it quotes: `invalid input syntax for type
/// integer: "…"`. What a row holds besides is in the detail.
[[nodiscard]] std::string without_row_values(std::string_view sqlstate, std::string message);

}  // namespace sluice::postgres
