#pragma once

#include "dialects/schema/definition.hpp"
#include "migrator/target.hpp"
#include "phases/change.hpp"
#include "phases/gate.hpp"

#include <vector>

/// Which columns hold the same fact twice, and who keeps them equal.
namespace sluice::migrator {

/// What statements of changes whose expand step is done copy from one column to another.
[[nodiscard]] std::vector<phases::moving_column> find_moving(
    target& t, const std::vector<phases::change>& changes, const phases::history& past,
    const schema::definitions& live);

/// What the triggers of one schema do for these columns, both ways.
[[nodiscard]] std::vector<phases::sync_fact> find_syncs(
    const std::vector<phases::moving_column>& moving, const schema::definitions& state, dialect d);

}  // namespace sluice::migrator
