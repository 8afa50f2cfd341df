#include "dialects/text/utf8.hpp"

namespace sluice::text {

std::string_view clip_utf8(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  const auto is_inside = [&](std::size_t at) {
    return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
  };
  constexpr std::size_t most_continuation_bytes = 3;
  std::size_t end = most;
  while (end > 0 && most - end < most_continuation_bytes && is_inside(end)) --end;
  return text.substr(0, is_inside(end) ? most : end);
}

}  // namespace sluice::text
