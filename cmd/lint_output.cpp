#include "cmd/lint_output.hpp"

#include "cmd/nearest.hpp"
#include "dialects/text/error.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace sluice::cmd {

namespace {

lint_output parse_output(const std::string& said) {
  const std::size_t equals = said.find('=');
  lint_output out;
  out.format = said.substr(0, equals);
  out.write = lint::find_format(out.format);
  if (equals != std::string::npos) out.file = said.substr(equals + 1);
  const std::vector<std::string> names = lint::format_names();
  if (out.write == nullptr) {
    const std::vector<std::string_view> known(names.begin(), names.end());
    const std::string near = nearest(out.format, known);
    throw text::input_error(fmt::format("--format: there is no format '{}'", out.format),
                            near.empty() ? fmt::format("the formats are {}", fmt::join(names, ", "))
                                         : fmt::format("did you mean '{}'?", near));
  }
  if (equals != std::string::npos && out.file.empty())
    throw text::input_error(fmt::format("--format {}: no file is named", said),
                            fmt::format("--format {}=FILE", out.format));
  return out;
}

}  // namespace

std::vector<lint_output> parse_outputs(const std::vector<std::string>& said) {
  std::vector<lint_output> out;
  for (const std::string& each : said) out.push_back(parse_output(each));
  const auto to_screen =
      std::count_if(out.begin(), out.end(), [](const lint_output& o) { return o.file.empty(); });
  if (to_screen > 1)
    throw text::input_error("two formats would go to standard output",
                            "give all but one of them a file: --format sarif=sluice.sarif");
  if (to_screen == 0) out.insert(out.begin(), {"text", lint::find_format("text"), ""});
  return out;
}

void write_file(const std::string& file, std::string_view text) {
  errno = 0;
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (!out)
    throw text::input_error(fmt::format("cannot write '{}': {}", file, std::strerror(errno)), "");
}

void write_outputs(const std::vector<lint_output>& outputs, const lint::report_data& report,
                   const lint::report_style& style, terminal& term) {
  for (const lint_output& o : outputs) {
    std::string text;
    if (o.file.empty()) {
      o.write(report, style, text);
      term.print(text);
      continue;
    }
    lint::report_style whole = style;
    whole.colour = false;
    whole.lines = 0;
    o.write(report, whole, text);
    write_file(o.file, text);
  }
}

}  // namespace sluice::cmd
