#pragma once

#include <set>
#include <string>
#include <string_view>

namespace sluice::mysql {

/// The footprint in a statement that the server has rewritten: a view's stored definition, or
/// EXPLAIN's note 1003. There every column is `table`.`column` or `database`.`table`.`column`, with
/// aliases for tables; columns of derived tables and common table expressions are left out, since
/// the text inside of those says what they stand for. What an INSERT or DELETE writes is not read
/// from here.
[[nodiscard]] std::set<std::string> footprint_of(std::string_view resolved,
                                                 const std::string& database);

}  // namespace sluice::mysql
