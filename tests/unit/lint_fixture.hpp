#pragma once

#include "lint/run.hpp"
#include "phases/change.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace sluice::test {

/// The day on which all fixtures are looked at.
inline constexpr const char* fixture_day = "2026-06-01";

/// Lints `sql` as one step. `before` holds the statements of an earlier change, `expand` the expand
/// step of the same change (both may be empty, and are not reported).
[[nodiscard]] lint::report_data lint_step(engine kind, phases::phase phase,
                                          const std::string& before, const std::string& expand,
                                          const std::string& sql,
                                          const std::string& name = "step.sql");

struct fixture {
  engine kind{};
  phases::phase phase{};
  std::string before, expand, change;
};

/// A file under testdata/lint: its first line is
///   -- fixture: dialect=postgres phase=expand
/// and its parts begin with the lines `-- before:`, `-- expand:` and `-- change:`; a file without
/// any is all change. Lines are numbered as in the file.
[[nodiscard]] fixture read_fixture(const std::filesystem::path& file);
[[nodiscard]] lint::report_data lint_fixture(const std::filesystem::path& file);

/// What differs between two texts, as lines with `-` (expected) and `+` (found); empty when equal.
[[nodiscard]] std::string difference(const std::string& expected, const std::string& found);

[[nodiscard]] std::string read_text(const std::filesystem::path& file);

}  // namespace sluice::test
