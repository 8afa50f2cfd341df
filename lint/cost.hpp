#pragma once

#include "lint/rule.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What the rules of class lock share: the facts of a statement, and findings about them.
namespace sluice::lint {

/// The fact about the statement's own table at this place: an action, or the statement. Of a
/// partitioned table, which has no rows of its own, that of the first partition with work to do.
/// Null when the table is new in this change.
[[nodiscard]] const schema::relation_fact* find_cost(const statement_view& view, text::span where);

/// Nobody can read, or write, while the fact lasts.
[[nodiscard]] bool blocks_writes(const statement_view& view, const schema::relation_fact& f);
/// "no reads and no writes", "no writes"
[[nodiscard]] std::string_view what_waits(const statement_view& view,
                                          const schema::relation_fact& f);
/// The statement copies the table (MySQL, MariaDB).
[[nodiscard]] bool copies(const statement_view& view);

/// Reports at the fact's place, about its relation or a column of it. The message says so when the
/// fact is the worst case.
void report_cost(const statement_view& view, reporter& to, const schema::relation_fact& cost,
                 std::string message, const std::string& column = {}, std::vector<edit> fix = {});

}  // namespace sluice::lint
