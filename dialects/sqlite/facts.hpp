#pragma once

#include "dialects/schema/fact_collector.hpp"

namespace sluice::sqlite {

/// ALTER TABLE adds and drops CHECK and NOT NULL from here on (testdata/oracle/since).
inline constexpr server_version alters_constraints{engine::sqlite, 3, 53, 0};

/// SQLite 3.35 to 3.53. A statement that changes anything keeps every other writer of the file out
/// until its transaction ends, so only what it does with the rows is said here. The source is the
/// page "ALTER TABLE" of the documentation; 3.40 is measured by testdata/facts/sqlite.txt.
[[nodiscard]] schema::statement_facts find_facts(const schema::facts_question& question);

}  // namespace sluice::sqlite
