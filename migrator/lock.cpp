#include "migrator/lock.hpp"

#include "dialects/catalog.hpp"
#include "migrator/waiting.hpp"

#include <fmt/format.h>

namespace sluice::migrator {

runner_lock::runner_lock(target& t) : t_(t) {
  set_lock_timeout(t.db, t.options.lock_timeout);
  const auto deadline = std::chrono::steady_clock::now() + t.options.wait;
  std::string holder;
  bool told = false;
  const auto taken = [&] {
    bool out = false;
    retry_while_locked(t, "taking Sluice's own lock", [&] { out = try_take(holder); });
    return out;
  };
  while (!taken()) {
    if (t.out.stop_requested()) throw stopped_error("stopped while waiting for another runner");
    if (std::chrono::steady_clock::now() >= deadline)
      throw busy_error(fmt::format("another Sluice works on this database{}",
                                   holder.empty() ? "" : fmt::format(" (connection {})", holder)),
                       "wait for it to end, or let this command wait: --wait 5m", 14);
    if (!told) t.out.note("waiting for another Sluice that works on this database");
    told = true;
    t.out.pause(poll_interval);
  }
}

runner_lock::~runner_lock() {
  try {
    if (t_.db.in_transaction()) t_.db.rollback();
    t_.book.free_runner(fence_);
  } catch (const std::exception&) {
    // The connection is gone, and the native lock with it: the next runner takes the row over.
  }
  release_native_lock(t_.db);
}

bool runner_lock::try_take(std::string& holder) {
  if (!try_native_lock(t_.db)) {
    if (t_.book.exists()) holder = t_.book.read_runner(false).holder;
    return false;
  }
  try {
    t_.book.ensure();
    const ledger::runner_row row = t_.book.read_runner(false);
    holder = row.holder;
    const bool row_decides = t_.sql_dialect() == dialect::sqlite;
    if (row_decides && !holder.empty() && connection_exists(t_.db, holder)) return false;
    if (t_.book.take_runner(row.fence)) {
      fence_ = row.fence + 1;
      return true;
    }
  } catch (...) {
    release_native_lock(t_.db);
    throw;
  }
  release_native_lock(t_.db);
  return false;
}

void runner_lock::check() {
  const ledger::runner_row row = t_.book.read_runner(t_.db.in_transaction());
  if (row.fence != fence_)
    throw busy_error(fmt::format("the lock was lost to another Sluice (connection {})", row.holder),
                     "nothing more was applied by this one; see 'sluice status'", 14);
}

}  // namespace sluice::migrator
