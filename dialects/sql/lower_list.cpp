#include "dialects/sql/lower.hpp"

#include <algorithm>
#include <array>

namespace sluice::sql {

namespace {

// clang-format off
constexpr std::array<std::string_view, 40> aggregates = {
    "count", "sum", "avg", "min", "max", "total", "array_agg", "string_agg", "group_concat",
    "json_agg", "jsonb_agg", "json_object_agg", "jsonb_object_agg", "json_arrayagg",
    "json_objectagg", "json_group_array", "json_group_object", "xmlagg", "bool_and", "bool_or",
    "every", "bit_and", "bit_or", "bit_xor", "std", "stddev", "stddev_pop", "stddev_samp",
    "variance", "var_pop", "var_samp", "corr", "covar_pop", "covar_samp", "mode",
    "percentile_cont", "percentile_disc", "any_value", "range_agg", "regr_slope"};
// clang-format on

/// True when the parenthesis at `open` holds a comma of its own: min(a, b) of SQLite is no
/// aggregate.
bool has_several_arguments(std::uint32_t open, std::uint32_t last, const lowering& context) {
  std::uint32_t depth = 0;
  for (std::uint32_t i = open; i < last; ++i) {
    const kind k = context.kind_of(i);
    if (k == kind::left_paren) ++depth;
    if (k == kind::right_paren && --depth == 0) return false;
    if (k == kind::comma && depth == 1) return true;
  }
  return false;
}

}  // namespace

list_facts inspect_list(cursor list, const lowering& context) {
  list_facts facts;
  std::uint32_t depth = 0;
  std::uint32_t subquery_depth = 0;  // of the subquery that is being skipped, 0 outside
  for (std::uint32_t i = list.first(); i < list.last(); ++i) {
    const kind k = context.kind_of(i);
    const kind next = i + 1 < list.last() ? context.kind_of(i + 1) : kind::end_of_input;
    if (k == kind::left_paren) {
      ++depth;
      const bool query = next == kind::kw_select || next == kind::kw_with;
      if (query && subquery_depth == 0) subquery_depth = depth;
    } else if (k == kind::right_paren) {
      if (depth == subquery_depth) subquery_depth = 0;
      --depth;
    }
    if (subquery_depth != 0) continue;
    if (k == kind::star && depth == 0) {
      const kind before = i == list.first() ? kind::comma : context.kind_of(i - 1);
      facts.star = facts.star || before == kind::comma || before == kind::dot;
    }
    facts.window = facts.window || k == kind::kw_over;
    if (!is_word(k) || next != kind::left_paren) continue;
    const std::string word = lower_case(context.text(i));
    if (std::find(aggregates.begin(), aggregates.end(), word) == aggregates.end()) continue;
    const bool scalar = context.which == dialect::sqlite && (word == "min" || word == "max") &&
                        has_several_arguments(i + 1, list.last(), context);
    facts.aggregate = facts.aggregate || !scalar;
  }
  return facts;
}

}  // namespace sluice::sql
