#include "lint/report/report.hpp"
#include "lint/report/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::lint {

namespace {

// The line of the summary, the one that tells what is hidden, and the next prompt.
constexpr std::size_t kept_lines = 4;

std::string painted(std::string_view text, const char* code, bool colour) {
  return colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

const char* colour_of(severity s) {
  return s == severity::error ? "31" : s == severity::warning ? "33" : "36";
}

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
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
  const std::size_t end =
      f.end.line == f.begin.line ? f.end.column : characters_in(f.source_line) + 1;
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

std::string first_line(const finding& f, bool colour) {
  return fmt::format(
      "{}:{}:{}: {}: {}\n", f.file, f.begin.line, f.begin.column,
      painted(fmt::format("{}[{}]", severity_name(f.level), f.rule), colour_of(f.level), colour),
      f.message);
}

std::string whole(const finding& f, bool with_why, bool colour) {
  std::string out = first_line(f, colour);
  append_source(f, out, colour);
  // The sentence has named the first.
  for (std::size_t i = 0; f.queries.size() > 1 && i < f.queries.size(); ++i) {
    const query_harm& q = f.queries[i];
    append_indented(
        q.judged() ? "hurts" : "open",
        q.judged() ? fmt::format("{}:{} of {} ({}): {}", q.file, q.line, q.release, q.who, q.what)
                   : fmt::format("{}:{} of {}: {}", q.file, q.line, q.release, q.what),
        out);
  }
  if (with_why) {
    append_indented("why", f.why, out);
    append_indented("instead", f.instead, out);
  }
  return out + "\n";
}

/// The lines of a screen that a text without colours fills.
std::size_t lines_on_screen(std::string_view text, std::size_t columns) {
  std::size_t lines = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::size_t width = characters_in(text.substr(at, end - at));
    lines += width == 0 ? 1 : (width + columns - 1) / columns;
    at = end + 1;
  }
  return lines;
}

/// Shows findings as long as they fit: whole ones first, then their first lines. Gives how many.
std::size_t append_findings(const std::vector<const finding*>& all, const report_style& style,
                            std::string& out) {
  const std::size_t columns = std::max<std::size_t>(style.columns, 20);
  const std::size_t room = style.lines == 0            ? static_cast<std::size_t>(-1)
                           : style.lines <= kept_lines ? 1
                                                       : style.lines - kept_lines;
  std::set<std::string_view> told;
  std::size_t used = 0;
  bool short_now = false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const finding& f = *all[i];
    const bool with_why = style.every_why || !told.contains(f.rule);
    if (!short_now) {
      const std::size_t needs =
          style.lines == 0 ? 0 : lines_on_screen(whole(f, with_why, false), columns);
      // The worst finding is shown whole on any screen.
      short_now = i > 0 && used + needs > room;
      if (!short_now) {
        out += whole(f, with_why, style.colour);
        told.insert(f.rule);
        used += needs;
        continue;
      }
    }
    used += lines_on_screen(first_line(f, false), columns);
    if (used > room) return i;
    out += first_line(f, style.colour);
  }
  return all.size();
}

std::string hidden_text(const std::vector<const finding*>& all, std::size_t shown) {
  std::array<std::size_t, 3> counts{};
  for (std::size_t i = shown; i < all.size(); ++i)
    ++counts.at(static_cast<std::size_t>(all[i]->level));
  return fmt::format("{} more hidden: {}, {}, {}; --verbose shows all\n", all.size() - shown,
                     count_text(counts[2], "error"), count_text(counts[1], "warning"),
                     count_text(counts[0], "info"));
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

void write_text(const report_data& report, const report_style& style, std::string& out) {
  std::vector<const finding*> all;
  if (style.by_harm)
    all = by_harm(report);
  else
    for (const finding& f : report.findings) all.push_back(&f);
  const std::size_t shown = append_findings(all, style, out);
  if (!out.empty() && !out.ends_with("\n\n")) out += '\n';
  if (shown < all.size()) out += hidden_text(all, shown);
  if (report.layout) out += layout_text(*report.layout);
  out += summary_text(report) + "\n";
}

void write_text(const report_data& report, std::string& out, bool colour) {
  report_style style;
  style.colour = colour;
  write_text(report, style, out);
}

}  // namespace sluice::lint
