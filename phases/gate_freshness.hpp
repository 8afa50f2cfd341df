#pragma once

#include "phases/gate.hpp"

#include <cstddef>
#include <vector>

/// The part of the gate that asks whether what a release reads is kept fresh by those who write.
namespace sluice::phases {

/// What becomes of sync.to when the writer gives a value to sync.from only.
[[nodiscard]] freshness kept_by(const sync_fact& sync, const release_facts& writer);

/// Columns that `reader` reads while some writer that may run beside or before it gives a value to
/// a counterpart only: somebody must carry the value over.
[[nodiscard]] std::vector<reason> stale_columns(const gate_facts& facts,
                                                const release_facts& reader,
                                                const std::vector<const release_facts*>& writers,
                                                std::size_t state);

/// Those who write beside a release.
[[nodiscard]] std::vector<const release_facts*> live_besides(const gate_facts& facts,
                                                             const release_facts& r);

}  // namespace sluice::phases
