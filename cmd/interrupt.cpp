#include "cmd/interrupt.hpp"

#include "cmd/terminal.hpp"

#include <csignal>
#include <pthread.h>

namespace sluice::cmd {

namespace {

sigset_t watched_signals() {
  sigset_t out;
  sigemptyset(&out);
  sigaddset(&out, SIGINT);
  sigaddset(&out, SIGTERM);
  sigaddset(&out, SIGUSR1);  // ends the watch
  return out;
}

}  // namespace

interrupt_watch::interrupt_watch(terminal& to) {
  // Blocked in every thread; the watching thread takes them one by one with sigwait, where it may
  // do what a signal handler must not.
  const sigset_t signals = watched_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  thread_ = std::thread([&to, signals] {
    const timespec interval{1, 0};
    for (;;) {
      const int received = sigtimedwait(&signals, nullptr, &interval);
      if (received == SIGUSR1) return;
      if (received > 0)
        to.request_stop();
      else
        // A statement that was just about to begin has not heard of it.
        to.repeat_stop();
    }
  });
}

interrupt_watch::~interrupt_watch() {
  pthread_kill(thread_.native_handle(), SIGUSR1);
  thread_.join();
  const sigset_t signals = watched_signals();
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

}  // namespace sluice::cmd
