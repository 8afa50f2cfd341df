#include "dialects/sql/lower.hpp"

#include <algorithm>
#include <initializer_list>

namespace sluice::sql {

namespace {

bool begins_with_any(std::string_view words, std::initializer_list<std::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view begin) { return words.starts_with(begin); });
}

}  // namespace

decltype(alter_action::what) lower_by_words(std::string words, cursor c, const lowering& context) {
  if (context.kind_of(c.first()) == kind::kw_partition) {
    words = "PARTITION BY";
    const std::uint32_t scheme = c.first() + 2;
    std::string by = scheme < c.last() ? upper_case(context.text(scheme)) : std::string();
    if (by == "LINEAR") by = "HASH";
    if (by == "HASH" || by == "KEY") return quiet_action{std::move(words)};
    return opaque_action{std::move(words)};
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
