#include "dialects/sql/keywords.hpp"

namespace sluice::mysql {

namespace {

// Words that MySQL and MariaDB both reserve; what only one of them reserves is still a name here.
// clang-format off
// never a name
constexpr std::string_view reserved[] = {
    "ADD", "ALL", "ALTER", "ANALYZE", "AND", "AS", "ASC", "BEFORE", "BETWEEN", "BOTH", "BY",
    "CASCADE", "CASE", "CHANGE", "CHECK", "COLLATE", "COLUMN", "CONDITION", "CONSTRAINT",
    "CONTINUE", "CREATE", "CROSS", "CURSOR", "DATABASES", "DECLARE", "DELAYED", "DELETE", "DESC",
    "DESCRIBE", "DETERMINISTIC", "DISTINCT", "DISTINCTROW", "DIV", "DROP", "EACH", "ELSE",
    "ELSEIF", "ENCLOSED", "ESCAPED", "EXCEPT", "EXISTS", "EXIT", "EXPLAIN", "FETCH", "FOR",
    "FORCE", "FOREIGN", "FROM", "FULLTEXT", "GRANT", "GROUP", "HAVING", "HIGH_PRIORITY", "IGNORE",
    "IN", "INDEX", "INFILE", "INNER", "INOUT", "INTERSECT", "INTO", "IS", "ITERATE", "JOIN",
    "KEY", "KEYS", "KILL", "LATERAL", "LEADING", "LEAVE", "LIKE", "LIMIT", "LINES", "LOAD",
    "LOCK", "LOOP", "LOW_PRIORITY", "MATCH", "MODIFIES", "NATURAL", "NOT", "NULL", "ON",
    "OPTIMIZE", "OPTION", "OPTIONALLY", "OR", "ORDER", "OUT", "OUTER", "OUTFILE", "OVER",
    "PARTITION", "PRECISION", "PRIMARY", "PROCEDURE", "PURGE", "QUALIFY", "READ", "READS", "RECURSIVE",
    "REFERENCES", "REGEXP", "RELEASE", "RENAME", "REQUIRE", "RESIGNAL", "RESTRICT", "RETURN",
    "REVOKE", "RLIKE", "SELECT", "SEPARATOR", "SET", "SHOW", "SIGNAL", "SPATIAL",
    "SPECIFIC", "SQLEXCEPTION", "SQLSTATE", "SQLWARNING", "SQL_BIG_RESULT",
    "SQL_BUFFER_RESULT", "SQL_CACHE", "SQL_CALC_FOUND_ROWS", "SQL_NO_CACHE",
    "SQL_SMALL_RESULT", "STARTING", "STRAIGHT_JOIN", "TABLE", "TERMINATED", "THEN", "TO",
    "TRAILING", "TRIGGER", "UNDO", "UNION", "UNIQUE", "UNLOCK", "UNSIGNED", "UPDATE", "USAGE",
    "USE", "USING", "VARYING", "WHEN", "WHERE", "WHILE", "WINDOW", "WITH", "WRITE", "XOR",
    "ZEROFILL",
};
// a value by itself
constexpr std::string_view values[] = {
    "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "CURRENT_USER", "FALSE", "LOCALTIME",
    "LOCALTIMESTAMP", "TRUE", "UTC_DATE", "UTC_TIME", "UTC_TIMESTAMP",
};
// functions and types
constexpr std::string_view callable[] = {
    "BINARY", "CHAR", "CHARACTER", "CONVERT", "DATABASE", "DEFAULT", "DOUBLE",
    "IF", "INSERT", "INTERVAL", "LEFT", "MOD", "NCHAR", "REPEAT", "REPLACE", "RIGHT", "SCHEMA",
    "VALUES",
};
// named by a rule, free as a name
constexpr std::string_view plain[] = {
    "AFTER", "ALGORITHM", "ALWAYS", "ANY", "ASCII", "AT", "ATOMIC", "AUTO_INCREMENT", "BEGIN", "BYTE", "CASCADED", "CAST",
    "CHARSET", "COLUMN_FORMAT", "COMMENT", "COMMIT", "COMPRESSED", "CONCURRENTLY", "CURRENT", "DATA", "DEFINER",
    "DO", "DUPLICATE", "END", "ENFORCED", "ENGINE_ATTRIBUTE", "ENUM", "ESCAPE", "EVENT",
    "EXECUTE", "FILTER", "FIRST", "FULL", "FUNCTION", "GENERATED", "IGNORED", "IMMEDIATE", "INVISIBLE",
    "LANGUAGE", "LONG", "MEMBER", "MODIFY", "NATIONAL", "NO", "NULLS", "OF", "OFFSET", "ONLY",
    "PERSISTENT", "QUICK", "RETURNING", "RETURNS", "ROLLBACK", "ROW", "ROWS", "SAVEPOINT", "SECONDARY_ENGINE_ATTRIBUTE", "SECURITY",
    "SEQUENCE", "SHARE", "SIGNED", "SOME", "SOUNDS", "SQL", "SRID", "START", "STATEMENT", "STORAGE",
    "STORED", "TABLES", "TABLESAMPLE", "TABLESPACE", "TEMPORARY", "TIME", "TIMESTAMP", "TYPE", "UNICODE", "VALIDATE", "VALUE", "VIEW",
    "VIRTUAL", "VISIBLE", "WITHIN", "WITHOUT", "WORK", "ZONE",
};
// clang-format on

}  // namespace

sql::word_lists keyword_lists() {
  return {.reserved = reserved,
          .values = values,
          .callable = callable,
          .plain = plain,
          .strings_as_labels = true};
}

}  // namespace sluice::mysql
