#include "lint/report/words.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace sluice::lint {

std::string count_text(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string summary_text(const report_data& report) {
  const summary& s = report.summary;
  std::string out = fmt::format("{}, {}: {}, {}", count_text(s.files, "file"),
                                count_text(s.statements, "statement"),
                                count_text(s.errors, "error"), count_text(s.warnings, "warning"));
  if (s.infos > 0) out += fmt::format(", {}", count_text(s.infos, "info"));
  out += fmt::format("; verdict: {}", verdict_name(report.verdict));
  if (s.known > 0) out += fmt::format("; {} in the baseline", count_text(s.known, "finding"));
  if (s.excluded > 0) out += fmt::format("; {} excluded", count_text(s.excluded, "file"));
  return out;
}

std::string plain_path(const std::string& file) {
  return std::filesystem::path(file).lexically_normal().generic_string();
}

std::string cut(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  std::size_t end = most < 3 ? 0 : most - 3;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "...";
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

}  // namespace sluice::lint
