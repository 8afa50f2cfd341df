#pragma once

#include "dialects/engine.hpp"

#include <string_view>

namespace sluice::schema {

/// Every row that satisfies the first condition satisfies the second, as far as their texts show:
/// both say the same, or the second allows one thing more (OR another, a longer list of IN). False
/// when in doubt.
[[nodiscard]] bool implies(std::string_view condition, std::string_view other, dialect d);

}  // namespace sluice::schema
