#include "lint/rules/rules.hpp"

namespace sluice::lint::catalogue {

const rule release_statement_fails{
    "release-statement-fails",
    rule_class::rollback,
    severity::error,
    "A statement of a release fails from here on, although nothing that it names is taken away.",
    "An addition can break, too: a name that stood for one column may then stand for two, an "
    "INSERT without a list of columns gives one value too few (everywhere but in PostgreSQL), "
    "INSERT ... SELECT * and UNION of * one too many. Told when the statements of the releases are "
    "given with --queries or by a target.",
    {"Call {table}.{column} by a name that no table has which old statements join. Or deploy a "
     "release first whose statements say which table a column is of, and name the columns that "
     "they write and read.",
     "Call {table}.{column} by a name that no table has which old statements join, or add it "
     "INVISIBLE where they count columns. Or deploy a release first whose statements say which "
     "table a column is of, and name the columns that they write and read.",
     ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, name text);\n"
     "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);",
     phases::phase::expand, "ALTER TABLE orders ADD COLUMN name text;",
     "ALTER TABLE orders ADD COLUMN buyer_name text;", engine::postgres, "", "",
     "SELECT name FROM users JOIN orders ON user_id = users.id;"},
    {"orders", "name", "", "", ""}};

}  // namespace sluice::lint::catalogue
