#pragma once

#include "dialects/engine.hpp"
#include "dialects/sql/parse_state.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What is most likely wrong where a grammar stopped: the mistakes that people make, told from the
/// tokens around the place.
namespace sluice::sql {

/// "; is a comma missing?", or nothing.
[[nodiscard]] std::string hint_for(const parse_state& state);

/// Characters that look like others, at the beginning of what would else be a name: typographic
/// quotes, no-break spaces, a byte order mark in the middle of the file.
[[nodiscard]] std::optional<std::pair<std::string, text::span>> find_odd_character(
    const std::vector<token>& significant, std::string_view bytes);

/// Of a statement whose first words no grammar knows.
[[nodiscard]] std::string unknown_statement(const std::vector<token>& significant,
                                            std::string_view bytes, dialect d);

}  // namespace sluice::sql
