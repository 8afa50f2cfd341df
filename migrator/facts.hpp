#pragma once

#include "migrator/target.hpp"

#include <vector>

/// The snapshot of facts that the gate decides on, taken from a target and from proofs on a shadow
/// of its schema.
namespace sluice::migrator {

/// A step whose effect on releases is asked for.
struct simulated_step {
  const phases::change* change = nullptr;
  const phases::step* step = nullptr;
};

/// A step with DDL that was applied.
struct applied_step {
  const phases::step* step = nullptr;
  std::string finished_at;
};

/// Every step with DDL that is not done yet, in the order in which they would be applied.
[[nodiscard]] std::vector<simulated_step> pending_steps(const std::vector<phases::change>& changes,
                                                        const phases::history& past);

/// The steps that one change still has before it, up to and with its contract.
[[nodiscard]] std::vector<simulated_step> pending_steps_of(const phases::change& c,
                                                           const phases::history& past);

/// Resolves each statement of each recorded release in the live schema's copy and after each of the
/// steps. With `as_one`, all steps together make one state after the live one. Statements that
/// resolve for the first time are stored with what they mean. Needs the ledger.
[[nodiscard]] phases::gate_facts collect_facts(target& t,
                                               const std::vector<phases::change>& changes,
                                               const phases::history& past,
                                               const std::vector<simulated_step>& steps,
                                               bool as_one);

/// Fills facts.change for judge_contract.
[[nodiscard]] phases::change_facts facts_of_change(const phases::change& c,
                                                   const std::vector<phases::change>& changes,
                                                   const phases::history& past);

/// Computes and stores the verdict of every recorded release for the schema as it is now, so that
/// an older program can read it. Does nothing when no step, job or release has changed since it was
/// last done; a run that was killed in between is made good by the next one.
void refresh_verdicts(target& t, const std::vector<phases::change>& changes);

}  // namespace sluice::migrator
