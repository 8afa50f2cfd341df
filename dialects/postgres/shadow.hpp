#pragma once

#include "dialects/shadow.hpp"

#include <memory>

namespace sluice::postgres {

/// A scratch database made from template0. Needs CREATEDB.
[[nodiscard]] std::unique_ptr<shadow> open_shadow(session& db, const connection_target& target);

void drop_stale_shadows(session& db) noexcept;

}  // namespace sluice::postgres
