#pragma once

#include "phases/layout/layout.hpp"

#include <memory>
#include <string>
#include <vector>

namespace sluice::phases::layout {

struct placeholder {
  text::span where;
  std::string text;  ///< "${schema}"
};

/// The file with a name of the same length where each placeholder stood, so that the statements
/// around it can be read; `found` gets what was replaced, in order.
[[nodiscard]] std::shared_ptr<const text::source> with_names_for(
    const std::shared_ptr<const text::source>& file, placeholders kind,
    std::vector<placeholder>& found);

}  // namespace sluice::phases::layout
