#include "migrator/waiting.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::migrator {

namespace {
constexpr int may_resolve = 12;
constexpr std::chrono::milliseconds gate_interval{1'000};
constexpr std::chrono::milliseconds shortest_pause{20};
constexpr std::chrono::milliseconds first_retry_pause{100};
constexpr std::chrono::milliseconds longest_retry_pause{5'000};
}  // namespace

void retry_while_locked(target& t, const std::string& what, const std::function<void()>& work) {
  auto pause = first_retry_pause;
  for (int attempt = 1;; ++attempt) {
    const auto give_up = [&](text::failure kind) {
      if (kind != text::failure::lock_timeout && kind != text::failure::deadlock) return true;
      if (t.out.stop_requested()) throw stopped_error(what + ": stopped while waiting for a lock");
      return attempt >= t.options.lock_attempts;
    };
    std::string problem;
    try {
      work();
      return;
    } catch (const step_error& e) {
      if (give_up(e.kind)) throw;
      problem = e.server_message;
    } catch (const text::database_error& e) {
      if (give_up(e.kind())) throw;
      problem = e.server_message();
    }
    t.out.note(fmt::format("{}: {}; attempt {} of {} in {}ms", what, problem, attempt + 1,
                           t.options.lock_attempts, pause.count()));
    t.out.pause(pause);
    if (t.out.stop_requested()) throw stopped_error(what + ": stopped while waiting for a lock");
    pause = std::min(pause * 2, longest_retry_pause);
  }
}

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
    const auto pause = a.bake_left.count() > 0 ? a.bake_left : gate_interval;
    t.out.pause(std::clamp(pause, shortest_pause, std::max(left, shortest_pause)));
    if (t.out.stop_requested()) throw stopped_error("stopped while waiting for the gate");
  }
}

int exit_code_after_waiting(const target& t, const phases::answer& a) {
  const int code = phases::exit_code(a);
  return code == may_resolve && t.options.wait.count() > 0 ? 15 : code;
}

}  // namespace sluice::migrator
