#pragma once

#include "migrator/observer.hpp"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace sluice::cmd {

/// Where output goes. Results go to `out`, everything said on the way to `err`.
struct streams {
  std::function<void(std::string_view)> out;
  std::function<void(std::string_view)> err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  std::size_t out_lines = 24;  ///< of the terminal
  std::size_t out_columns = 80;
  std::function<std::string()> in;  ///< all of standard input; may be empty
};

/// Standard output and standard error of this process.
[[nodiscard]] streams standard_streams();

/// Text for people: colours and a moving progress line only on a terminal, and only without
/// NO_COLOR and --no-color.
class terminal : public migrator::observer {
 public:
  terminal(streams to, bool no_color, bool quiet);
  ~terminal() override;

  void print(std::string_view text);      ///< to standard output, as it is
  void line(std::string_view text = {});  ///< to standard output, with a line end
  void complain(std::string_view text);   ///< to standard error, with a line end
  [[nodiscard]] bool colour() const { return colour_; }
  /// Where standard output goes to.
  [[nodiscard]] const streams& to() const { return to_; }
  [[nodiscard]] bool quiet() const { return quiet_; }
  /// Wraps in a colour when colours are on: "green", "yellow", "red", "bold", "dim".
  [[nodiscard]] std::string paint(std::string_view colour, std::string_view text) const;

  void note(const std::string& text) override;
  void progress(const migrator::job_progress& now) override;
  [[nodiscard]] bool stop_requested() const override { return stops_ > 0; }
  void watch(session* running, bool cancel_on_first) override;
  void pause(std::chrono::milliseconds duration) override;

  /// Called by the signal thread.
  void request_stop();
  /// Cancels the statement again that a stop should have ended; nothing when no stop was requested.
  void repeat_stop();

 private:
  void clear_progress();
  void cancel_running();

  streams to_;
  bool colour_ = false;
  bool err_colour_ = false;
  bool quiet_ = false;
  bool progress_shown_ = false;
  std::chrono::steady_clock::time_point last_progress_{};
  std::string last_job_;
  std::atomic<int> stops_{0};
  std::mutex mutex_;
  std::condition_variable wake_;
  session* running_ = nullptr;
  bool cancel_on_first_ = false;
};

/// "12,345"
[[nodiscard]] std::string grouped(std::uint64_t number);

}  // namespace sluice::cmd
