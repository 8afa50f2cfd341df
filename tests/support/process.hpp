#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace sluice::test {

/// A child process that dies with this one, also when this one is killed. Its output goes to a
/// file. The kernel ties the child to the thread that started it: start it from a thread that
/// stays.
class child_process {
 public:
  /// `run_as`: a user's name to change to, when this process is root. Throws std::runtime_error.
  child_process(const std::vector<std::string>& command, const std::filesystem::path& output,
                const std::string& run_as = {});
  ~child_process();  ///< kills it when it still runs
  child_process(const child_process&) = delete;
  child_process& operator=(const child_process&) = delete;

  [[nodiscard]] pid_t pid() const { return pid_; }
  void send_signal(int number) const;
  /// Kills it and its own children, and waits until all are gone.
  void kill_with_children();
  /// The exit status (128 + number after a signal) once it has ended; nothing while it runs.
  std::optional<int> poll();
  /// As poll(), after waiting for at most `limit`.
  std::optional<int> wait(std::chrono::milliseconds limit);

 private:
  pid_t pid_ = -1;
  std::optional<int> status_;
};

/// Runs a command to its end. Throws std::runtime_error with its output when it fails.
void run_command(const std::vector<std::string>& command, const std::filesystem::path& output,
                 const std::string& run_as = {});

/// The end of a text file, for the message of a failure.
[[nodiscard]] std::string last_lines(const std::filesystem::path& file);

}  // namespace sluice::test
