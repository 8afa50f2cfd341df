#pragma once

#include "migrator/target.hpp"

namespace sluice::migrator {

/// One runner at a time. The engine's own lock tells a living holder from a dead one (SQLite: the
/// holder's process does); the ledger row with its fencing number tells a holder that it has been
/// replaced.
class runner_lock {
 public:
  /// Polls for at most options.wait; throws busy_error when somebody else works here. Makes the
  /// ledger when there is none: under the lock, so that two runners do not make it at once.
  explicit runner_lock(target& t);
  ~runner_lock();
  runner_lock(const runner_lock&) = delete;
  runner_lock& operator=(const runner_lock&) = delete;

  /// Throws busy_error when the lock was lost. Inside a transaction the row stays locked to its
  /// end, so that nobody can take the lock over before the work is committed.
  void check();

 private:
  bool try_take(std::string& holder);

  target& t_;
  std::int64_t fence_ = 0;
};

}  // namespace sluice::migrator
