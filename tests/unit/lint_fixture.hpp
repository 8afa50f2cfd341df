#pragma once

#include "lint/run.hpp"
#include "phases/change.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace sluice::test {

/// The day on which all fixtures are looked at.
inline constexpr const char* fixture_day = "2026-06-01";

/// Of the text "14.2"; of an empty one the version that is taken when nobody says which.
[[nodiscard]] server_version version_of(engine kind, std::string_view version);

/// Lints `sql` as one step. `before` holds the statements of an earlier change, `expand` the expand
/// step of the same change (both may be empty, and are not reported), `queries` the statements of
/// the release app@1, as the file queries.sql.
[[nodiscard]] lint::report_data lint_step(const server_version& server, phases::phase phase,
                                          const std::string& before, const std::string& expand,
                                          const std::string& sql,
                                          const std::string& name = "step.sql",
                                          const std::string& queries = "");
[[nodiscard]] lint::report_data lint_step(engine kind, phases::phase phase,
                                          const std::string& before, const std::string& expand,
                                          const std::string& sql, const std::string& queries = "");

/// The same as two migrations of another tool, which sends the second one as `sent` says:
/// "in_transaction", "one_by_one", "as_one_message".
[[nodiscard]] lint::report_data lint_sent(const server_version& server, std::string_view sent,
                                          const std::string& before, const std::string& sql,
                                          const std::string& name = "step.sql");

struct fixture {
  server_version server;
  phases::phase phase{};
  std::string before, expand, queries, change;
};

/// A file as tests/support/lint_fixture_file.hpp describes it.
[[nodiscard]] fixture read_fixture(const std::filesystem::path& file);
[[nodiscard]] lint::report_data lint_fixture(const std::filesystem::path& file);

/// What differs between two texts, as lines with `-` (expected) and `+` (found); empty when equal.
[[nodiscard]] std::string difference(const std::string& expected, const std::string& found);

[[nodiscard]] std::string read_text(const std::filesystem::path& file);

}  // namespace sluice::test
