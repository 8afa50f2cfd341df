#pragma once

#include "dialects/sql/grammar/names.hpp"

/// Expressions and queries enter the statement grammars through these rules; the grammars
/// themselves are compiled once, in parse_expression.cpp and parse_query.cpp.
namespace sluice::sql::rules {

/// Any expression.
[[nodiscard]] bool match_expression(kinds_input& in, parse_state& s);
/// Without AND, OR, NOT, IS, IN, LIKE and COLLATE: what may follow DEFAULT, where those words
/// begin the next clause.
[[nodiscard]] bool match_simple_expression(kinds_input& in, parse_state& s);
/// [WITH ...] SELECT ... with everything that follows it.
[[nodiscard]] bool match_query(kinds_input& in, parse_state& s);

/// SELECT, WITH, VALUES or TABLE where an expression could stand, too.
[[nodiscard]] bool at_query(const kinds_input& in, const parse_state& s);

// clang-format off

struct expression : tested<expression> {
  static constexpr node id = node::expression;
  static bool test(kinds_input& in, parse_state& s) {
    const level deeper(s);
    const std::size_t size = s.nodes.size();
    const bool matched = match_expression(in, s);
    s.nodes.truncate(size);
    return matched;
  }
};
template <>
struct failure_note<expression> {
  static void record(std::size_t at, parse_state& s) { s.failed_at(at, role::expression); }
};

struct simple_expression : tested<simple_expression> {
  static constexpr node id = node::expression;
  static bool test(kinds_input& in, parse_state& s) {
    const level deeper(s);
    const std::size_t size = s.nodes.size();
    const bool matched = match_simple_expression(in, s);
    s.nodes.truncate(size);
    return matched;
  }
};
template <>
struct failure_note<simple_expression> {
  static void record(std::size_t at, parse_state& s) { s.failed_at(at, role::expression); }
};

/// Leaves its nodes in the tree.
struct query : tested<query> {
  static constexpr node id = node::query;
  static bool test(kinds_input& in, parse_state& s) {
    const level deeper(s);
    return match_query(in, s);
  }
};

/// Looks, takes nothing.
struct starts_query : tested<starts_query> {
  static bool test(kinds_input& in, parse_state& s) { return at_query(in, s); }
};

// clang-format on

}  // namespace sluice::sql::rules
