#pragma once

#include "dialects/schema/effect.hpp"

#include <vector>

namespace sluice::schema {

/// What would make `to` out of `from`, in the order of the names. Views, routines and triggers are
/// compared by name, and by their program where both models hold its text; a table whose columns
/// were not followed (columns_complete) is compared by name alone. Sessions' own tables are left
/// out. Spans are empty.
[[nodiscard]] std::vector<effect> diff(const model& from, const model& to, dialect d);

}  // namespace sluice::schema
