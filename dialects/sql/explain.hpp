#pragma once

#include "dialects/sql/understand.hpp"

#include <string_view>
#include <vector>

namespace sluice::sql {

/// Where the statement behind EXPLAIN begins, and whether the EXPLAIN runs it.
struct explanation {
  std::size_t inner = 1;  ///< a token
  bool runs = false;
};

[[nodiscard]] explanation read_explain(const std::vector<token>& tokens, std::string_view bytes);

/// EXPLAIN ANALYZE does what its statement does; any other EXPLAIN only names its tables.
[[nodiscard]] reading understand_explained(const std::vector<token>& significant,
                                           std::string_view bytes, dialect d);

}  // namespace sluice::sql
