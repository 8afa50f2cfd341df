#pragma once

#include <string>

/// SQL that several catalogue queries of PostgreSQL share.
namespace sluice::postgres {

/// A common table expression `ns (oid, nspname, prefix)`: the user's schemas, with what the model
/// puts before the names in them.
inline constexpr const char* user_schemas = R"(WITH ns AS (
  SELECT oid, nspname,
         CASE WHEN nspname = (pg_catalog.current_schemas(false))[1] THEN '' ELSE nspname || '.' END
           AS prefix
  FROM pg_catalog.pg_namespace
  WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'sluice')) )";

/// True for an object that CREATE EXTENSION made: `catalog` is its system table, `oid` an
/// expression.
[[nodiscard]] inline std::string belongs_to_extension(const std::string& catalog,
                                                      const std::string& oid) {
  return "EXISTS (SELECT 1 FROM pg_catalog.pg_depend e WHERE e.deptype = 'e' AND e.classid = "
         "'pg_catalog." +
         catalog + "'::pg_catalog.regclass AND e.objid = " + oid + ")";
}

}  // namespace sluice::postgres
