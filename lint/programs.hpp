#pragma once

#include "lint/rule.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What the schema itself says of its tables: views, routines and triggers, as the models hold
/// them.
namespace sluice::lint {

/// Views that read the table, or the column when one is given.
[[nodiscard]] std::vector<std::string> views_on(const schema::model& m, std::string_view table,
                                                std::string_view column, dialect d);

struct mention {
  std::string what;      ///< "trigger fill on users", "routine f"
  std::string name;      ///< of the trigger or routine
  bool certain = false;  ///< a trigger's own row has the column; else only the names are there
};
/// Triggers and routines whose bodies name the table, and the column when one is given.
[[nodiscard]] std::vector<mention> programs_naming(const schema::model& m, std::string_view table,
                                                   std::string_view column, dialect d);

struct positional_insert {
  std::string what;  ///< as of a mention
  std::string name;
  bool reads = false;  ///< it copies SELECT * of the table; else it inserts into it
};
/// INSERTs in triggers and routines that fail when the table gets a further column.
[[nodiscard]] std::vector<positional_insert> positional_inserts(const schema::model& m,
                                                                std::string_view table, dialect d);

/// A later statement of the same step makes the view, routine or trigger anew, or drops it.
[[nodiscard]] bool is_remade_later(const statement_view& view, std::string_view name);

}  // namespace sluice::lint
