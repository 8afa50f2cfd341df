#include "dialects/schema/resolve.hpp"

#include "dialects/schema/effect.hpp"

#include <catch2/catch.hpp>

using sluice::dialect;
using sluice::schema::given_value;
using sluice::schema::name_resolution;
using sluice::schema::resolve_outcome;
using entries = std::set<std::string>;
using names = std::vector<std::string>;

namespace {

sluice::schema::model model_of(std::string_view sql, dialect d) {
  const sluice::text::source file("schema.sql", std::string(sql));
  sluice::schema::model m;
  for (const auto& s : sluice::sql::parse(file, d).statements)
    static_cast<void>(sluice::schema::fold(m, s, file, d));
  return m;
}

constexpr std::string_view shop =
    "CREATE TABLE users (id bigint PRIMARY KEY, name varchar(40) NOT NULL, nick varchar(40), "
    "CONSTRAINT one_nick UNIQUE (nick));"
    "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, note varchar(40));";

name_resolution resolve(std::string_view sql, std::string_view more = "",
                        dialect d = dialect::postgres) {
  const std::string schema = std::string(shop) + std::string(more);
  return sluice::schema::resolve_names(sluice::sql::read_statement_tree(sql, d),
                                       model_of(schema, d));
}

}  // namespace

TEST_CASE("a column of a subquery that is gone is taken from the query around it") {
  const std::string sql =
      "SELECT id FROM users WHERE id IN (SELECT user_id FROM orders WHERE note "
      "= 'x')";
  const auto before = resolve(sql);
  CHECK(before.footprint ==
        entries{"r orders", "r orders.note", "r orders.user_id", "r users", "r users.id"});
  const auto after = resolve(sql,
                             "ALTER TABLE orders DROP COLUMN note;"
                             "ALTER TABLE users ADD COLUMN note text;");
  CHECK(after.outcome == resolve_outcome::resolves);
  CHECK(after.footprint ==
        entries{"r orders", "r orders.user_id", "r users", "r users.id", "r users.note"});
}

TEST_CASE("a new column makes a name ambiguous") {
  const std::string sql = "SELECT name FROM users JOIN orders ON user_id = users.id";
  CHECK(resolve(sql).outcome == resolve_outcome::resolves);
  const auto after = resolve(sql, "ALTER TABLE orders ADD COLUMN name text;");
  CHECK(after.outcome == resolve_outcome::fails);
  CHECK(after.reason == "the column name is ambiguous: it may be users.name or orders.name");
}

TEST_CASE("where positional values go") {
  const std::string sql = "INSERT INTO orders VALUES (1, 2, 'x')";
  CHECK(resolve(sql).insert_columns == names{"id", "user_id", "note"});
  const std::string wider = "ALTER TABLE orders ADD COLUMN total int;";
  CHECK(resolve(sql, wider).outcome == resolve_outcome::resolves);
  for (const dialect d : {dialect::mysql, dialect::sqlite}) {
    const auto refused = resolve(sql, wider, d);
    CHECK(refused.outcome == resolve_outcome::fails);
    CHECK(refused.reason == "it gives 3 values for 4 columns of orders");
  }
}

TEST_CASE("a star stands for all columns, in their order") {
  CHECK(resolve("SELECT * FROM orders").shape ==
        names{"id bigint", "user_id bigint", "note character varying(40)"});
  CHECK(resolve("SELECT o.*, 1 AS one FROM orders o", "ALTER TABLE orders ADD COLUMN total int;")
            .shape ==
        names{"id bigint", "user_id bigint", "note character varying(40)", "total integer", "one"});
}

TEST_CASE("an upsert names the key that decides") {
  const std::string sql =
      "INSERT INTO users (id, name, nick) VALUES (1, 'a', 'b') ON CONFLICT "
      "(nick) DO UPDATE SET name = excluded.name";
  CHECK(resolve(sql).arbiters == entries{"users (nick)"});
  const auto lost = resolve(sql, "ALTER TABLE users DROP CONSTRAINT one_nick;");
  CHECK(lost.outcome == resolve_outcome::fails);
  CHECK(lost.reason == "no key of users is on (nick) alone");
  CHECK(resolve("REPLACE INTO users (id, name) VALUES (1, 'a')", "", dialect::mysql).arbiters ==
        entries{"users (id)", "users (nick)"});
}

TEST_CASE("what an INSERT gives to which column") {
  const auto r = resolve("INSERT INTO users (id, name, nick) VALUES (1, NULL, $1), (2, NULL, 'x')");
  REQUIRE(r.writes.size() == 1);
  const auto& given = r.writes.front().inserted;
  CHECK(given.at("id") == given_value::constant);
  CHECK(given.at("name") == given_value::null);
  CHECK(given.at("nick") == given_value::any);
}

TEST_CASE("a view keeps the columns that it was made with, in PostgreSQL and MySQL") {
  const std::string more =
      "CREATE VIEW v AS SELECT * FROM orders;"
      "ALTER TABLE orders ADD COLUMN total int;";
  CHECK(resolve("SELECT * FROM v", more).shape.size() == 3);
  CHECK(resolve("SELECT * FROM v", more, dialect::mysql).shape.size() == 3);
  CHECK(resolve("SELECT * FROM v", more, dialect::sqlite).shape.size() == 4);
}

TEST_CASE("MySQL: a view of what is gone fails the statements that read it") {
  const auto r = resolve("SELECT note FROM v",
                         "CREATE VIEW v AS SELECT note FROM orders;"
                         "ALTER TABLE orders RENAME COLUMN note TO words;",
                         dialect::mysql);
  CHECK(r.outcome == resolve_outcome::fails);
  CHECK(r.reason == "the view v fails: there is no column orders.note");
}

TEST_CASE("SQLite: a name in double quotes that is no column is a text") {
  const auto r = resolve("SELECT \"words\" FROM orders", "", dialect::sqlite);
  CHECK(r.outcome == resolve_outcome::resolves);
  CHECK(r.texts == entries{"words"});
}

TEST_CASE("what cannot be told is not guessed") {
  for (const char* sql :
       {"SELECT value FROM jsonb_array_elements($1)", "SELECT id FROM users, f(1)",
        "SELECT relname FROM pg_class", "CALL f()", "SELECT 1; SELECT 2", "SELECT (",
        "INSERT INTO users (id) VALUES (1) ON CONFLICT (lower(nick)) DO NOTHING"}) {
    INFO(sql);
    const auto r = resolve(sql);
    CHECK(r.outcome == resolve_outcome::unjudged);
    CHECK(r.reason != "");
  }
}
