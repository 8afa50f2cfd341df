#pragma once

#include "dialects/schema/effect.hpp"
#include "dialects/schema/statement_facts.hpp"
#include "phases/change.hpp"

#include <string>
#include <vector>

/// What steps that wait would do, statement by statement, before any of them runs.
namespace sluice::phases {

struct planned_statement {
  std::string change;
  phases::phase phase{};
  std::string file;
  text::position at;
  std::string head;  ///< "ALTER TABLE"
  std::vector<schema::effect> effects;
  /// Without the relations that only these steps make: nobody else can use them yet.
  schema::statement_facts facts;
};

struct planned_step {
  std::string change;
  phases::phase phase{};
};

/// `live` is the model before the first of the steps, which are taken in their order.
[[nodiscard]] std::vector<planned_statement> plan(const std::vector<change>& changes,
                                                  const std::vector<planned_step>& steps,
                                                  const schema::model& live,
                                                  const server_version& server);

}  // namespace sluice::phases
