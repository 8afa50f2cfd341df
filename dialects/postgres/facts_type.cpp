#include "dialects/postgres/facts.hpp"
#include "dialects/schema/folding.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace sluice::postgres {
namespace {

/// "numeric(10,2)" as numeric, 10 and 2. PostgreSQL counts a missing scale as 0.
struct sized_type {
  std::string base;
  std::optional<int> size;
  int scale = 0;
};

int number_at(std::string_view text, std::size_t at) {
  int value = 0;
  std::from_chars(text.data() + at, text.data() + text.size(), value);
  return value;
}

sized_type take_apart(std::string_view type) {
  const std::string plain = schema::plain_type(type, dialect::postgres);
  sized_type out;
  const std::size_t open = plain.find('(');
  if (open == std::string::npos) {
    out.base = plain;
    return out;
  }
  const std::size_t close = plain.find(')', open);
  out.base = plain.substr(0, open) + (close == std::string::npos ? "" : plain.substr(close + 1));
  out.size = number_at(plain, open + 1);
  const std::size_t comma = plain.find(',', open);
  if (comma < close) out.scale = number_at(plain, comma + 1);
  return out;
}

bool is_timestamp(std::string_view base) {
  return base.starts_with("timestamp ");
}

/// Types whose modifier is a precision that can only grow without touching the values.
bool has_precision(std::string_view base) {
  return base.starts_with("timestamp ") || base.starts_with("time ") || base == "interval";
}

/// The modifier of the new type takes every value of the old one as it is.
bool fits(const sized_type& from, const sized_type& to) {
  return !to.size || (from.size && *from.size <= *to.size);
}

bool is_one_of(std::string_view base, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), base) != names.end();
}

/// Built in, and nothing that a domain could hide behind.
bool is_built_in(std::string_view base) {
  return is_one_of(base,
                   {"smallint", "int",   "bigint",   "numeric", "real",     "double precision",
                    "text",     "char",  "varchar",  "bytea",   "boolean",  "date",
                    "interval", "json",  "jsonb",    "uuid",    "inet",     "cidr",
                    "macaddr",  "money", "tsvector", "xml",     "bit",      "bit varying",
                    "varbit",   "oid",   "name",     "point",   "macaddr8", "tsquery",
                    "citext",   "hstore"}) ||
         has_precision(base);
}

type_change_cost rewritten() {
  return {true, false, true};
}

}  // namespace

type_change_cost cost_of_type_change(std::string_view from_text, std::string_view to_text) {
  const sized_type from = take_apart(from_text);
  const sized_type to = take_apart(to_text);
  const bool character_strings =
      is_one_of(from.base, {"varchar", "text"}) && is_one_of(to.base, {"varchar", "text"});
  if (character_strings) return fits(from, to) ? type_change_cost{} : rewritten();
  if (is_one_of(from.base, {"text", "citext", "varchar"}) && is_one_of(to.base, {"text", "citext"}))
    return {false, true, true};
  if (from.base == to.base) {
    if (from.size == to.size && from.scale == to.scale) return {};
    if (is_one_of(from.base, {"numeric"}))
      return fits(from, to) && (!to.size || from.scale == to.scale) ? type_change_cost{}
                                                                    : rewritten();
    if (has_precision(from.base) || is_one_of(from.base, {"varbit", "bit varying"}))
      return fits(from, to) ? type_change_cost{} : rewritten();
    return rewritten();
  }
  // In a session whose time zone is UTC, as Sluice's own are.
  if (is_timestamp(from.base) && is_timestamp(to.base))
    return fits(from, to) ? type_change_cost{false, true, true} : rewritten();
  if (from.base == "cidr" && to.base == "inet") return {};
  if (!is_built_in(from.base) || !is_built_in(to.base)) return {true, false, false};
  return rewritten();
}

}  // namespace sluice::postgres
