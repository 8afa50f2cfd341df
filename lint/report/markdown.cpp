#include "lint/report/report.hpp"
#include "lint/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace sluice::lint {

namespace {

// GitHub refuses a larger summary as a whole; the end is kept free for what was cut.
constexpr std::size_t most_bytes = 1024 * 1024;
constexpr std::size_t kept_free = 1024;

/// Text that comes from SQL or a file's name, in one line of a table.
std::string in_cell(std::string text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\|`*_[]#~").find(c) != std::string_view::npos) out += '\\';
    if (c == '<')
      out += "&lt;";
    else if (c == '&')
      out += "&amp;";
    else
      out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out;
}

/// A fence that is longer than any run of backquotes in the text.
std::string fenced(const std::string& text) {
  std::size_t longest = 2, run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  return fmt::format("{}\n{}\n{}\n", fence, text, fence);
}

bool append_if_it_fits(std::string_view part, std::string& out) {
  if (out.size() + part.size() > most_bytes - kept_free) return false;
  out += part;
  return true;
}

}  // namespace

void write_markdown(const report_data& report, const report_style&, std::string& out) {
  std::string text = fmt::format("## sluice lint: {}\n\n{}\n", verdict_name(report.verdict),
                                 in_cell(summary_text(report)));
  const std::vector<const finding*> all = by_harm(report);
  std::size_t shown = 0;
  if (!all.empty()) text += "\n| | rule | where | what |\n|---|---|---|---|\n";
  for (const finding* f : all) {
    const std::string row =
        fmt::format("| {} | {} | {}:{} | {} |\n", severity_name(f->level), in_cell(f->rule),
                    in_cell(plain_path(f->file)), f->begin.line, in_cell(f->message));
    if (!append_if_it_fits(row, text)) break;
    ++shown;
  }
  if (shown < all.size())
    text += fmt::format(
        "\nand {} more findings: a summary holds 1 MiB; `sluice lint --verbose` "
        "shows all.\n",
        all.size() - shown);
  std::set<std::string_view> told;
  for (std::size_t i = 0; i < shown; ++i) {
    const finding& f = *all[i];
    if (!told.insert(f.rule).second) continue;
    const std::string part =
        fmt::format("\n<details><summary>{}</summary>\n\n{}\n\nInstead:\n\n{}\n</details>\n",
                    f.rule, in_cell(f.why), fenced(f.instead));
    if (!append_if_it_fits(part, text)) break;
  }
  out += text;
}

}  // namespace sluice::lint
