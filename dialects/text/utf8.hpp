#pragma once

#include <cstddef>
#include <string_view>

namespace sluice::text {

/// The longest beginning of `text` of at most `most` bytes that ends between two characters. What
/// is no UTF-8 is cut at `most`.
[[nodiscard]] std::string_view clip_utf8(std::string_view text, std::size_t most);

}  // namespace sluice::text
