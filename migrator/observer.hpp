#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace sluice {
class session;
}

namespace sluice::migrator {

struct job_progress {
  std::string job;
  std::uint64_t rows_seen = 0;  ///< rows of the key order that are behind us, estimated upwards
  std::uint64_t rows_changed = 0;
  std::uint64_t rows_estimated = 0;  ///< 0 when unknown
  std::uint64_t batch_rows = 0;
  double rows_per_second = 0;
  bool finished = false;
};

/// How work tells about itself and hears that it should stop. The terminal stands behind it.
class observer {
 public:
  virtual ~observer() = default;
  /// One line for people: a wait, a retry, something that was cleaned up.
  virtual void note(const std::string& line) = 0;
  virtual void progress(const job_progress& now) = 0;
  /// True after a first SIGINT or SIGTERM: stop at the next safe point.
  [[nodiscard]] virtual bool stop_requested() const = 0;
  /// The session whose statement a signal cancels (the first, or the second when the work ends at
  /// its next safe point by itself); nullptr when there is none.
  virtual void watch(session* running, bool cancel_on_first) = 0;
  /// Sleeps; returns early when a stop is requested.
  virtual void pause(std::chrono::milliseconds duration) = 0;
};

}  // namespace sluice::migrator
