#pragma once

#include "dialects/schema/model.hpp"
#include "dialects/sql/statement.hpp"

#include <string>
#include <string_view>

/// How names in statements find their objects in a model.
namespace sluice::schema {

/// The model's key: the default schema (public, main) is left out.
[[nodiscard]] std::string model_name(const sql::object_name& name, dialect d);

/// The key of `name` when it stands in the schema of the object with key `beside` unless it says
/// otherwise: ALTER TABLE billing.a RENAME TO b gives billing.b.
[[nodiscard]] std::string model_name_beside(const sql::object_name& name, std::string_view beside,
                                            dialect d);

/// The key of the object with key `moved` after SET SCHEMA.
[[nodiscard]] std::string model_name_in(const sql::name& schema, std::string_view moved, dialect d);

/// PostgreSQL compares names as they are; MySQL and SQLite ignore the case of ASCII letters.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b, dialect d);

[[nodiscard]] bool contains(const std::vector<std::string>& names, std::string_view name);

/// A model's key without its schema.
[[nodiscard]] std::string bare_name(const std::string& key);

[[nodiscard]] const column* find_column(const table& t, std::string_view name, dialect d);
[[nodiscard]] column* find_column(table& t, std::string_view name, dialect d);

/// The entry with that key, or else with the same name by the dialect's rules; end() when none.
template <typename Map>
[[nodiscard]] auto find_entry(Map& entries, std::string_view name, dialect d) {
  auto exact = entries.find(std::string(name));
  if (exact != entries.end() || d == dialect::postgres) {
    return exact;
  }
  for (auto entry = entries.begin(); entry != entries.end(); ++entry) {
    if (same_name(entry->first, name, d)) {
      return entry;
    }
  }
  return entries.end();
}

/// The name that a table or column had before a statement renamed it.
template <typename Object>
[[nodiscard]] const std::string& first_name(const Object& o) {
  return o.former.text.empty() ? o.name : o.former.text;
}

[[nodiscard]] const table* find_table(const model& m, std::string_view name, dialect d);
[[nodiscard]] table* find_table(model& m, std::string_view name, dialect d);

/// The key of a trigger. `table_name` may be empty (MySQL, SQLite: names are unique in a schema).
/// Empty when the model does not hold it.
[[nodiscard]] std::string find_trigger(const model& m, std::string_view trigger_name,
                                       std::string_view table_name, dialect d);

/// The table that holds an index of that name (without schema); `table_name` narrows the search
/// when it is not empty. Null when none does.
[[nodiscard]] const table* find_index_table(const model& m, std::string_view index_name,
                                            std::string_view table_name, dialect d);

}  // namespace sluice::schema
