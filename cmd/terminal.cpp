#include "cmd/terminal.hpp"

#include "dialects/session.hpp"
#include "dialects/text/source.hpp"
#include "phases/duration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <sys/ioctl.h>
#include <unistd.h>

namespace sluice::cmd {

namespace {

constexpr std::chrono::milliseconds terminal_interval{100};
constexpr std::chrono::milliseconds pipe_interval{5'000};
constexpr int bar_width = 24;

void write_all(std::FILE* to, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), to);
  std::fflush(to);
}

bool colours_wanted() {
  const char* no = std::getenv("NO_COLOR");
  const char* kind = std::getenv("TERM");
  return (no == nullptr || *no == '\0') && !(kind != nullptr && std::string_view(kind) == "dumb");
}

std::string_view code_of(std::string_view colour) {
  if (colour == "red") return "31";
  if (colour == "green") return "32";
  if (colour == "yellow") return "33";
  if (colour == "dim") return "2";
  return "1";
}

std::string bar(double share) {
  const int full = static_cast<int>(share * bar_width);
  std::string out = "[";
  for (int i = 0; i < bar_width; ++i) out += i < full ? '#' : '-';
  return out + "]";
}

std::string progress_text(const migrator::job_progress& p, bool with_bar) {
  const std::string rate =
      p.rows_per_second > 0
          ? fmt::format("  {} rows/s", grouped(static_cast<std::uint64_t>(p.rows_per_second)))
          : "";
  if (p.rows_estimated == 0) return fmt::format("{}  {} rows{}", p.job, grouped(p.rows_seen), rate);
  const std::uint64_t total = std::max(p.rows_estimated, p.rows_seen);
  const double share =
      p.finished ? 1.0
                 : std::min(1.0, static_cast<double>(p.rows_seen) / static_cast<double>(total));
  std::string left;
  if (!p.finished && p.rows_per_second > 0) {
    const double seconds = static_cast<double>(total - p.rows_seen) / p.rows_per_second;
    left = fmt::format("  {} left", phases::duration_text(std::chrono::milliseconds(
                                        static_cast<std::int64_t>(seconds * 1000))));
  }
  return fmt::format("{}  {}{:3.0f} %  {} of about {} rows{}{}", p.job,
                     with_bar ? bar(share) + " " : "", share * 100, grouped(p.rows_seen),
                     grouped(total), rate, left);
}

}  // namespace

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

streams standard_streams() {
  streams out;
  out.out = [](std::string_view text) { write_all(stdout, text); };
  out.err = [](std::string_view text) { write_all(stderr, text); };
  out.out_is_terminal = isatty(STDOUT_FILENO) == 1;
  out.err_is_terminal = isatty(STDERR_FILENO) == 1;
  winsize size{};
  if (out.out_is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0) {
    out.out_lines = size.ws_row;
    out.out_columns = size.ws_col;
  }
  out.in = [] {
    std::string text;
    std::array<char, 65536> buffer{};
    while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), stdin)) {
      text.append(buffer.data(), got);
      if (text.size() > text::max_file_bytes) break;
    }
    return text;
  };
  return out;
}

terminal::terminal(streams to, bool no_color, bool quiet) : to_(std::move(to)), quiet_(quiet) {
  const bool wanted = !no_color && colours_wanted();
  colour_ = wanted && to_.out_is_terminal;
  err_colour_ = wanted && to_.err_is_terminal;
}

terminal::~terminal() {
  clear_progress();
}

std::string terminal::paint(std::string_view colour, std::string_view text) const {
  if (!colour_) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", code_of(colour), text);
}

void terminal::clear_progress() {
  if (!progress_shown_) return;
  to_.err("\r\x1b[K");
  progress_shown_ = false;
}

void terminal::print(std::string_view text) {
  clear_progress();
  to_.out(text);
}

void terminal::line(std::string_view text) {
  print(fmt::format("{}\n", text));
}

void terminal::complain(std::string_view text) {
  clear_progress();
  to_.err(fmt::format("{}\n", text));
}

void terminal::note(const std::string& text) {
  if (!quiet_) complain(text);
}

void terminal::progress(const migrator::job_progress& now) {
  if (quiet_) return;
  const auto here = std::chrono::steady_clock::now();
  const bool first = last_job_ != now.job;
  const auto interval = to_.err_is_terminal ? terminal_interval : pipe_interval;
  if (first) {
    last_job_ = now.job;
    last_progress_ = here;
  } else if (here - last_progress_ < interval && !(now.finished && to_.err_is_terminal)) {
    return;
  }
  if (!to_.err_is_terminal) {
    // A short job in a pipeline needs no progress lines: its result line is enough.
    if (first || now.finished) return;
    last_progress_ = here;
    to_.err(progress_text(now, false) + "\n");
    return;
  }
  last_progress_ = here;
  to_.err(fmt::format("\r\x1b[K{}", progress_text(now, true)));
  progress_shown_ = true;
  if (now.finished) {
    to_.err("\n");
    progress_shown_ = false;
  }
}

void terminal::watch(session* running, bool cancel_on_first) {
  const std::lock_guard guard(mutex_);
  running_ = running;
  cancel_on_first_ = cancel_on_first;
}

void terminal::pause(std::chrono::milliseconds duration) {
  std::unique_lock guard(mutex_);
  wake_.wait_for(guard, duration, [&] { return stops_ > 0; });
}

void terminal::request_stop() {
  const std::lock_guard guard(mutex_);
  ++stops_;
  wake_.notify_all();
  cancel_running();
}

void terminal::repeat_stop() {
  const std::lock_guard guard(mutex_);
  cancel_running();
}

void terminal::cancel_running() {
  if (running_ != nullptr && stops_ > (cancel_on_first_ ? 0 : 1)) running_->cancel();
}

}  // namespace sluice::cmd
