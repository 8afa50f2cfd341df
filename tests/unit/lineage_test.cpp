#include "phases/lineage.hpp"

#include <catch2/catch.hpp>

namespace sluice::phases {

namespace {

schema::definitions shop() {
  schema::definitions all{{"table", "", "users", {}},
                          {"column", "users", "id", {{"place", "0"}}},
                          {"column", "users", "name", {{"place", "1"}}},
                          {"column", "users", "nick", {{"place", "2"}}},
                          {"routine", "", "tidy()", {{"body", "DELETE FROM users"}}}};
  schema::sort_definitions(all);
  return all;
}

/// "users.nick certain", a line each.
std::string after(const std::string& script, dialect d = dialect::sqlite) {
  lineage names(shop(), d);
  const text::source file("script", script);
  for (const sql::parsed_statement& s : sql::parse(file, d).statements) names.apply(s, file);
  std::string out;
  for (const upheaval& u : names.upheavals()) {
    out += u.table + (u.column.empty() ? "" : "." + u.column);
    out += u.how == upheaval::extent::rows_only  ? " rows\n"
           : u.how == upheaval::extent::possible ? " possible\n"
                                                 : " certain\n";
  }
  return out;
}

}  // namespace

TEST_CASE("names that stay what they were are no upheaval", "[lineage]") {
  CHECK(after("").empty());
  CHECK(after("ALTER TABLE users ADD COLUMN age int; ALTER TABLE users DROP COLUMN nick;").empty());
  CHECK(after("ALTER TABLE users RENAME COLUMN nick TO x; ALTER TABLE users RENAME COLUMN x TO "
              "nick;")
            .empty());
  CHECK(after("ALTER TABLE users RENAME TO people; ALTER TABLE people RENAME TO users;").empty());
}

TEST_CASE("a column that takes another's name, and one that is made anew", "[lineage]") {
  CHECK(after("ALTER TABLE users DROP COLUMN nick; ALTER TABLE users ADD COLUMN nick text;") ==
        "users.nick certain\n");
  CHECK(
      after("ALTER TABLE users DROP COLUMN nick; ALTER TABLE users RENAME COLUMN name TO nick;") ==
      "users.nick possible\n");
}

TEST_CASE("a table that is made anew is followed when all rows are copied", "[lineage]") {
  const std::string made = "CREATE TABLE fresh (id int, name text, nick text);";
  const std::string swap = "DROP TABLE users; ALTER TABLE fresh RENAME TO users;";
  CHECK(after(made + swap) == "users certain\n");
  CHECK(after(made + "INSERT INTO fresh SELECT * FROM users;" + swap).empty());
  CHECK(after(made + "INSERT INTO fresh (nick, name, id) SELECT nick, name, id FROM users;" + swap)
            .empty());
  CHECK(after(made + "INSERT INTO fresh SELECT id, nick, name FROM users;" + swap) ==
        "users.name possible\nusers.nick possible\n");
  CHECK(after(made + "INSERT INTO fresh SELECT * FROM users WHERE id > 1;" + swap) ==
        "users possible\n");
  CHECK(after(made + "INSERT INTO fresh SELECT id, upper(name), nick FROM users;" + swap) ==
        "users possible\n");
}

TEST_CASE("rows and values that a step changes", "[lineage]") {
  CHECK(after("UPDATE users SET nick = 'x';") == "users.nick rows\n");
  CHECK(after("DELETE FROM users WHERE id = 1;") == "users rows\n");
  CHECK(after("ALTER TABLE users ALTER COLUMN nick TYPE text USING upper(nick);",
              dialect::postgres) == "users.nick rows\n");
  CHECK(after("WITH gone AS (DELETE FROM users RETURNING id) SELECT count(*) FROM gone;",
              dialect::postgres) == "users rows\n");
  CHECK(after("SELECT tidy();", dialect::postgres) == "users rows\n");
  CHECK(after("INSERT INTO users (id) VALUES (1);").empty());
}

}  // namespace sluice::phases
