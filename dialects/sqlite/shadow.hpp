#pragma once

#include "dialects/shadow.hpp"

#include <memory>

namespace sluice::sqlite {

/// A copy of the schema in memory, in this process. Its statements are judged by SQLite's own
/// resolver with the authorizer listening (resolver.cpp).
[[nodiscard]] std::unique_ptr<shadow> open_shadow(session& db);

}  // namespace sluice::sqlite
