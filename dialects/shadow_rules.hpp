#pragma once

#include "dialects/sql/script.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What every engine's shadow decides from the text alone.
namespace sluice {

/// Why a release's text cannot be judged (several statements, none, DDL, a setting, a NUL byte), or
/// nothing.
[[nodiscard]] std::string cannot_judge(const sql::script& script, std::string_view text);

/// Why a statement may not run in a shadow, because it would act outside of it: roles, databases,
/// server settings, code whose effects cannot be seen. Nothing when it may.
[[nodiscard]] std::string leaves_shadow(std::string_view sql, dialect d);

/// Privileges and transaction control mean nothing in a shadow and are passed over.
[[nodiscard]] bool means_nothing_in_shadow(std::string_view sql, dialect d);

/// The columns, as the table spells them, that an INSERT gives values to. `columns` are those that
/// a positional INSERT fills, in order. Nothing when the statement does not say how many it gives.
[[nodiscard]] std::optional<std::vector<std::string>> insert_targets(
    const sql::insert& statement, const std::vector<std::string>& columns, dialect d);

}  // namespace sluice
