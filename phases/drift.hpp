#pragma once

#include "dialects/schema/diff.hpp"
#include "phases/tracker.hpp"

#include <string>
#include <vector>

/// Whether a database is what its migrations made of it.
namespace sluice::phases {

struct drift_report {
  std::vector<schema::effect> differences;  ///< from what the migrations made to what is there
  /// Applied statements whose effect on the schema is not known ("file:line: DO is not
  /// understood"): a difference may be their work.
  std::vector<std::string> not_followed;
};

/// Folds every applied statement in the order in which the steps were applied, and compares.
[[nodiscard]] drift_report find_drift(const std::vector<change>& changes, const history& past,
                                      const schema::model& live, dialect d);

}  // namespace sluice::phases
