#pragma once

#include "dialects/sql/script.hpp"

#include <string>
#include <string_view>

namespace sluice::test {

/// One line for each statement, with everything that the lowering found: the table tests of the
/// grammars compare it. Spans are shown as the text they cover, an insertion place as `^` and the
/// rest of the statement.
[[nodiscard]] std::string describe(std::string_view sql, dialect d);

/// The same for the only statement of the text; fails the test when there is not exactly one.
[[nodiscard]] sql::parsed_statement only_statement(const text::source& file, dialect d);

/// Rules tried for each token when the text is read as one statement: grows with the depth or
/// length of the text only where reading is not linear.
[[nodiscard]] double rules_per_token(const std::string& text, dialect d);

}  // namespace sluice::test
