#pragma once

#include "tests/live/example.hpp"

#include <functional>
#include <sys/types.h>

namespace sluice::test {

/// A command that runs in a process of its own, so that it can be signalled and run beside another.
class forked_command {
 public:
  /// `on_call` is told in the child, before each call to the database, how many there were.
  forked_command(const example_project& p, const std::vector<std::string>& line,
                 std::function<void(int)> on_call = nullptr);
  ~forked_command();
  forked_command(const forked_command&) = delete;
  forked_command& operator=(const forked_command&) = delete;

  void send_signal(int number) const;
  /// Waits for its end.
  command_result finish();

 private:
  pid_t pid_ = -1;
  temp_dir output_;
};

}  // namespace sluice::test
