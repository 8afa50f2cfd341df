#pragma once

#include "dialects/engine.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

/// Placeholders as drivers and object mappers write them, brought to the one form that a server
/// takes. (dialects/placeholders.hpp is about the `?` of our own statements.)
namespace sluice {

struct parameter {
  std::size_t number = 0;  ///< from 1; a name or number that repeats keeps its number
  bool row_count = false;  ///< stands in LIMIT or OFFSET, where some servers take no expression
};

/// The text with every $1, ?, ?1, :name, @name, %s and %(name)s outside quotes and comments
/// replaced by what `write` returns for it. `IN %s` and `IN ?` stand for a list and get brackets.
/// With %s, `%%` is one percent sign. Told apart from what looks alike: casts, array slices, := and
/// the operators of PostgreSQL's json types (`??` is the operator `?`), user variables of MySQL,
/// the modulo of a column s.
[[nodiscard]] std::string rewrite_parameters(
    std::string_view sql, dialect d, const std::function<std::string(const parameter&)>& write);

}  // namespace sluice
