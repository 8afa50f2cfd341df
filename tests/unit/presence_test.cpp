#include "tests/unit/describe_effects.hpp"

#include <catch2/catch.hpp>

using namespace sluice;

namespace {

using enum schema::presence;

struct row {
  dialect d;
  const char* sql;
  schema::presence state;
  bool repeatable;
  const char* evidence;
};

const char* const live =
    "CREATE TABLE users (id int PRIMARY KEY, name varchar(20) NOT NULL, nick text DEFAULT 'x');"
    "CREATE TABLE orders (id int PRIMARY KEY);"
    "CREATE INDEX by_name ON users (name);"
    "CREATE VIEW names AS SELECT name FROM users;";

schema::model live_model(dialect d) {
  std::string sql = live;
  switch (d) {
    case dialect::postgres:
      sql +=
          "ALTER TABLE users ADD CONSTRAINT short CHECK (length(name) < 9) NOT VALID;"
          "ALTER TABLE users ADD CONSTRAINT old CHECK (length(name) < 9);"
          "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;"
          "CREATE TRIGGER tr BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f();"
          "CREATE INDEX CONCURRENTLY half ON users (nick);";
      break;
    case dialect::mysql:
      sql +=
          "ALTER TABLE users ADD UNIQUE KEY one_name (name);"
          "CREATE FUNCTION f() RETURNS int DETERMINISTIC RETURN 1;"
          "CREATE TRIGGER tr BEFORE INSERT ON users FOR EACH ROW SET NEW.nick = 'x';";
      break;
    case dialect::sqlite:
      sql += "CREATE TRIGGER tr AFTER INSERT ON users BEGIN SELECT 1; END;";
      break;
  }
  schema::model m = test::fold_text("", sql, d).after;
  if (d == dialect::postgres) m.tables.at("users").indexes.at("half").valid = false;
  return m;
}

void check_row(const row& r) {
  CAPTURE(dialect_name(r.d), r.sql);
  const text::source file("x.sql", r.sql);
  const sql::script script = sql::parse(file, r.d);
  REQUIRE(script.statements.size() == 1);
  const schema::presence_report found =
      schema::find_presence(live_model(r.d), script.statements[0], file, r.d);
  CHECK(static_cast<int>(found.state) == static_cast<int>(r.state));
  CHECK(found.repeatable == r.repeatable);
  CHECK(found.evidence == r.evidence);
}

constexpr dialect pg = dialect::postgres;
constexpr dialect my = dialect::mysql;
constexpr dialect lite = dialect::sqlite;

}  // namespace

TEST_CASE("presence of tables", "[presence]") {
  const row rows[] = {
      {pg, "CREATE TABLE t (a int)", absent, false, "table t does not exist"},
      {pg, "CREATE TABLE IF NOT EXISTS t (a int)", absent, true, "table t does not exist"},
      {pg, "CREATE TABLE orders (id int)", present, false,
       "table orders with the columns of the statement exists"},
      {my, "CREATE TABLE IF NOT EXISTS Orders (ID int)", present, true,
       "table Orders with the columns of the statement exists"},
      {pg, "CREATE TABLE orders (key int)", unknown, false,
       "table orders exists but is another one: it lacks key and it has id beside"},
      {pg, "CREATE TABLE orders AS SELECT 1", present, false, "table orders exists"},
      {pg, "CREATE TEMP TABLE t (a int)", absent, true, "a temporary table ends with its session"},
      {pg, "DROP TABLE orders", absent, false, "table orders still exists"},
      {pg, "DROP TABLE t", present, false, "table t does not exist any more"},
      {lite, "DROP TABLE IF EXISTS t", present, true, "table t does not exist any more"},
      {pg, "DROP TABLE orders, t", partial, false,
       "table orders still exists; table t does not exist any more"},
      {pg, "ALTER TABLE users RENAME TO people", absent, false,
       "table users exists and people does not"},
      {pg, "ALTER TABLE persons RENAME TO users", present, false,
       "table users exists and persons does not"},
      {pg, "ALTER TABLE users RENAME TO orders", unknown, false,
       "both table users and orders exist"},
      {pg, "ALTER TABLE a RENAME TO b", unknown, false, "neither table a nor b exists"},
      {my, "RENAME TABLE users TO people", absent, false, "table users exists and people does not"},
      {my, "RENAME TABLE persons TO users, x TO orders", present, false,
       "table users exists and persons does not; table orders exists and x does not"},
  };
  for (const row& r : rows) check_row(r);
}

TEST_CASE("presence of columns", "[presence]") {
  const row rows[] = {
      {pg, "ALTER TABLE users ADD COLUMN a int", absent, false, "column users.a does not exist"},
      {pg, "ALTER TABLE users ADD COLUMN IF NOT EXISTS a int", absent, true,
       "column users.a does not exist"},
      {my, "ALTER TABLE users ADD COLUMN NICK text", present, false, "column users.NICK exists"},
      {pg, "ALTER TABLE users ADD COLUMN a int, ADD COLUMN nick text", partial, false,
       "column users.a does not exist; column users.nick exists"},
      {pg, "ALTER TABLE users DROP COLUMN nick", absent, false, "column users.nick still exists"},
      {pg, "ALTER TABLE users DROP COLUMN IF EXISTS a", present, true,
       "column users.a does not exist any more"},
      {lite, "ALTER TABLE users RENAME COLUMN nick TO handle", absent, false,
       "column users.nick exists and users.handle does not"},
      {lite, "ALTER TABLE users RENAME COLUMN handle TO nick", present, false,
       "column users.nick exists and users.handle does not"},
      {pg, "ALTER TABLE users RENAME COLUMN nick TO name", unknown, false,
       "both column users.nick and users.name exist"},
      {my, "ALTER TABLE users CHANGE handle nick text", present, false,
       "column users.nick exists and users.handle does not"},
      {pg, "ALTER TABLE users ALTER name SET NOT NULL", present, true,
       "column users.name is NOT NULL"},
      {pg, "ALTER TABLE users ALTER nick SET NOT NULL", absent, true,
       "column users.nick takes NULL"},
      {pg, "ALTER TABLE users ALTER name DROP NOT NULL", absent, true,
       "column users.name is NOT NULL"},
      {pg, "ALTER TABLE users ALTER a DROP NOT NULL", unknown, false,
       "column users.a does not exist"},
      {pg, "ALTER TABLE users ALTER name SET DEFAULT 'x'", absent, true,
       "column users.name has no default"},
      {pg, "ALTER TABLE users ALTER nick SET DEFAULT 'y'", unknown, true,
       "column users.nick has a default, perhaps the former one"},
      {my, "ALTER TABLE users ALTER nick DROP DEFAULT", absent, true,
       "column users.nick has a default"},
      {pg, "ALTER TABLE users ALTER name DROP DEFAULT", present, true,
       "column users.name has no default"},
      {pg, "ALTER TABLE users ALTER name TYPE text", absent, true,
       "column users.name has the type character varying(20)"},
      {pg, "ALTER TABLE users ALTER name TYPE character varying(20)", present, true,
       "column users.name has the type character varying(20)"},
      {pg, "ALTER TABLE users ALTER a TYPE text", unknown, false, "column users.a does not exist"},
      {my, "ALTER TABLE users MODIFY name varchar(20) NOT NULL", present, true,
       "column users.name is varchar(20) not null"},
      {my, "ALTER TABLE users MODIFY nick text NOT NULL", absent, true,
       "column users.nick is text with a default"},
      {my, "ALTER TABLE users MODIFY a int", unknown, false, "column users.a does not exist"},
      {pg, "ALTER TABLE never ADD COLUMN a int", unknown, false, "table never does not exist"},
      {pg, "ALTER TABLE IF EXISTS never ADD COLUMN a int", unknown, true,
       "table never does not exist"},
      {pg, "ALTER TABLE names ADD COLUMN a int", unknown, false, "names is a view"},
  };
  for (const row& r : rows) check_row(r);
}

TEST_CASE("presence of constraints and indexes", "[presence]") {
  const row rows[] = {
      {pg, "ALTER TABLE users ADD CONSTRAINT short CHECK (true)", present, false,
       "constraint short on users exists"},
      {pg, "ALTER TABLE users ADD CONSTRAINT c UNIQUE (name)", absent, false,
       "constraint c on users does not exist"},
      {pg, "ALTER TABLE users ADD UNIQUE (name)", unknown, false,
       "the constraint on users has no name in the statement"},
      {pg, "ALTER TABLE users ADD PRIMARY KEY (name)", present, false,
       "a primary key of users exists"},
      {pg, "ALTER TABLE users VALIDATE CONSTRAINT short", absent, true,
       "constraint short is not valid yet"},
      {pg, "ALTER TABLE users VALIDATE CONSTRAINT old", present, true, "constraint old is valid"},
      {pg, "ALTER TABLE users VALIDATE CONSTRAINT c", unknown, false,
       "constraint c on users does not exist"},
      {pg, "ALTER TABLE users DROP CONSTRAINT short", absent, false,
       "constraint short on users still exists"},
      {pg, "ALTER TABLE users DROP CONSTRAINT IF EXISTS c", present, true,
       "constraint c on users does not exist any more"},
      {my, "ALTER TABLE users DROP PRIMARY KEY", absent, false,
       "the primary key of users still exists"},
      {my, "ALTER TABLE users ADD INDEX by_name (name)", present, false,
       "index by_name on users exists"},
      {my, "ALTER TABLE users ADD UNIQUE KEY one_name (name)", present, false,
       "constraint one_name on users exists"},
      {my, "ALTER TABLE users ADD INDEX (nick)", unknown, false,
       "the index on users has no name in the statement"},
      {my, "ALTER TABLE users DROP INDEX by_name", absent, false,
       "index by_name on users still exists"},
      {my, "ALTER TABLE users ENCRYPTION='Y'", unknown, false,
       "what ENCRYPTION sets on users is not looked at"},
      {pg, "ALTER TABLE users ENABLE ROW LEVEL SECURITY", unknown, false,
       "the action ENABLE ROW LEVEL SECURITY on users is not understood"},
      {pg, "CREATE INDEX i ON users (name)", absent, false, "index i does not exist"},
      {pg, "CREATE INDEX IF NOT EXISTS by_name ON users (name)", present, true,
       "index by_name on users exists"},
      {pg, "CREATE INDEX CONCURRENTLY half ON users (nick)", partial, false,
       "index half exists but is invalid: its build did not finish"},
      {pg, "CREATE INDEX ON users (name)", unknown, false,
       "the index has no name in the statement"},
      {pg, "DROP INDEX by_name", absent, false, "index by_name still exists"},
      {pg, "DROP INDEX IF EXISTS i", present, true, "index i does not exist any more"},
      {pg, "DROP INDEX CONCURRENTLY half", partial, true, "index half still exists but is invalid"},
      {pg, "DROP INDEX by_name, i", partial, false,
       "index by_name still exists; index i does not exist any more"},
      {my, "DROP INDEX by_name ON orders", present, false, "index by_name does not exist any more"},
  };
  for (const row& r : rows) check_row(r);
}

TEST_CASE("presence of views, routines and triggers", "[presence]") {
  const row rows[] = {
      {pg, "CREATE VIEW v AS SELECT 1", absent, false, "view v does not exist"},
      {pg, "CREATE VIEW names AS SELECT 1", present, false, "view names exists"},
      {lite, "CREATE VIEW IF NOT EXISTS names AS SELECT 1", present, true, "view names exists"},
      {my, "CREATE OR REPLACE VIEW names AS SELECT 1", unknown, true,
       "view names exists, but may be the replaced one"},
      {my, "CREATE OR REPLACE VIEW v AS SELECT 1", absent, true, "view v does not exist"},
      {pg, "DROP VIEW names", absent, false, "view names still exists"},
      {pg, "DROP VIEW names, v", partial, false,
       "view names still exists; view v does not exist any more"},
      {pg, "DROP VIEW IF EXISTS v", present, true, "view v does not exist any more"},
      {pg, "CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1'", absent, false,
       "routine g does not exist"},
      {pg,
       "CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; "
       "END $$",
       present, true, "routine f exists with this body"},
      {pg, "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", unknown, true,
       "routine f exists with another body"},
      {pg, "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'", unknown, false,
       "routine f exists with another body"},
      {my, "CREATE FUNCTION f() RETURNS int DETERMINISTIC RETURN 2", present, false,
       "routine f exists"},
      {pg, "DROP FUNCTION f()", unknown, false, "routine f exists, but may be another overload"},
      {my, "DROP FUNCTION f", absent, false, "routine f still exists"},
      {pg, "DROP FUNCTION IF EXISTS g()", present, true, "routine g does not exist any more"},
      {pg, "CREATE TRIGGER x BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f()", absent,
       false, "trigger x on users does not exist"},
      {pg, "CREATE TRIGGER tr BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f()", present,
       false, "trigger tr on users exists"},
      {pg, "CREATE OR REPLACE TRIGGER tr BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f()",
       unknown, true, "trigger tr on users exists, but may be the replaced one"},
      {lite, "CREATE TRIGGER IF NOT EXISTS tr AFTER INSERT ON users BEGIN SELECT 1; END", present,
       true, "trigger tr on users exists"},
      {pg, "DROP TRIGGER tr ON users", absent, false, "trigger tr on users still exists"},
      {pg, "DROP TRIGGER tr ON orders", present, false,
       "trigger tr on orders does not exist any more"},
      {my, "DROP TRIGGER IF EXISTS x", present, true, "trigger x does not exist any more"},
  };
  for (const row& r : rows) check_row(r);
}

TEST_CASE("what leaves nothing in the catalogue can at most be run again", "[presence]") {
  const char* const rows_hidden = "the catalogue does not show whether rows were changed";
  const row rows[] = {
      {pg, "INSERT INTO users (id) VALUES (1)", unknown, false, rows_hidden},
      {pg, "UPDATE users SET nick = 'x'", unknown, false, rows_hidden},
      {pg, "DELETE FROM users", unknown, false, rows_hidden},
      {pg, "SELECT 1", unknown, true, "a query leaves nothing in the catalogue"},
      {pg, "BEGIN", unknown, false, "transaction control leaves nothing in the catalogue"},
      {pg, "SET lock_timeout = '1s'", unknown, true, "a session setting ends with its session"},
      {lite, "PRAGMA foreign_keys = OFF", unknown, true, "a session setting ends with its session"},
      {lite, "VACUUM", unknown, true, "VACUUM can be run again"},
      {pg, "VACUUM (ANALYZE) users", unknown, true, "VACUUM can be run again"},
      {pg, "ANALYZE users", unknown, true, "ANALYZE can be run again"},
      {pg, "REINDEX TABLE CONCURRENTLY users", unknown, true, "REINDEX can be run again"},
      {my, "OPTIMIZE TABLE users", unknown, true, "OPTIMIZE can be run again"},
      {pg, "COMMENT ON TABLE users IS 'x'", unknown, true, "COMMENT ON can be run again"},
      {pg, "GRANT SELECT ON users TO web", unknown, true, "GRANT can be run again"},
      {pg, "CREATE EXTENSION IF NOT EXISTS pgcrypto", unknown, true,
       "CREATE EXTENSION can be run again"},
      {pg, "CREATE EXTENSION pgcrypto", unknown, false,
       "the catalogue is not asked for objects of the class extension"},
      {pg, "CREATE SEQUENCE IF NOT EXISTS s", unknown, true, "CREATE SEQUENCE can be run again"},
      {pg, "DROP TYPE IF EXISTS mood", unknown, true, "DROP TYPE can be run again"},
      {pg, "DROP TYPE mood", unknown, false,
       "the catalogue is not asked for objects of the class type"},
      {pg, "CREATE TYPE mood AS ENUM ('IF NOT EXISTS')", unknown, false,
       "the catalogue is not asked for objects of the class type"},
      {pg, "DO $$ BEGIN END $$", unknown, false, "what a program did is not known"},
      {my, "CALL p()", unknown, false, "what a program did is not known"},
      {pg, "EXECUTE change", unknown, false, "what a program did is not known"},
  };
  for (const row& r : rows) check_row(r);
}
