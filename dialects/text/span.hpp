#pragma once

#include <cstdint>

namespace sluice::text {

/// A half-open range of bytes [begin, end) in one source.
struct span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] constexpr std::uint32_t size() const { return end - begin; }
  [[nodiscard]] constexpr bool empty() const { return begin == end; }
  [[nodiscard]] constexpr bool contains(span inner) const {
    return begin <= inner.begin && inner.end <= end;
  }
  friend constexpr bool operator==(span, span) = default;
};

/// The smallest span that holds both.
[[nodiscard]] constexpr span join(span a, span b) {
  return {a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}

}  // namespace sluice::text
