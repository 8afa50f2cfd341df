#pragma once

#include <string>
#include <string_view>
#include <vector>

/// MySQL's ENUM and SET, whose values stand in the column's type.
namespace sluice::lint {

/// 'a' and 'b' of "enum('a','b')", without their quotes; empty for other types.
[[nodiscard]] std::vector<std::string> labels_of(std::string_view type);

struct label_change {
  std::vector<std::string> removed;
  std::vector<std::string> added;
  bool moved = false;  ///< one that stays has another number
};
[[nodiscard]] label_change compare_labels(const std::vector<std::string>& from,
                                          const std::vector<std::string>& to);

/// "'a' and 'b'"
[[nodiscard]] std::string quoted(std::vector<std::string> labels);

}  // namespace sluice::lint
