#pragma once

#include "dialects/text/source.hpp"
#include "phases/phase.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::phases {

/// One `-- sluice:name key=value ...` comment, checked against the table of known directives.
struct directive {
  std::string name;
  std::string argument;  ///< the bare word: a rule's id, `empty`, `true`
  std::map<std::string, std::string> values;
  text::span where;

  [[nodiscard]] std::optional<std::string> get(const std::string& key) const;
};

enum class directive_scope {
  file,      ///< speaks of the whole step; stands before the first statement
  statement  ///< speaks of the statement below it
};

/// Reads the comment at `where`. Nothing when it is no directive at all. Throws text::input_error
/// for an unknown directive, an unknown or repeated key, a missing or bad value, or a directive
/// that has no place in this phase.
[[nodiscard]] std::optional<directive> read_directive(const text::source& file, text::span where,
                                                      phase in);

/// A comment behind a statement on the same line reads as if it spoke of that statement, but
/// belongs to the next one: refused rather than guessed. Throws text::input_error.
void check_own_line(const text::source& file, text::span comment);

[[nodiscard]] directive_scope scope_of(const directive& d);

}  // namespace sluice::phases
