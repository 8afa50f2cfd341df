#pragma once

#include "migrator/target.hpp"

#include <chrono>
#include <functional>
#include <string>

namespace sluice::migrator {

/// Between two looks at what another session does.
constexpr std::chrono::milliseconds poll_interval{200};

/// Asks again until the answer is not one that time alone resolves, or options.wait is over.
[[nodiscard]] phases::answer wait_while_transient(target& t,
                                                  const std::function<phases::answer()>& ask);

/// Runs `work` again after a lock timeout or a deadlock, options.lock_attempts times at most and
/// with growing pauses, so that no queue builds up behind a waiting statement. Throws what the last
/// attempt threw, or stopped_error when a stop was requested meanwhile.
void retry_while_locked(target& t, const std::string& what, const std::function<void()>& work);

/// The answer's exit code; 15 when it was waited for and still is not ready.
[[nodiscard]] int exit_code_after_waiting(const target& t, const phases::answer& a);

}  // namespace sluice::migrator
