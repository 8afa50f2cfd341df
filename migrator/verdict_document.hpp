#pragma once

#include "phases/gate.hpp"

#include <string>

namespace sluice::migrator {

/// The verdict document as JSON (docs/json.md): what `gate --json` prints and the ledger stores.
[[nodiscard]] std::string verdict_document(const phases::answer& a,
                                           const std::string& tool_version);

}  // namespace sluice::migrator
