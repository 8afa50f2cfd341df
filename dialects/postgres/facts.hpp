#pragma once

#include "dialects/schema/fact_collector.hpp"

namespace sluice::postgres {

/// PostgreSQL 12 to 18. Locks: documentation, "Explicit Locking" and the page of each statement;
/// all of it measured by testdata/facts/postgres.txt.
[[nodiscard]] schema::statement_facts find_facts(const schema::facts_question& question);

/// What a change of a column's type does to its table.
struct type_change_cost {
  bool rewrites = false;
  bool rebuilds_indexes = false;  ///< those on the column, when the table is not rewritten
  bool known = true;              ///< false: types that the model does not hold; the worst is said
};
/// `from` and `to` as statements write them. `utc`: the session's time zone is UTC, which decides
/// about timestamp and timestamptz; Sluice's own sessions are.
[[nodiscard]] type_change_cost cost_of_type_change(std::string_view from, std::string_view to);

}  // namespace sluice::postgres
