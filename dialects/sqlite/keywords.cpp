#include "dialects/sql/keywords.hpp"

namespace sluice::sqlite {

namespace {

// Words that fall back to a name in SQLite's own parser are plain here.
// clang-format off
// never a name
constexpr std::string_view reserved[] = {
    "ADD", "ALL", "ALTER", "AND", "AS", "AUTOINCREMENT", "BETWEEN", "CASE", "CHECK", "COLLATE",
    "COMMIT", "CONSTRAINT", "CREATE", "DEFAULT", "DEFERRABLE", "DELETE", "DISTINCT",
    "DROP", "ELSE", "ESCAPE", "EXCEPT", "EXISTS", "FOREIGN", "FROM", "GROUP", "HAVING",
    "IN", "INDEX", "INSERT", "INTERSECT", "INTO", "IS", "ISNULL", "JOIN",
    "LIMIT", "NOT", "NOTHING", "NOTNULL", "NULL", "ON", "OR", "ORDER",
    "PRIMARY", "REFERENCES", "RETURNING", "SELECT", "SET", "TABLE", "THEN", "TO",
    "TRANSACTION", "UNION", "UNIQUE", "UPDATE", "USING", "VALUES", "WHEN", "WHERE",
};
// a value by itself
constexpr std::string_view values[] = {
    "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP",
};
// named by a rule, free as a name
constexpr std::string_view plain[] = {
    "AFTER", "ALWAYS", "ASC", "BEFORE", "BEGIN", "BY", "CASCADE", "CAST", "COLUMN", "CONFLICT", "CROSS",
    "CURRENT",
    "DEFERRED", "DESC", "DO", "EACH", "END", "FILTER", "FIRST", "FOR", "FULL", "GENERATED", "GLOB", "IF",
    "IGNORE", "IMMEDIATE", "INDEXED", "INITIALLY", "INNER", "INSTEAD", "KEY", "LEFT", "LIKE", "MATCH",
    "MATERIALIZED", "NATURAL", "NO", "NULLS", "OF", "OFFSET", "OUTER", "OVER", "PARTITION", "PRAGMA", "RECURSIVE",
    "REGEXP", "RELEASE", "RENAME", "REPLACE", "RESTRICT", "RIGHT", "ROLLBACK", "ROW", "ROWID", "ROWS",
    "SAVEPOINT", "STORED", "STRICT", "TEMP", "TEMPORARY", "TRIGGER", "VIEW", "VIRTUAL", "WINDOW",
    "WITH", "WITHOUT",
};
// clang-format on

}  // namespace

sql::word_lists keyword_lists() {
  return {.reserved = reserved,
          .values = values,
          .callable = {},
          .plain = plain,
          .strings_as_names = true,
          .strings_as_labels = true};
}

}  // namespace sluice::sqlite
