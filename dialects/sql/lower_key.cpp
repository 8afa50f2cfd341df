#include "dialects/sql/lower.hpp"

#include <algorithm>
#include <array>
#include <utility>

// How an index keeps its entries: method, order, operator classes.

namespace sluice::sql {

namespace {

/// PostgreSQL: what a column's type brings anyway, so that saying it changes nothing.
bool is_usual_class(std::string_view name) {
  // clang-format off
  constexpr std::array<std::string_view, 49> usual = {
      "array_ops", "bit_ops", "bool_ops", "bpchar_ops", "bytea_ops", "char_ops", "cid_ops",
      "circle_ops", "date_ops", "enum_ops", "float4_ops", "float8_ops", "inet_ops", "int2_ops",
      "int4_ops", "int8_ops", "interval_ops", "jsonb_ops", "macaddr8_ops", "macaddr_ops",
      "money_ops", "multirange_ops", "name_ops", "numeric_ops", "oid_ops", "oidvector_ops",
      "pg_lsn_ops", "point_ops", "poly_ops", "box_ops", "quad_point_ops", "range_ops",
      "record_ops", "text_ops", "tid_ops", "time_ops", "timestamp_ops", "timestamptz_ops",
      "timetz_ops", "tsquery_ops", "tsvector_ops", "uuid_ops", "varbit_ops", "xid8_ops", "xid_ops",
      "box_inclusion_ops", "inet_inclusion_ops", "range_inclusion_ops", "text_minmax_ops"};
  // clang-format on
  return std::find(usual.begin(), usual.end(), name) != usual.end() ||
         (name.ends_with("_minmax_ops") && name != "inet_minmax_ops");
}

/// One more word of an order.
void say(std::string& order, std::string_view word) {
  if (!order.empty()) order += ' ';
  order += word;
}

/// What stands behind a column or an expression: [(length)] [COLLATE c] [class] [ASC | DESC]
/// [NULLS FIRST | LAST].
std::string order_of(std::uint32_t i, std::uint32_t last, const lowering& context) {
  std::string length;
  std::string collation;
  std::string operators;
  std::string nulls;
  bool descending = false;
  const auto path = [&] {
    std::string name = context.to_name(i).text;
    for (; i + 2 < last && context.kind_of(i + 1) == kind::dot; i += 2)
      name = context.to_name(i + 2).text;
    return name;
  };
  for (; i < last; ++i) {
    switch (context.kind_of(i)) {
      case kind::left_paren:
        if (context.which == dialect::mysql && i + 1 < last && operators.empty())
          length = "(" + std::string(context.text(i + 1)) + ")";
        while (i < last && context.kind_of(i) != kind::right_paren) ++i;
        break;
      case kind::kw_collate:
        if (++i < last) collation = path();
        break;
      case kind::kw_asc:
        break;
      case kind::kw_desc:
        descending = true;
        break;
      case kind::right_paren:
        break;
      case kind::kw_nulls:
        if (++i < last) nulls = lower_case(context.text(i));
        break;
      case kind::kw_with:  // of EXCLUDE
        i = last;
        break;
      default:
        if (context.which == dialect::postgres) operators = path();
        break;
    }
  }
  std::string order = std::move(length);
  if (context.which == dialect::sqlite) collation = lower_case(collation);
  if (!collation.empty() && context.which != dialect::mysql) say(order, "collate " + collation);
  if (!operators.empty() && !is_usual_class(operators)) say(order, operators);
  if (descending) say(order, "desc");
  // NULL is taken to be larger than anything.
  if (!nulls.empty() && nulls != (descending ? "first" : "last")) say(order, "nulls " + nulls);
  return order;
}

/// Where the COLLATE stands that an expression ends with; the expression's end without one.
std::uint32_t collation_in(cursor expression, const lowering& context) {
  std::uint32_t first = expression.first();
  std::uint32_t last = expression.last();
  for (;; ++first, --last) {
    int depth = 0;
    bool wrapped = context.kind_of(first) == kind::left_paren;
    for (std::uint32_t i = first; i < last; ++i) {
      const kind k = context.kind_of(i);
      if (k == kind::left_paren) ++depth;
      if (k == kind::right_paren) --depth;
      if (depth == 0 && k == kind::kw_collate) return i;
      wrapped = wrapped && (depth > 0 || i + 1 == last);
    }
    if (!wrapped || last - first < 3) return expression.last();
  }
}

/// INVISIBLE, IGNORED; not VISIBLE and NOT IGNORED.
bool hides(std::uint32_t i, const lowering& context) {
  return !same_word(context.text(i), "visible") &&
         (i == 0 || context.kind_of(i - 1) != kind::kw_not);
}

}  // namespace

key_details lower_key_details(cursor c, cursor list, const lowering& context) {
  key_details result;
  list.each([&](cursor part) {
    std::string order;
    if (part.what() == node::index_column) {
      std::uint32_t behind = part.first() + 1;
      if (const auto expression = part.child(node::expression))
        behind = collation_in(*expression, context);
      order = order_of(behind, part.last(), context);
    }
    result.orders.push_back(std::move(order));
  });
  while (!result.orders.empty() && result.orders.back().empty()) result.orders.pop_back();
  for (std::uint32_t i = c.first(); i < c.last(); ++i) {
    const kind k = context.kind_of(i);
    if (i == list.first()) i = list.last() - 1;
    if (k == kind::kw_where) break;
    if (k == kind::kw_using && i < list.first() && context.which == dialect::postgres)
      result.method = context.to_name(i + 1).text;
    if (k == kind::kw_nulls && i + 2 < c.last() && context.kind_of(i + 1) == kind::kw_not)
      result.nulls_distinct = false;
    if (k == kind::kw_invisible) result.visible = !hides(i, context);
    if (k == kind::kw_comment && i + 1 < c.last() && context.kind_of(i + 1) == kind::string)
      result.comment = context.span_of(i + 1, i + 2);
  }
  if (result.method == "btree") result.method.clear();
  return result;
}

}  // namespace sluice::sql
