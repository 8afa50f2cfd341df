#pragma once

#include "dialects/schema/definition.hpp"
#include "dialects/shadow.hpp"
#include "migrator/facts.hpp"
#include "migrator/target.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace sluice::migrator {

/// The statements of one requirements set, by hash, with what they mean.
using requirement_sets = std::map<std::string, std::vector<requirement_row>>;

struct proved_set {
  std::set<std::string> reads, writes;
  std::vector<phases::written_columns> statement_writes;
  /// By state: what does not hold.
  std::vector<std::vector<phases::judged_statement>> not_holding;
};

struct proof_run {
  std::vector<phases::schema_state> states;  ///< the first is the live schema
  std::map<std::string, proved_set> sets;    ///< by requirements hash
  schema::model live;                        ///< the shadow's model before any step
  std::vector<schema::definitions> defined;  ///< by state; empty where it is not judged
};

/// Resolves every set in the shadow as it is, then after each step (or after all of them with
/// `as_one`). Statements that resolve for the first time have their meaning stored in the ledger.
/// `in_use` are the hashes of the releases that are not retired, `done` the steps with DDL that
/// were applied, in that order.
[[nodiscard]] proof_run prove(target& t, shadow& copy, requirement_sets& sets,
                              const std::set<std::string>& in_use,
                              const std::vector<applied_step>& done,
                              const std::vector<simulated_step>& steps, bool as_one);

}  // namespace sluice::migrator
