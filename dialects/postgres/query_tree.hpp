#pragma once

#include <set>
#include <string_view>
#include <vector>

/// What a stored query (pg_node_tree) says about the tables it uses.
namespace sluice::postgres {

inline constexpr unsigned may_insert = 1, may_select = 2, may_update = 4, may_delete = 8;

/// The attribute number that stands for the whole row, as in row_to_json(t).
inline constexpr int whole_row = 0;

/// The permissions that the query asks for one table; the columns are those it really names.
struct table_permissions {
  unsigned long relation = 0;  ///< oid in pg_class
  unsigned required = 0;
  std::set<int> selected, inserted, updated;  ///< attribute numbers
};

/// One entry for each use of a table, in the order of the text. Where no permission is required
/// (required is 0) the use stands for something else, as the row model of ON CONFLICT does.
[[nodiscard]] std::vector<table_permissions> read_permissions(std::string_view tree);

}  // namespace sluice::postgres
