#pragma once

#include <string>

namespace sluice::mysql {

/// A condition for information_schema: tables of the database connected to, without Sluice's own.
/// `schema` and `table` are the columns that hold the names.
///
/// In joins, too, each table's own schema is compared with DATABASE(), and what is joined by LEFT
/// JOIN is DISTINCT before it: MariaDB opens the tables of all databases otherwise.
[[nodiscard]] inline std::string own_tables(const std::string& schema, const std::string& table) {
  return schema + " = DATABASE() AND LEFT(" + table + ", 7) <> 'sluice_'";
}

}  // namespace sluice::mysql
