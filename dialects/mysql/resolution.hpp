#pragma once

#include "dialects/shadow.hpp"

#include <string_view>

namespace sluice::mysql {

/// What the server of `db` makes of a statement in its current database, which must be a scratch
/// one: PREPARE says whether it resolves; a view made from a query, or EXPLAIN for the rest, how
/// its names were resolved. Nothing is executed that could change a row.
[[nodiscard]] resolution resolve(session& db, const std::string& database, std::string_view sql);

}  // namespace sluice::mysql
