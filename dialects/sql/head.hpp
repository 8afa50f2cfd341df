#pragma once

#include "dialects/sql/token.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sluice::sql {

/// What a statement is called: its leading keywords in upper case, without modifiers such as
/// OR REPLACE or TEMPORARY: "CREATE TABLE", "DROP MATERIALIZED VIEW", "UPDATE", "COMMENT ON".
[[nodiscard]] std::string statement_head(const std::vector<token>& tokens, std::string_view bytes);

/// The first token from `at` on that is no modifier (OR REPLACE, TEMPORARY, DEFINER = user ...).
[[nodiscard]] std::size_t skip_modifiers(const std::vector<token>& tokens, std::string_view bytes,
                                         std::size_t at);

}  // namespace sluice::sql
