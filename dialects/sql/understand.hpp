#pragma once

#include "dialects/sql/script.hpp"
#include "dialects/sql/tree.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::sql {

/// What the grammars make of one statement.
struct reading {
  understanding outcome = understanding::opaque;
  statement what;
  std::vector<object_name> relations;
  std::vector<row_change> changes_within;
  std::string note;
  span note_where;
  std::uint64_t rules_tried = 0;  ///< grows linearly with the tokens, whatever they are
};

/// Reads one statement that is lexically sound: its tokens without white space and comments.
[[nodiscard]] reading understand(const std::vector<token>& significant, std::string_view bytes,
                                 dialect d);

struct parse_memory;
/// The same with memory that a reader of many statements keeps.
[[nodiscard]] reading understand(const std::vector<token>& significant, std::string_view bytes,
                                 dialect d, parse_memory& memory);

/// The tree of a statement about rows. False, with a note, when the grammar does not know it.
[[nodiscard]] bool read_rows_tree(const std::vector<token>& significant, std::string_view bytes,
                                  dialect d, tree& nodes, std::string& note);

}  // namespace sluice::sql
