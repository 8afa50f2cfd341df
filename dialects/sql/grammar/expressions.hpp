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
/// UNION and the like, ORDER BY, LIMIT and FOR UPDATE: what may follow a query in parentheses.
[[nodiscard]] bool match_query_rest(kinds_input& in, parse_state& s);
/// INSERT, UPDATE, DELETE or MERGE.
[[nodiscard]] bool match_row_change(kinds_input& in, parse_state& s);
/// The arguments of a call, with their parentheses.
[[nodiscard]] bool match_arguments(kinds_input& in, parse_state& s);
/// What stands in the parentheses of OVER or WINDOW, with them.
[[nodiscard]] bool match_window(kinds_input& in, parse_state& s);

/// SELECT, WITH, VALUES or TABLE where an expression could stand, too.
[[nodiscard]] bool at_query(const kinds_input& in, const parse_state& s);

// clang-format off

struct expression : tested<expression> {
  static constexpr node id = node::expression;
  static bool test(kinds_input& in, parse_state& s) {
    const level deeper(s);
    return match_expression(in, s);
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
    return match_simple_expression(in, s);
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

struct query_rest : tested<query_rest> {
  static bool test(kinds_input& in, parse_state& s) { return match_query_rest(in, s); }
};

struct row_change : tested<row_change> {
  static bool test(kinds_input& in, parse_state& s) {
    const level deeper(s);
    return match_row_change(in, s);
  }
};

struct arguments : tested<arguments> {
  static bool test(kinds_input& in, parse_state& s) { return match_arguments(in, s); }
};

struct window_parens : tested<window_parens> {
  static bool test(kinds_input& in, parse_state& s) { return match_window(in, s); }
};

/// Looks, takes nothing.
struct starts_query : tested<starts_query> {
  static bool test(kinds_input& in, parse_state& s) { return at_query(in, s); }
};

// clang-format on

}  // namespace sluice::sql::rules
