#pragma once

#include "migrator/lock.hpp"
#include "migrator/target.hpp"

#include <functional>

namespace sluice::migrator {

/// Called before the first statement of a step, inside its transaction where there is one; throws
/// to refuse the step.
using recheck = std::function<void()>;

/// Applies an expand or contract step (or the plain statements of a migrate step) and records it.
/// With a transaction: all statements and the ledger row, or nothing. Without one: each statement
/// is journalled with intent before it runs and completed after, so that a later call goes on where
/// this one ended. Lock timeouts and deadlocks are retried with growing pauses. Throws step_error,
/// busy_error, stopped_error.
void apply_step(target& t, runner_lock& lock, const phases::change& c, const phases::step& s,
                const recheck& before_first_statement);

/// True when the engine can run the step in one transaction with its ledger row.
[[nodiscard]] bool runs_in_transaction(const target& t, const phases::step& s);

/// The statements of a step that are still to be run: all of them, or what the journal leaves over.
[[nodiscard]] std::vector<const phases::step_statement*> remaining_statements(
    target& t, const phases::change& c, const phases::step& s);

}  // namespace sluice::migrator
