#pragma once

#include "migrator/target.hpp"

#include <string>
#include <vector>

namespace sluice::migrator {

/// One query's or derived check's result. Holds keys, never other row data.
struct check_result {
  std::string name;  ///< "verify.sql:2" or "backfill display_name"
  bool passed = false;
  std::uint64_t rows = 0;                ///< rows that disagree
  std::vector<std::string> sample_keys;  ///< "id=17", at most five
  std::string message;                   ///< one sentence
};

struct verify_result {
  bool passed = false;
  std::vector<check_result> checks;
};

/// Runs the queries of verify.sql and the check derived from each backfill job (no row left that
/// its statement would change). Reads only. Throws step_error when a query fails.
[[nodiscard]] verify_result run_checks(target& t, const phases::change& c);

/// run_checks, with the verify step recorded as done or failed. A change without verify.sql keeps
/// no row.
verify_result verify_change(target& t, const phases::change& c);

}  // namespace sluice::migrator
