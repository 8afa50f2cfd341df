#include "dialects/sql/keywords.hpp"

namespace sluice::postgres {

namespace {

// The classes of PostgreSQL's own keyword list (pg_get_keywords()).
// clang-format off
// never a name
constexpr std::string_view reserved[] = {
    "ALL", "ANALYSE", "ANALYZE", "AND", "AS", "ASC", "ASYMMETRIC", "BOTH", "CASE", "CHECK",
    "COLLATE", "COLUMN", "CONSTRAINT", "CREATE", "DEFAULT", "DEFERRABLE", "DESC", "DISTINCT",
    "DO", "ELSE", "END", "EXCEPT", "FETCH", "FOR", "FOREIGN", "FROM", "GRANT", "GROUP", "HAVING",
    "IN", "INITIALLY", "INTERSECT", "INTO", "LATERAL", "LEADING", "LIMIT", "NOT", "NULL",
    "OFFSET", "ON", "ONLY", "OR", "ORDER", "PLACING", "PRIMARY", "REFERENCES", "RETURNING",
    "SELECT", "SYMMETRIC", "TABLE", "THEN", "TO", "TRAILING", "UNION", "UNIQUE", "USING",
    "VARIADIC", "WHEN", "WHERE", "WINDOW", "WITH",
};
// a value by itself
constexpr std::string_view values[] = {
    "CURRENT_CATALOG", "CURRENT_DATE", "CURRENT_ROLE", "CURRENT_SCHEMA", "CURRENT_TIME",
    "CURRENT_TIMESTAMP", "CURRENT_USER", "FALSE", "LOCALTIME", "LOCALTIMESTAMP", "SESSION_USER",
    "TRUE", "USER",
};
// functions and types
constexpr std::string_view callable[] = {
    "ANY", "ARRAY", "AUTHORIZATION", "BINARY", "CAST", "COLLATION", "CONCURRENTLY", "CROSS",
    "FREEZE", "FULL", "ILIKE", "INNER", "IS", "ISNULL", "JOIN", "LEFT", "LIKE", "NATURAL",
    "NOTNULL", "OUTER", "OVERLAPS", "RIGHT", "SIMILAR", "SOME", "TABLESAMPLE", "VERBOSE",
};
// named by a rule, free as a name
constexpr std::string_view plain[] = {
    "ADD", "AFTER", "ALTER", "ALWAYS", "AT", "ATOMIC", "BEFORE", "BEGIN", "BETWEEN", "BY",
    "CASCADE", "CASCADED", "CHAR", "CHARACTER", "COLUMNS", "COMMENT", "COMMIT", "COMPRESSION",
    "CONFLICT", "CURRENT", "DATA", "DEFERRED", "DELETE", "DOUBLE", "DROP", "EACH", "ENFORCED",
    "ESCAPE", "EVENT", "EXCLUDE", "EXECUTE", "EXISTS", "FILTER", "FIRST", "FORCE", "FUNCTION",
    "GENERATED", "IDENTITY", "IF", "IMMEDIATE", "INCLUDE", "INDEX", "INHERITS", "INSERT",
    "INSTEAD", "INTERVAL", "KEY", "LANGUAGE", "LOCK", "MATCH", "MATERIALIZED", "MERGE", "NATIONAL",
    "NCHAR", "NO", "NOTHING", "NULLS", "OF", "OPERATOR", "OVER", "OVERRIDING", "OWNER", "PARTITION",
    "PRECISION", "PROCEDURE", "RECURSIVE", "REFERENCING", "RELEASE", "RENAME", "REPLACE",
    "RESTART", "RESTRICT", "RETURN", "RETURNS", "ROLLBACK", "ROW", "ROWS", "SAVEPOINT", "SCHEMA",
    "SECURITY", "SEQUENCE", "SET", "SETOF", "SHARE", "SQL", "START", "STATEMENT", "STORAGE",
    "STORED", "STRICT", "TABLESPACE", "TEMP", "TEMPORARY", "TIME", "TIMESTAMP", "TRIGGER", "TYPE",
    "UNLOGGED", "UPDATE", "VALID", "VALIDATE", "VALUE", "VALUES", "VARYING", "VIEW", "WITHIN",
    "WITHOUT", "WORK", "ZONE",
};
// clang-format on

}  // namespace

sql::word_lists keyword_lists() {
  return {.reserved = reserved, .values = values, .callable = callable, .plain = plain};
}

}  // namespace sluice::postgres
