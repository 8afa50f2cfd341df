#pragma once

#include "phases/layout/sorting.hpp"

#include <memory>
#include <string_view>

/// Files whose parts stand below comments such as `-- +goose Up`.
namespace sluice::phases::layout {

struct annotations {
  std::string_view tool;
  std::string_view marker;    ///< "+goose"
  std::string_view switches;  ///< of its own, beside those that all have, for messages
};

[[nodiscard]] bool has_annotation(std::string_view bytes, std::string_view marker);

/// The up part. Counts the down part. Throws text::input_error for what the tool refuses.
[[nodiscard]] script read_sections(const std::shared_ptr<const text::source>& file,
                                   const annotations& words, sorting& to);

}  // namespace sluice::phases::layout
