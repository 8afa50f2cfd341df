#pragma once

#include "lint/finding.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::lint {

/// How a report is to look. A format heeds what concerns it.
struct report_style {
  bool colour = false;
  bool by_harm = false;   ///< the worst first; otherwise by step and place
  bool every_why = true;  ///< false: why and instead stand at a rule's first finding alone
  std::size_t lines = 0;  ///< of the screen that the report should fit; 0: any number
  std::size_t columns = 80;
  severity fails_at = severity::error;  ///< what makes the check fail
  std::string version;                  ///< the program's, for formats that name it
};

using format_writer = void (*)(const report_data& report, const report_style& style,
                               std::string& out);

/// For people: place, sentence, the source line with what is meant underlined, why, what instead.
void write_text(const report_data& report, const report_style& style, std::string& out);
void write_text(const report_data& report, std::string& out, bool colour);
/// One JSON document, described in docs/json.md.
void write_json(const report_data& report, std::string& out);
/// SARIF 2.1.0, within the limits of GitHub's code scanning.
void write_sarif(const report_data& report, const report_style& style, std::string& out);
/// Workflow commands that GitHub Actions shows as annotations: ten of each level, the worst first,
/// and what was cut.
void write_github(const report_data& report, const report_style& style, std::string& out);
/// GitLab's code quality report.
void write_gitlab(const report_data& report, const report_style& style, std::string& out);
/// JUnit's XML: a case for each finding, and one for each file without any.
void write_junit(const report_data& report, const report_style& style, std::string& out);
/// For a step summary or a comment on a pull request; at most 1 MiB.
void write_markdown(const report_data& report, const report_style& style, std::string& out);

/// The writer of a format's name ("text", "sarif"), or nullptr.
[[nodiscard]] format_writer find_format(std::string_view name);
[[nodiscard]] std::vector<std::string> format_names();

}  // namespace sluice::lint
