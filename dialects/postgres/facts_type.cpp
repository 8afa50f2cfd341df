#include "dialects/postgres/facts.hpp"
#include "dialects/schema/folding.hpp"

#include <algorithm>
#include <initializer_list>

namespace sluice::postgres {
namespace {

using schema::type_parts;

bool is_timestamp(std::string_view base) {
  return base.starts_with("timestamp ");
}

/// Types whose modifier is a precision that can only grow without touching the values.
bool has_precision(std::string_view base) {
  return base.starts_with("timestamp ") || base.starts_with("time ") || base == "interval";
}

/// The modifier of the new type takes every value of the old one as it is.
bool fits(const type_parts& from, const type_parts& to) {
  return !to.length || (from.length && *from.length <= *to.length);
}

bool is_one_of(std::string_view base, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), base) != names.end();
}

/// Built in, and nothing that a domain could hide behind.
bool is_built_in(std::string_view base) {
  return is_one_of(base, {"smallint", "integer", "bigint",    "numeric",           "real",
                          "text",     "bytea",   "character", "character varying", "boolean",
                          "date",     "json",    "jsonb",     "double precision",  "uuid",
                          "inet",     "cidr",    "macaddr",   "macaddr8",          "money",
                          "bit",      "oid",     "name",      "bit varying",       "point",
                          "xml",      "citext",  "hstore",    "tsvector",          "tsquery"}) ||
         has_precision(base);
}

type_change_cost rewritten() {
  return {true, false, true};
}

}  // namespace

type_change_cost cost_of_type_change(std::string_view from_text, std::string_view to_text) {
  const type_parts from = schema::take_type_apart(from_text, dialect::postgres);
  const type_parts to = schema::take_type_apart(to_text, dialect::postgres);
  const bool character_strings = is_one_of(from.base, {"character varying", "text"}) &&
                                 is_one_of(to.base, {"character varying", "text"});
  if (character_strings) return fits(from, to) ? type_change_cost{} : rewritten();
  if (is_one_of(from.base, {"text", "citext", "character varying"}) &&
      is_one_of(to.base, {"text", "citext"}))
    return {false, true, true};
  if (from.base == to.base) {
    if (from.length == to.length && from.scale == to.scale) return {};
    if (from.base == "numeric")
      return fits(from, to) && (!to.length || from.scale == to.scale) ? type_change_cost{}
                                                                      : rewritten();
    if (has_precision(from.base) || from.base == "bit varying")
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
