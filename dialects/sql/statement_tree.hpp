#pragma once

#include "dialects/engine.hpp"
#include "dialects/sql/lower.hpp"
#include "dialects/sql/token.hpp"
#include "dialects/sql/tree.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sluice::sql {

/// A SELECT, INSERT, UPDATE, DELETE, MERGE or REPLACE with the tree that its grammar left: for who
/// asks what each name in it stands for. `nodes` is empty when it is none of these, or not
/// understood; `problem` then says why.
struct statement_tree {
  dialect which = dialect::postgres;
  std::string text;           ///< with placeholders as the server takes them
  std::vector<token> tokens;  ///< without white space and comments
  tree nodes;
  std::string problem;
  bool about_rows = false;  ///< by its first word; it may not be understood

  [[nodiscard]] lowering context() const { return {text, tokens, which}; }
};

/// Reads one statement of a release. Placeholders as drivers write them are understood. Never
/// throws for what the text holds.
[[nodiscard]] statement_tree read_statement_tree(std::string_view sql, dialect d);

}  // namespace sluice::sql
