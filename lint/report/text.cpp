#include "lint/report/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::lint {

namespace {

std::string painted(std::string_view text, const char* code, bool colour) {
  return colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

const char* colour_of(severity s) {
  return s == severity::error ? "31" : s == severity::warning ? "33" : "36";
}

/// The source line and, below it, what is meant. A tab stays a tab, so that both lines keep in
/// step.
void append_source(const finding& f, std::string& out, bool colour) {
  if (f.source_line.empty()) return;
  out += fmt::format("    {}\n    ", f.source_line);
  std::size_t column = 1;
  for (std::size_t i = 0; i < f.source_line.size() && column < f.begin.column; ++i) {
    const auto byte = static_cast<unsigned char>(f.source_line[i]);
    if ((byte & 0xC0) == 0x80) continue;
    out += byte == '\t' ? '\t' : ' ';
    ++column;
  }
  std::size_t characters = 0;
  for (const char c : f.source_line) characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  const std::size_t end = f.end.line == f.begin.line ? f.end.column : characters + 1;
  const std::size_t width = end > f.begin.column ? end - f.begin.column : 1;
  out += painted(std::string(width, '^'), colour_of(f.level), colour) + "\n";
}

void append_indented(std::string_view label, std::string_view text, std::string& out) {
  const std::string indent(label.size() + 4, ' ');
  out += fmt::format("  {}: ", label);
  for (const char c : text) {
    out += c;
    if (c == '\n') out += indent;
  }
  out += '\n';
}

std::string count_text(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

/// "seed.sql, old.sql (its name is not a migration's), 52 files (for mysql)": by reason, each named
/// as long as they are few.
std::string left_out_text(const layout_note& l) {
  constexpr std::size_t few = 3;
  std::vector<std::pair<std::string_view, std::vector<std::string_view>>> by_reason;
  for (const auto& each : l.left_out) {
    auto found = std::find_if(by_reason.begin(), by_reason.end(),
                              [&](const auto& group) { return group.first == each.why; });
    if (found == by_reason.end()) found = by_reason.insert(by_reason.end(), {each.why, {}});
    found->second.push_back(each.file);
  }
  std::string out;
  for (const auto& [reason, files] : by_reason) {
    const std::string named = files.size() > few ? count_text(files.size(), "file")
                                                 : fmt::format("{}", fmt::join(files, ", "));
    out += fmt::format("{}{} ({})", out.empty() ? "" : ", ", named, reason);
  }
  return out;
}

/// "read 312 files as golang-migrate; 300 down files are not linted; left out: seed.sql (...)"
std::string layout_text(const layout_note& l) {
  std::string out = fmt::format("read {} as {}", count_text(l.files, "file"), l.name);
  if (l.down_files > 0)
    out += fmt::format("; {} {} not linted", count_text(l.down_files, "down file"),
                       l.down_files == 1 ? "is" : "are");
  if (l.down_parts > 0)
    out += fmt::format("; {} {} not linted", count_text(l.down_parts, "down part"),
                       l.down_parts == 1 ? "is" : "are");
  if (l.parts_of_other_engines > 0)
    out += fmt::format("; {} for other engines {} not linted",
                       count_text(l.parts_of_other_engines, "part"),
                       l.parts_of_other_engines == 1 ? "is" : "are");
  const std::string left_out = left_out_text(l);
  return out + (left_out.empty() ? "" : "; left out: ") + left_out + "\n";
}

}  // namespace

void write_text(const report_data& report, std::string& out, bool colour) {
  for (const finding& f : report.findings) {
    out += fmt::format(
        "{}:{}:{}: {}: {}\n", f.file, f.begin.line, f.begin.column,
        painted(fmt::format("{}[{}]", severity_name(f.level), f.rule), colour_of(f.level), colour),
        f.message);
    append_source(f, out, colour);
    append_indented("why", f.why, out);
    append_indented("instead", f.instead, out);
    out += '\n';
  }
  if (report.layout) out += layout_text(*report.layout);
  const summary& s = report.summary;
  out += fmt::format("{}, {}: {}, {}; verdict: {}\n", count_text(s.files, "file"),
                     count_text(s.statements, "statement"), count_text(s.errors, "error"),
                     count_text(s.warnings, "warning"), verdict_name(report.verdict));
}

}  // namespace sluice::lint
