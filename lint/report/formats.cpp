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
    named_format{"json", [](const report_data& r, std::string& out, bool) { write_json(r, out); }},
};

}  // namespace

format_writer find_format(std::string_view name) {
  const auto found = std::find_if(formats.begin(), formats.end(),
                                  [&](const named_format& f) { return f.name == name; });
  return found == formats.end() ? nullptr : found->write;
}

}  // namespace sluice::lint
