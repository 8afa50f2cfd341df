#pragma once

#include <string>
#include <string_view>

namespace sluice::text {

/// For messages: white space folded to one blank, none at either end.
[[nodiscard]] std::string one_line(std::string_view text);

}  // namespace sluice::text
