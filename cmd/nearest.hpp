#pragma once

#include <span>
#include <string>
#include <string_view>

namespace sluice::cmd {

/// The known word that differs from `word` in at most two letters, or nothing.
[[nodiscard]] std::string nearest(std::string_view word, std::span<const std::string_view> known);

}  // namespace sluice::cmd
