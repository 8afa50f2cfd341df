#include "lint/report/report.hpp"
#include "lint/report/words.hpp"

#include <fmt/format.h>

#include <array>

namespace sluice::lint {

namespace {

// GitHub shows ten annotations of each level and step; the rest it drops without a word.
constexpr std::size_t most_of_a_level = 10;
constexpr std::size_t most_message_bytes = 8'000;

std::string in_message(std::string text) {
  replace_all(text, "%", "%25");
  replace_all(text, "\r", "%0D");
  replace_all(text, "\n", "%0A");
  return text;
}

std::string in_property(std::string text) {
  text = in_message(std::move(text));
  replace_all(text, ":", "%3A");
  replace_all(text, ",", "%2C");
  return text;
}

std::string_view command_of(severity s) {
  return s == severity::error ? "error" : s == severity::warning ? "warning" : "notice";
}

/// Without columns where it spans lines: GitHub allows them on one line alone.
std::string place_of(const finding& f) {
  std::string out = fmt::format("file={},line={},endLine={}", in_property(plain_path(f.file)),
                                f.begin.line, f.end.line);
  if (f.begin.line == f.end.line)
    out += fmt::format(",col={},endColumn={}", f.begin.column, f.end.column);
  return out;
}

}  // namespace

void write_github(const report_data& report, const report_style&, std::string& out) {
  std::array<std::size_t, 3> shown{};
  std::array<std::size_t, 3> left_out{};
  for (const finding* f : by_harm(report)) {
    const auto level = static_cast<std::size_t>(f->level);
    // One notice is kept for what was cut.
    const std::size_t most = f->level == severity::info ? most_of_a_level - 1 : most_of_a_level;
    if (shown.at(level) == most) {
      ++left_out.at(level);
      continue;
    }
    ++shown.at(level);
    out += fmt::format(
        "::{} {},title={}::{}\n", command_of(f->level), place_of(*f), in_property(f->rule),
        in_message(cut(fmt::format("{}\n\nwhy: {}\n\ninstead: {}", f->message, f->why, f->instead),
                       most_message_bytes)));
  }
  const std::size_t all = left_out[0] + left_out[1] + left_out[2];
  if (all > 0)
    out += fmt::format(
        "::notice title=sluice lint::and {} more: {}, {}, {}. GitHub shows ten annotations of a "
        "level; the text report and the step summary have all.\n",
        all, count_text(left_out[2], "error"), count_text(left_out[1], "warning"),
        count_text(left_out[0], "info"));
  out += summary_text(report) + "\n";
}

}  // namespace sluice::lint
