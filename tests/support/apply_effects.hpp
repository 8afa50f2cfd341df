#pragma once

#include "dialects/schema/effect.hpp"

#include <vector>

namespace sluice::test {

/// The model with the effects applied that lead to `target`. An effect says what changes and not to
/// what: that is taken from `target`. Nothing else is.
[[nodiscard]] schema::model applied(schema::model m, const std::vector<schema::effect>& effects,
                                    const schema::model& target, dialect d);

}  // namespace sluice::test
