#pragma once

#include "lint/rule.hpp"

#include <optional>
#include <string>
#include <string_view>

/// What statements of a step set for those that come after them.
namespace sluice::lint {

/// The value that a SET or PRAGMA of that name gives, in lower case and without quotes: "off",
/// "30s". Nothing for any other statement, and for a query of the setting.
[[nodiscard]] std::optional<std::string> value_set(const statement_view& view,
                                                   const sql::parsed_statement& statement,
                                                   std::string_view name);

/// The last value that an earlier statement of the step gave the setting.
[[nodiscard]] std::optional<std::string> value_before(const statement_view& view,
                                                      std::string_view name);

/// An earlier statement of the step has switched it off, or on. In SQLite a change of foreign_keys
/// inside of a transaction has no effect.
[[nodiscard]] bool turned_off(const statement_view& view, std::string_view name);
[[nodiscard]] bool turned_on(const statement_view& view, std::string_view name);

}  // namespace sluice::lint
