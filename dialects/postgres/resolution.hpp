#pragma once

#include "dialects/shadow.hpp"

#include <string_view>

namespace sluice::postgres {

/// What the server of `db` makes of a statement: PREPARE says whether it resolves, the stored tree
/// of a BEGIN ATOMIC function which columns it reads and writes (PostgreSQL 14 and later), and a
/// table without data made from it the result's shape. Everything is rolled back; nothing is
/// executed.
[[nodiscard]] resolution resolve(session& db, std::string_view sql);

}  // namespace sluice::postgres
