#include "lint/report/report.hpp"
#include "lint/report/words.hpp"

#include <fmt/format.h>

#include <map>

namespace sluice::lint {

namespace {

/// XML 1.0 has no way to write most control characters.
std::string in_xml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\n':
        out += "&#10;";
        break;
      case '\t':
        out += "&#9;";
        break;
      case '\r':
        out += "&#13;";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20)
          out += "\xEF\xBF\xBD";
        else
          out += c;
    }
  }
  return out;
}

std::string case_of(const finding& f, bool fails) {
  const std::string detail = fmt::format("{}:{}:{}: {}[{}]: {}\n{}\nwhy: {}\ninstead: {}\n", f.file,
                                         f.begin.line, f.begin.column, severity_name(f.level),
                                         f.rule, f.message, f.source_line, f.why, f.instead);
  std::string out = fmt::format("    <testcase name=\"{}\" classname=\"{}\" time=\"0\">\n",
                                in_xml(fmt::format("{} line {}", f.rule, f.begin.line)),
                                in_xml(plain_path(f.file)));
  if (fails)
    out += fmt::format("      <failure message=\"{}\" type=\"{}\">{}</failure>\n",
                       in_xml(f.message), severity_name(f.level), in_xml(detail));
  else
    out += fmt::format("      <system-out>{}</system-out>\n", in_xml(detail));
  return out + "    </testcase>\n";
}

}  // namespace

void write_junit(const report_data& report, const report_style& style, std::string& out) {
  std::map<std::string, std::vector<const finding*>> by_file;
  for (const finding& f : report.findings) by_file[f.file].push_back(&f);
  std::string cases;
  std::size_t count = 0;
  std::size_t failures = 0;
  for (const std::string& file : report.files) {
    const auto found = by_file.find(file);
    if (found == by_file.end()) {
      ++count;
      cases += fmt::format("    <testcase name=\"no finding\" classname=\"{}\" time=\"0\"/>\n",
                           in_xml(plain_path(file)));
      continue;
    }
    for (const finding* f : found->second) {
      // What could not be judged fails, whatever level is asked for.
      const bool fails = f->level >= style.fails_at || f->rule == "statement-not-understood";
      ++count;
      failures += fails ? 1 : 0;
      cases += case_of(*f, fails);
    }
  }
  const std::string counts =
      fmt::format("tests=\"{}\" failures=\"{}\" errors=\"0\" time=\"0\"", count, failures);
  out += fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"sluice\" {}>\n"
      "  <testsuite name=\"sluice lint\" {} skipped=\"0\">\n{}"
      "  </testsuite>\n</testsuites>\n",
      counts, counts, cases);
}

}  // namespace sluice::lint
