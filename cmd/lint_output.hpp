#pragma once

#include "cmd/terminal.hpp"
#include "lint/report/report.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sluice::cmd {

/// Where a report goes, and how.
struct lint_output {
  std::string format;
  lint::format_writer write = nullptr;
  std::string file;  ///< empty: standard output
};

/// From NAME and NAME=FILE. Text goes to standard output when nothing else does. Throws
/// text::input_error for an unknown format and for two on standard output.
[[nodiscard]] std::vector<lint_output> parse_outputs(const std::vector<std::string>& said);

/// `style` is for standard output; files have no colours and hide nothing.
void write_outputs(const std::vector<lint_output>& outputs, const lint::report_data& report,
                   const lint::report_style& style, terminal& term);

/// Replaces a file. Throws text::input_error when it cannot be written.
void write_file(const std::string& file, std::string_view text);

}  // namespace sluice::cmd
