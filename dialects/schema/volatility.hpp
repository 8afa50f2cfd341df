#pragma once

#include "dialects/schema/model.hpp"
#include "dialects/sql/token.hpp"

#include <string_view>

namespace sluice::schema {

/// Of a whole expression, told from the functions that it calls: the engine's own by a table, the
/// user's as the model knows them. `unknown` for what neither knows.
[[nodiscard]] volatility volatility_of(std::string_view expression, const model& m, dialect d);
/// The same when its tokens are at hand.
[[nodiscard]] volatility volatility_of(std::string_view expression, sql::token_stream tokens,
                                       const model& m, dialect d);

}  // namespace sluice::schema
