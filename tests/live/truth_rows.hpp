#pragma once

#include "dialects/engine.hpp"

#include <map>
#include <string>
#include <vector>

namespace sluice::test {

/// One question to the gate and to reality: does `statement` still do the same once `contract` has
/// been applied to `schema`? Read from testdata/truth.
struct truth_row {
  std::string name;
  std::string place;                             ///< "all.txt:12"
  std::string schema;                            ///< DDL and rows
  std::string contract;                          ///< the change's contract.sql
  std::string statement;                         ///< one or more, the release's file
  std::vector<std::vector<std::string>> values;  ///< one line a run; "NULL" stands for NULL
  /// Why the answer of an engine is not exact, by the answer: "unknown", "false unsafe".
  std::map<std::string, std::map<engine, std::string>> reasons;
  std::vector<engine> engines;

  [[nodiscard]] std::string reason(const std::string& answer, engine kind) const;
};

/// The rows for one engine: those of all.txt and of the engine's own file. Throws
/// std::runtime_error, with the place, for a line that it does not understand.
[[nodiscard]] std::vector<truth_row> read_truth_rows(engine kind);

}  // namespace sluice::test
