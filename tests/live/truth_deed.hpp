#pragma once

#include "dialects/schema/model.hpp"
#include "dialects/session.hpp"

#include <map>
#include <string>
#include <vector>

/// What a release's statement does on a real server, and whether it still does the same after a
/// change.
namespace sluice::test {

/// The rows of every table, by table and row, each a list of column and value.
using contents = std::map<std::string, std::vector<std::map<std::string, value>>>;

/// What a statement did: an error, or what it returned and left behind.
struct deed {
  std::string error;
  std::string answers;
  contents before, after;
};

[[nodiscard]] std::vector<std::string> statements_of(const std::string& script, dialect d);
void execute_all(session& db, const std::string& script);

/// Runs the release's statements in a transaction that is rolled back; `values` holds the
/// parameters of each run.
[[nodiscard]] deed run_statements(session& db, const std::string& script,
                                  const std::vector<std::vector<std::string>>& values);

/// In which way the second deed is another one than the first; empty when it is not.
[[nodiscard]] std::string difference(const deed& before, const deed& after,
                                     const schema::model& old_schema,
                                     const schema::model& new_schema);

}  // namespace sluice::test
