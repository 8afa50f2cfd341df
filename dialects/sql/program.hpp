#pragma once

#include "dialects/sql/script.hpp"

#include <string>
#include <vector>

/// The statements inside of programs: PL/pgSQL blocks and MySQL's compound statements.
namespace sluice::sql {

struct program {
  /// In the order of the text, whatever the conditions and loops around them; spans are of the
  /// file. A PERFORM stands here as a query.
  std::vector<parsed_statement> statements;
  /// What the reading could not follow ("EXECUTE of a text that is built when it runs"); empty when
  /// `statements` is all that the program can do besides its own variables.
  std::string not_followed;
  span not_followed_where;
};

/// Reads the program that stands in `body`. Never throws for what it holds.
[[nodiscard]] program read_program(const text::source& file, span body, dialect d);

}  // namespace sluice::sql
