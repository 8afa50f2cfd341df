#pragma once

#include <thread>

namespace sluice::cmd {

class terminal;

/// While it lives, SIGINT and SIGTERM ask the terminal's work to stop instead of ending the
/// process.
class interrupt_watch {
 public:
  explicit interrupt_watch(terminal& to);
  ~interrupt_watch();
  interrupt_watch(const interrupt_watch&) = delete;
  interrupt_watch& operator=(const interrupt_watch&) = delete;

 private:
  std::thread thread_;
};

}  // namespace sluice::cmd
