#pragma once

#include "lint/finding.hpp"

#include <string>
#include <string_view>

namespace sluice::lint {

/// Appends to `out`. `colour` is only heeded by formats for people.
using format_writer = void (*)(const report_data& report, std::string& out, bool colour);

/// For people: place, sentence, the source line with what is meant underlined, why, what instead.
void write_text(const report_data& report, std::string& out, bool colour);
/// One JSON document, described in docs/json.md.
void write_json(const report_data& report, std::string& out);

/// The writer of a format's name ("text", "json"), or nullptr.
[[nodiscard]] format_writer find_format(std::string_view name);

}  // namespace sluice::lint
