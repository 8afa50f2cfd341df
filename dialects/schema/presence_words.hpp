#pragma once

#include "dialects/schema/effect.hpp"

#include <string>
#include <vector>

/// How presence reports are worded and put together.
namespace sluice::schema {

[[nodiscard]] presence_report say(presence state, std::string evidence, bool repeatable = false);

/// One thing that should be there (or gone) after the statement.
[[nodiscard]] presence_report found(bool there, const std::string& what, bool repeatable = false);
[[nodiscard]] presence_report gone(bool there, const std::string& what, bool repeatable = false);

/// After a rename the old name is gone and the new one is there.
[[nodiscard]] presence_report renamed(bool old_there, bool new_there, const std::string& kind,
                                      const std::string& from, const std::string& to);

/// The same of a table or view, by their keys in the model.
[[nodiscard]] presence_report renamed_object(const model& live, const std::string& from,
                                             const std::string& to, dialect d);

/// Several parts of one statement: all, none, or some of them.
[[nodiscard]] presence_report combined(const std::vector<presence_report>& parts);

/// Of what changes rows: no catalogue shows that.
[[nodiscard]] presence_report rows_hidden();

/// Of ALTER TABLE, presence_alter.cpp.
[[nodiscard]] presence_report find_alter(const model& live, const sql::alter_table& s, dialect d);

}  // namespace sluice::schema
