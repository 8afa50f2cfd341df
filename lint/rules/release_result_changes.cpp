#include "lint/rules/rules.hpp"

namespace sluice::lint::catalogue {

const rule release_result_changes{
    "release-result-changes",
    rule_class::rollback,
    severity::error,
    "A statement of a release returns other columns from here on.",
    "`SELECT *` and `RETURNING *` return what the table has. Code that takes columns by their "
    "place or counts them fails, and in PostgreSQL every session that has prepared the statement "
    "(\"cached plan must not change result type\"), in a transaction with all that follows. "
    "Elsewhere code that takes columns by their names does not notice; SQL does not tell which "
    "code "
    "that is, so that the gate calls it unsafe, too. Told when the statements of the releases are "
    "given with --queries or by a target.",
    {"Deploy a release first whose statements name the columns that they read. When no session "
     "prepares and no code counts columns, say so:\n"
     "  -- sluice:allow release-result-changes reason=\"columns are read by name\"",
     "Deploy a release first whose statements name the columns that they read, or add the column "
     "INVISIBLE. When no code counts columns, say so:\n"
     "  -- sluice:allow release-result-changes reason=\"columns are read by name\"",
     "Deploy a release first whose statements name the columns that they read. When no code counts "
     "columns, say so:\n"
     "  -- sluice:allow release-result-changes reason=\"columns are read by name\""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, name text);\n"
     "CREATE TABLE orders (id bigint PRIMARY KEY, total int);",
     phases::phase::expand, "ALTER TABLE users ADD COLUMN nick text;",
     "ALTER TABLE orders ADD COLUMN note text;", engine::postgres, "", "",
     "SELECT * FROM users WHERE id = $1;"},
    {"users", "nick", "", "", ""}};

}  // namespace sluice::lint::catalogue
