#pragma once

#include "dialects/engine.hpp"
#include "dialects/schema/model.hpp"
#include "dialects/sql/statement_tree.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

/// What each name of a statement stands for in a model of the schema, without a database. It never
/// guesses: what the text or the model does not tell makes the whole statement unjudged.
namespace sluice::schema {

enum class resolve_outcome {
  resolves,
  fails,    ///< the server refuses it, if the model tells all about the tables that it names
  unjudged  ///< what the statement means cannot be told from here; `reason` says why
};

/// What an INSERT gives a column, or an UPDATE sets it to, as far as the text tells.
enum class given_value {
  constant,       ///< a literal that is not NULL
  null,           ///< NULL
  default_value,  ///< DEFAULT
  any             ///< a parameter, a column, an expression
};

/// What one part of a statement does to the rows of one table or view.
struct table_write {
  std::string table;
  bool inserts = false, updates = false, deletes = false;
  /// A row that is there already is skipped, replaced or updated in place of an error.
  bool handles_conflicts = false;
  bool replaces = false;  ///< by deleting what is in the way
  std::map<std::string, given_value> inserted, updated;
};

/// Compares with the same of another state: equal values mean the same.
struct name_resolution {
  resolve_outcome outcome = resolve_outcome::resolves;
  std::string reason;  ///< why it fails or is unjudged
  std::string object;  ///< of a failure: "users.nick", "users", as far as it has a name
  /// "r users" (rows), "r users.nick", "w users", "w users.nick": of tables and views that the text
  /// names. "v users.nick": of what a view in it is made of.
  std::set<std::string> footprint;
  /// The columns of the result: "nick text"; without the type where it is not a column's, and "?"
  /// for an expression that the server names.
  std::vector<std::string> shape;
  /// Of an INSERT without a list: the columns that its values go to, in order.
  std::vector<std::string> insert_columns;
  /// The keys that decide what an upsert does: "users (nick)".
  std::set<std::string> arbiters;
  std::vector<table_write> writes;
  std::set<std::string> routines;  ///< that it calls, by their last name, in lower case
  std::set<std::string> types;     ///< that it names in casts
  /// SQLite: names in double quotes that are no columns, and so texts.
  std::set<std::string> texts;

  [[nodiscard]] bool reads(const std::string& column) const {
    return footprint.contains("r " + column);
  }
};

[[nodiscard]] name_resolution resolve_names(const sql::statement_tree& statement, const model& m);

}  // namespace sluice::schema
