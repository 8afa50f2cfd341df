#pragma once

#include "dialects/schema/model.hpp"
#include "dialects/schema/names.hpp"

#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The names that one part of a statement can see. Private to resolve_names().
namespace sluice::schema {

/// Why the reading ends before the statement does.
struct resolving_ends : std::exception {
  resolving_ends(bool failure, std::string why, std::string about)
      : fails(failure), reason(std::move(why)), object(std::move(about)) {}
  bool fails;
  std::string reason, object;
};
[[noreturn]] void resolution_fails(std::string why, std::string about = {});
[[noreturn]] void not_judged(std::string why);

/// A column that can be named. One that USING has merged stands for several.
struct visible_column {
  std::string name;                  ///< "?": the server gives it one
  std::string type;                  ///< empty: not a column's own
  std::vector<std::string> sources;  ///< "users.nick"; none for what a subquery computes
  bool in_star = true;               ///< false for what only its name shows (INVISIBLE, rowid)
  bool system = false;               ///< hidden by any other column of its name
};

/// One entry of a FROM: a table, a view, a subquery, a function.
struct range {
  std::string alias;
  std::string schema;  ///< as it was written, for names that say it
  std::string key;     ///< the model's name of the table or view; empty for all else
  std::vector<visible_column> columns;
  std::string open;  ///< why there may be more columns than these; empty when there are not
};

/// Tables that are joined, as one list of columns.
struct joined {
  std::vector<range> ranges;
  std::vector<visible_column> columns;
};

/// An output column that a clause may call by its alias.
struct output_name {
  std::string name;
  bool plain = false;                ///< it is a column
  std::vector<std::string> sources;  ///< then what it stands for
};

struct scope {
  const scope* outer = nullptr;
  joined tables;
  std::vector<output_name> outputs;
  bool outputs_known = true;
};

}  // namespace sluice::schema
