#pragma once

#include "phases/gate.hpp"

#include <optional>
#include <vector>

namespace sluice::phases {

/// How far back the code of one service can go.
struct floor_answer {
  release_id from;
  std::optional<release_id> floor;  ///< every release from it to the one before `from` is safe
  std::vector<release_id> islands;  ///< older ones that are safe behind one that is not
  /// A rollback to each release that was recorded before `from`, newest first.
  std::vector<answer> rollbacks;
};

/// `facts.releases` stand in the order in which they were recorded, and hold `from`.
[[nodiscard]] floor_answer find_floor(const gate_facts& facts, const release_id& from);

/// That of the rollback to the release before; 11 when there is none.
[[nodiscard]] int exit_code(const floor_answer& a);

}  // namespace sluice::phases
