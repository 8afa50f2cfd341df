#include "dialects/sql/lower.hpp"

#include <algorithm>
#include <initializer_list>

namespace sluice::sql {

namespace {

bool begins_with_any(std::string_view words, std::initializer_list<std::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view begin) { return words.starts_with(begin); });
}

bool has_list(cursor c, const lowering& context) {
  for (std::uint32_t i = c.first() + 1; i < c.last(); ++i) {
    if (context.kind_of(i) == kind::kw_in && context.kind_of(i - 1) == kind::kw_values) return true;
  }
  return false;
}

/// MAXVALUE, (MAXVALUE, MAXVALUE)
bool has_no_bound(std::uint32_t first, cursor c, const lowering& context) {
  const auto is_max = [&](std::uint32_t i) { return same_word(context.text(i), "maxvalue"); };
  if (context.kind_of(first) != kind::left_paren) return is_max(first);
  for (std::uint32_t i = first + 1; i < c.last() && context.kind_of(i) != kind::right_paren; ++i) {
    if (context.kind_of(i) != kind::comma && !is_max(i)) return false;
  }
  return true;
}

/// By ranges of which the last one ends, by lists without a DEFAULT. HASH, KEY and SYSTEM_TIME have
/// a place for each row.
bool leaves_values_out(cursor c, const lowering& context) {
  const bool listed = has_list(c, context);
  bool bounded = listed;
  for (std::uint32_t i = c.first() + 2; i < c.last(); ++i) {
    if (listed && context.kind_of(i) == kind::kw_default) return false;
    if (!listed && i + 1 < c.last() && same_word(context.text(i), "than"))
      bounded = !has_no_bound(i + 1, c, context);
  }
  return bounded;
}

}  // namespace

decltype(alter_action::what) lower_by_words(std::string words, cursor c, const lowering& context) {
  if (context.kind_of(c.first()) == kind::kw_partition) {
    words = "PARTITION BY";
    if (leaves_values_out(c, context)) return narrow_partitions{std::move(words)};
    return quiet_action{std::move(words)};
  }
  if (words == "REORGANIZE PARTITION") {
    // The server lets nobody change where ranges end, but for the last to end later.
    if (has_list(c, context) && leaves_values_out(c, context))
      return narrow_partitions{std::move(words)};
    return quiet_action{std::move(words)};
  }
  if (begins_with_any(words, {"DROP PARTITION", "TRUNCATE PARTITION", "EXCHANGE PARTITION",
                              "DISCARD", "DROP SYSTEM VERSIONING"})) {
    return drop_rows{std::move(words)};
  }
  if (begins_with_any(words, {"ADD PARTITION", "COALESCE PARTITION", "REBUILD PARTITION",
                              "ANALYZE PARTITION", "CHECK PARTITION", "OPTIMIZE PARTITION",
                              "REPAIR PARTITION", "REMOVE PARTITIONING", "ADD SYSTEM VERSIONING",
                              "TABLESPACE", "SECONDARY_LOAD", "SECONDARY_UNLOAD", "NOWAIT"})) {
    return quiet_action{std::move(words)};
  }
  return opaque_action{std::move(words)};
}

}  // namespace sluice::sql
