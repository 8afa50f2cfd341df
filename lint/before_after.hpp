#pragma once

#include "lint/rule.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What an effect is about, as the models before and after the statement hold it. Null when the
/// model does not hold it: it may exist outside of what the migrations made.
namespace sluice::lint {

/// Under the name that it had then.
[[nodiscard]] const schema::column* column_before(const statement_view& view,
                                                  const schema::effect& e);
[[nodiscard]] const schema::column* column_after(const statement_view& view,
                                                 const schema::effect& e);
[[nodiscard]] const schema::constraint* constraint_before(const statement_view& view,
                                                          const schema::effect& e);
[[nodiscard]] const schema::constraint* constraint_after(const statement_view& view,
                                                         const schema::effect& e);

/// The change made the column, so that no old statement names it.
[[nodiscard]] bool is_new_column(const statement_view& view, std::string_view table,
                                 std::string_view column);

/// A column of before the statement that this history does not tell of: nobody knows what MODIFY or
/// TYPE makes of it.
[[nodiscard]] bool is_unknown_column(const statement_view& view, const schema::effect& e);
/// It gets another name in the same place, which is worse.
[[nodiscard]] bool is_renamed_too(const statement_view& view, const schema::effect& e);

/// What else than a table an effect is about: "type" of "type mood".
[[nodiscard]] bool is_a(const schema::effect& e, std::string_view object_class);
/// "mood" of "type mood".
[[nodiscard]] std::string bare_name(const schema::effect& e, std::string_view object_class);

/// "a", "a and b", "a, b and c"
[[nodiscard]] std::string list(const std::vector<std::string>& names);

/// These words stand one after the other in the statement, or in a part of it, outside of quotes.
[[nodiscard]] bool says(const statement_view& view, const std::vector<std::string_view>& words);
[[nodiscard]] bool says(const statement_view& view, text::span where,
                        const std::vector<std::string_view>& words);

}  // namespace sluice::lint
