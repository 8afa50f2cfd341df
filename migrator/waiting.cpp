#include "migrator/waiting.hpp"

#include <algorithm>

namespace sluice::migrator {

namespace {
constexpr int may_resolve = 12;
constexpr std::chrono::milliseconds poll_interval{1'000};
constexpr std::chrono::milliseconds shortest_pause{20};
}  // namespace

phases::answer wait_while_transient(target& t, const std::function<phases::answer()>& ask) {
  using clock = std::chrono::steady_clock;
  const auto deadline = clock::now() + t.options.wait;
  while (true) {
    phases::answer a = ask();
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - clock::now());
    if (phases::exit_code(a) != may_resolve || left.count() <= 0) return a;
    // A bake time that ends after the deadline need not be waited for.
    if (a.bake_left > left) return a;
    const auto pause = a.bake_left.count() > 0 ? a.bake_left : poll_interval;
    t.out.pause(std::clamp(pause, shortest_pause, std::max(left, shortest_pause)));
    if (t.out.stop_requested()) throw stopped_error("stopped while waiting for the gate");
  }
}

int exit_code_after_waiting(const target& t, const phases::answer& a) {
  const int code = phases::exit_code(a);
  return code == may_resolve && t.options.wait.count() > 0 ? 15 : code;
}

}  // namespace sluice::migrator
