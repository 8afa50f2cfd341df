#include "phases/layout/placeholder.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace sluice::phases::layout {

namespace {

bool is_constant_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The end of `open` ... `close` on one line from `at`; `at` when there is none.
std::size_t bracketed_end(std::string_view bytes, std::size_t at, std::string_view open,
                          std::string_view close) {
  const std::size_t end = bytes.find(close, at + open.size());
  if (end == std::string_view::npos || end == at + open.size() ||
      bytes.substr(at, end - at).find('\n') != std::string_view::npos)
    return at;
  return end + close.size();
}

/// :NAME, which is neither a cast nor the end of an array's slice.
std::size_t colon_name_end(std::string_view bytes, std::size_t at) {
  if (at > 0 && bytes[at - 1] == ':') return at;
  if (at + 1 >= bytes.size() || bytes[at + 1] < 'A' || bytes[at + 1] > 'Z') return at;
  std::size_t end = at + 1;
  while (end < bytes.size() && is_constant_letter(bytes[end])) ++end;
  return end;
}

}  // namespace

std::shared_ptr<const text::source> with_names_for(const std::shared_ptr<const text::source>& file,
                                                   placeholders kind,
                                                   std::vector<placeholder>& found) {
  if (kind == placeholders::none) return file;
  const std::string_view bytes = file->bytes();
  const std::string_view open = kind == placeholders::dollar_braces   ? "${"
                                : kind == placeholders::double_braces ? "{{"
                                                                      : ":";
  const std::string_view close = kind == placeholders::dollar_braces ? "}" : "}}";
  for (std::size_t at = bytes.find(open); at != std::string_view::npos;) {
    const std::size_t end = kind == placeholders::colon_name
                                ? colon_name_end(bytes, at)
                                : bracketed_end(bytes, at, open, close);
    if (end > at)
      found.push_back({{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)},
                       std::string(bytes.substr(at, end - at))});
    at = bytes.find(open, std::max(end, at + 1));
  }
  if (found.empty()) return file;
  std::string out(bytes);
  for (const placeholder& p : found)
    std::fill(out.begin() + p.where.begin, out.begin() + p.where.end, 'x');
  return std::make_shared<const text::source>(file->name(), std::move(out));
}

}  // namespace sluice::phases::layout
