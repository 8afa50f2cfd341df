#pragma once

#include "dialects/schema/model.hpp"

#include <string_view>

/// How many rows a condition can let through, as far as its text tells.
namespace sluice::schema {

/// True when the condition can hold for a known number of rows only: one of its AND-ed parts
/// compares a key of the table (primary key or unique index; `id` when the table is not known) with
/// values that stand in the text, by =, IN or BETWEEN. Anything else, OR included, is not bounded.
[[nodiscard]] bool pins_key(std::string_view condition, const table* t, dialect d);

/// Whether the text begins with LIMIT (after ORDER BY too): MySQL's UPDATE and DELETE.
[[nodiscard]] bool starts_with_limit(std::string_view rest, dialect d);

}  // namespace sluice::schema
