#include "lint/rules/rules.hpp"

namespace sluice::lint::catalogue {

const rule release_statement_changes_meaning{
    "release-statement-changes-meaning",
    rule_class::rollback,
    severity::error,
    "A statement of a release still runs, and does something else.",
    "No error tells. A name in a subquery belongs to the tables of the subquery as soon as one of "
    "them has it, and to those around it otherwise; NATURAL JOIN compares whatever columns have "
    "one name; an upsert without a target goes by every key of its table. Told when the statements "
    "of the releases are given with --queries or by a target.",
    {"Call {table}.{column} by another name. Or deploy a release first whose statements say which "
     "table a column is of, and by which columns they join.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, nick text);\n"
     "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);",
     phases::phase::expand, "ALTER TABLE orders ADD COLUMN nick text;",
     "ALTER TABLE orders ADD COLUMN label text;", engine::postgres, "", "",
     "SELECT id FROM users WHERE EXISTS (SELECT 1 FROM orders WHERE user_id = users.id AND nick = "
     "'x');"},
    {"orders", "nick", "", "", ""}};

}  // namespace sluice::lint::catalogue
