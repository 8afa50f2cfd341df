#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

/// A schema as its engine defines it, to the last attribute: where the model says that a column has
/// a default, its definition says which. Only comparisons are made with them.
namespace sluice::schema {

/// An object, or a part of a table or view. What a fact holds is the engine's own text; a fact that
/// does not apply is absent.
///
/// | kind | facts |
/// |---|---|
/// | table | options (decide what may be written), rows (decide what is seen) |
/// | column | type, collation, not null, default, generated, identity, on update, invisible, place
/// | | unique (also primary keys and exclusions) | key, columns, expression, null rows | | check |
/// definition, columns, not valid | | foreign key | definition, columns, parent, parent columns, on
/// delete, on update | | index | key, expression, full text | | trigger | events, timing, when,
/// body, function, definition | | view, routine, type, sequence, rule, policy | definition; of a
/// type: labels |
struct definition {
  std::string kind;
  std::string table;  ///< the model's name of the table or view that it is a part of
  std::string name;   ///< of a table or another whole object: the model's name
  std::map<std::string, std::string> facts;

  /// Empty when it does not have the fact.
  [[nodiscard]] std::string fact(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;
  friend bool operator==(const definition&, const definition&) = default;
};

/// Sorted by kind, table and name.
using definitions = std::vector<definition>;

void sort_definitions(definitions& all);

/// Null when there is none.
[[nodiscard]] const definition* find_definition(const definitions& all, std::string_view kind,
                                                std::string_view table, std::string_view name);

/// Names in one fact are separated by line feeds, which no column's name holds in practice; one
/// that does only leads to a comparison that fails.
[[nodiscard]] std::vector<std::string> names_in(std::string_view fact);
[[nodiscard]] std::string join_names(const std::vector<std::string>& names);

/// One line each, equal for equal definitions.
[[nodiscard]] std::string write_definitions(const definitions& all);
/// Throws std::runtime_error for a text that write_definitions() did not write.
[[nodiscard]] definitions read_definitions(std::string_view text);

}  // namespace sluice::schema
