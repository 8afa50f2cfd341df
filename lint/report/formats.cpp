#include "lint/report/report.hpp"

#include <algorithm>
#include <array>

namespace sluice::lint {

namespace {

struct named_format {
  std::string_view name;
  format_writer write;
};

constexpr std::array formats{
    named_format{"text", write_text},
    named_format{"json", [](const report_data& r, const report_style&,
                            std::string& out) { write_json(r, out); }},
    named_format{"sarif", write_sarif},
    named_format{"github", write_github},
    named_format{"gitlab", write_gitlab},
    named_format{"junit", write_junit},
    named_format{"markdown", write_markdown},
};

}  // namespace

format_writer find_format(std::string_view name) {
  const auto found = std::find_if(formats.begin(), formats.end(),
                                  [&](const named_format& f) { return f.name == name; });
  return found == formats.end() ? nullptr : found->write;
}

std::vector<std::string> format_names() {
  std::vector<std::string> out;
  for (const named_format& f : formats) out.emplace_back(f.name);
  return out;
}

}  // namespace sluice::lint
