#pragma once

#include "dialects/engine.hpp"

#include <string>
#include <vector>

namespace sluice::migrator {

/// The statements that create the ledger's tables where they are missing.
[[nodiscard]] std::vector<std::string> ledger_schema(dialect d);

/// "sluice.steps" in PostgreSQL, "sluice_steps" elsewhere.
[[nodiscard]] std::string ledger_table(dialect d, std::string_view name);

}  // namespace sluice::migrator
