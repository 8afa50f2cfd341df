#pragma once

#include "dialects/sql/parse_state.hpp"

/// The grammars of the statement families, each compiled in a file of its own. Each takes a whole
/// statement; on success the tree's first node says which statement it is.
namespace sluice::sql {

/// SELECT, INSERT, REPLACE, UPDATE, DELETE, each with WITH.
[[nodiscard]] bool parse_dml(parse_state& s);
/// Indexes, views and what all dialects drop alike.
[[nodiscard]] bool parse_object(parse_state& s);
/// Transactions and settings.
[[nodiscard]] bool parse_session(parse_state& s);
/// What parse_state::plan says.
[[nodiscard]] bool parse_command(parse_state& s);

}  // namespace sluice::sql

namespace sluice::postgres {
[[nodiscard]] bool parse_table(sql::parse_state& s);
[[nodiscard]] bool parse_routine(sql::parse_state& s);
}  // namespace sluice::postgres

namespace sluice::mysql {
[[nodiscard]] bool parse_table(sql::parse_state& s);
[[nodiscard]] bool parse_routine(sql::parse_state& s);
}  // namespace sluice::mysql

namespace sluice::sqlite {
[[nodiscard]] bool parse_table(sql::parse_state& s);
[[nodiscard]] bool parse_routine(sql::parse_state& s);
}  // namespace sluice::sqlite
