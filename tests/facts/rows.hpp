#pragma once

#include "dialects/engine.hpp"
#include "dialects/schema/statement_facts.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace sluice::test {

/// One claim of testdata/facts: what `statement` locks and does with the rows of `schema`.
struct fact_row {
  std::string name;
  std::string place;  ///< "postgres.txt:12"
  std::string schema;
  std::string statement;
  std::string facts;     ///< what Sluice says
  std::string measured;  ///< what the server does where it is less; empty: the same
  std::string depends;   ///< why it may be less
  int from = 0;          ///< first and last major version that knows the statement
  int to = 1000;
};

/// The file of an engine: postgres.txt, mysql.txt, mariadb.txt, sqlite.txt.
[[nodiscard]] std::filesystem::path facts_file(engine kind);

/// Throws std::runtime_error, with the place, for a line that it does not understand.
[[nodiscard]] std::vector<fact_row> read_fact_rows(engine kind);

/// The file with the `facts` of each row as `said` has them, in the rows' order.
[[nodiscard]] std::string with_facts(engine kind, const std::vector<std::string>& said);

/// The version that the file's `facts` are about: `preferred`, or the nearest that the row is for.
[[nodiscard]] server_version version_for(const fact_row& row, const server_version& preferred);

[[nodiscard]] schema::statement_facts predict(const fact_row& row, const server_version& server);

}  // namespace sluice::test
