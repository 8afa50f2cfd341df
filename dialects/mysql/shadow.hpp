#pragma once

#include "dialects/shadow.hpp"

#include <memory>

namespace sluice::mysql {

/// A scratch database on the same server. Statements that name any database are refused, because
/// there they would reach real tables.
[[nodiscard]] std::unique_ptr<shadow> open_shadow(session& db, const connection_target& target);

void drop_stale_shadows(session& db) noexcept;

}  // namespace sluice::mysql
