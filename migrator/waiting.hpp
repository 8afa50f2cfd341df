#pragma once

#include "migrator/target.hpp"

#include <functional>

namespace sluice::migrator {

/// Asks again until the answer is not one that time alone resolves, or options.wait is over.
[[nodiscard]] phases::answer wait_while_transient(target& t,
                                                  const std::function<phases::answer()>& ask);

/// The answer's exit code; 15 when it was waited for and still is not ready.
[[nodiscard]] int exit_code_after_waiting(const target& t, const phases::answer& a);

}  // namespace sluice::migrator
