#pragma once

#include "migrator/target.hpp"

#include <string>
#include <vector>

/// Facts about releases: who exists, who runs, what SQL they run.
namespace sluice::migrator {

/// "web@1" -> {web, 1}. Throws text::input_error.
[[nodiscard]] phases::release_id parse_release(std::string_view text);

/// The statements in .sql files and folders (read in name order). Throws text::input_error for a
/// path that cannot be read, a malformed statement, or nothing found.
[[nodiscard]] std::vector<requirement_row> read_queries(const std::vector<std::string>& paths,
                                                        dialect d);

/// Content hash: the same statements give the same hash, wherever they stand.
[[nodiscard]] std::string requirements_hash(const std::vector<requirement_row>& rows, dialect d);

struct record_result {
  release_row release;
  std::size_t statements = 0;
  bool is_new = false;
};
/// Records a release, or gives a recorded one its statements. Recording the same again is no
/// change. Different statements under a known version are refused: a version is one build.
record_result record_release(target& t, const phases::release_id& id,
                             const std::vector<std::string>& query_paths);

/// Sets live, standby or retired. Takes the runner lock, so that no contract step runs meanwhile.
/// Throws text::input_error for a release that is not recorded.
release_row set_release_status(target& t, const phases::release_id& id,
                               phases::release_status status);

}  // namespace sluice::migrator
