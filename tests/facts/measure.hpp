#pragma once

#include "dialects/session.hpp"
#include "tests/facts/rows.hpp"

#include <string>

namespace sluice::test {

/// Runs the row's statement in an empty database of the shared server and says what it locked and
/// did with the rows, as describe() does. Throws text::database_error when the statement fails.
[[nodiscard]] std::string measure(engine kind, const fact_row& row);

[[nodiscard]] std::string measure_postgres(const std::string& url, const fact_row& row);

[[nodiscard]] std::string measure_mysql(const std::string& url, const fact_row& row);

[[nodiscard]] std::string measure_sqlite(const std::string& url, const fact_row& row);

/// Sends every statement of the text by itself.
void run_script(session& db, const std::string& text);

}  // namespace sluice::test
