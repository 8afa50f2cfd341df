#pragma once

#include "migrator/facts.hpp"
#include "migrator/run.hpp"

namespace sluice::migrator {

/// Applies a contract step that the gate allowed. The evidence is looked at again inside the step's
/// own transaction (or, without one, under the runner's lock right before the first statement): the
/// checks of verify, the recorded releases, the schema. Gives the failed checks instead when the
/// data no longer agrees; nothing is applied then.
[[nodiscard]] std::optional<verify_result> apply_contract(target& t, runner_lock& lock,
                                                          const phases::change& c,
                                                          const phases::answer& gate);

/// Without a gate: a fresh database, or one on which, as the user says, nothing runs.
[[nodiscard]] std::optional<verify_result> apply_contract_ungated(target& t, runner_lock& lock,
                                                                  const phases::change& c);

}  // namespace sluice::migrator
