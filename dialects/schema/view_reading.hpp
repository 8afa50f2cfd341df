#pragma once

#include "dialects/engine.hpp"
#include "dialects/schema/model.hpp"

#include <optional>
#include <set>
#include <string>

namespace sluice::schema {

/// Among model::needs of a view of which only the names in its text are known: it may read less.
inline constexpr const char* guessed_needs = "?";

/// The tables and columns that a view of the model reads, "users" and "users.nick", in lower case
/// where case tells nothing apart; nothing when it cannot be told. Servers write a view's query
/// anew, but what it reads stays.
[[nodiscard]] std::optional<std::set<std::string>> read_by_view(const model& m,
                                                                const std::string& view, dialect d);

}  // namespace sluice::schema
