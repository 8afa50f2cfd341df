#pragma once

#include "dialects/sql/token.hpp"
#include "dialects/text/span.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sluice::sql {

/// Why a file is no SQL at all: a template, or left in the middle of a merge.
struct file_problem {
  std::string note;
  text::span where;
};
[[nodiscard]] std::optional<file_problem> find_file_problem(const token_stream& all,
                                                            std::string_view bytes);

}  // namespace sluice::sql
