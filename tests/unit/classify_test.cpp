#include "phases/classify.hpp"

#include "tests/unit/describe_effects.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace sluice;
using phases::effect_class;

namespace {

constexpr dialect pg = dialect::postgres;
constexpr dialect my = dialect::mysql;
constexpr dialect lite = dialect::sqlite;

const char* before_of(dialect d) {
  switch (d) {
    case dialect::postgres:
      return "CREATE TABLE users (id int PRIMARY KEY, name varchar(20) NOT NULL, nick text DEFAULT "
             "'x', CONSTRAINT c CHECK (id > 0));"
             "CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users (id));"
             "CREATE INDEX by_name ON users (name); CREATE UNIQUE INDEX one_nick ON users (nick);"
             "CREATE VIEW names AS SELECT name FROM users;"
             "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;"
             "CREATE TRIGGER tr BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f();";
    case dialect::mysql:
      return "CREATE TABLE users (id int AUTO_INCREMENT PRIMARY KEY, name varchar(20) NOT NULL, "
             "nick varchar(20) DEFAULT 'x', state enum('a','b'), UNIQUE KEY one_nick (nick));"
             "CREATE TABLE orders (id int PRIMARY KEY, user_id int, CONSTRAINT fk FOREIGN KEY "
             "(user_id) REFERENCES users (id));"
             "CREATE TRIGGER tr BEFORE INSERT ON users FOR EACH ROW SET NEW.nick = 'x';";
    case dialect::sqlite:
      break;
  }
  return "CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL, nick text);"
         "CREATE TRIGGER tr AFTER INSERT ON users BEGIN SELECT 1; END;";
}

struct row {
  dialect d;
  effect_class expected;
  const char* sql;
};

void check_row(const row& r) {
  CAPTURE(dialect_name(r.d), r.sql);
  const test::folded f = test::fold_text(before_of(r.d), r.sql, r.d);
  CAPTURE(f.effect_lines);
  CHECK(phases::class_name(phases::classify(f.effects, r.d)) == phases::class_name(r.expected));
}

std::vector<schema::effect> effects_of(dialect d, const char* sql) {
  return test::fold_text(before_of(d), sql, d).effects;
}

}  // namespace

TEST_CASE("what takes something from a running release is contract", "[classify]") {
  constexpr effect_class contract = effect_class::contract;
  const row rows[] = {
      {pg, contract, "ALTER TABLE users DROP COLUMN nick"},
      {pg, contract, "DROP TABLE users"},
      {pg, contract, "DROP VIEW names"},
      {pg, contract, "CREATE OR REPLACE VIEW names AS SELECT name, nick FROM users"},
      {pg, contract, "DROP FUNCTION f()"},
      {pg, contract,
       "CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; "
       "END $$"},
      {pg, contract, "ALTER TABLE users RENAME COLUMN nick TO handle"},
      {pg, contract, "ALTER TABLE users RENAME TO people"},
      {pg, contract, "ALTER TABLE users ADD COLUMN a text NOT NULL"},
      {pg, contract, "ALTER TABLE users ALTER nick SET NOT NULL"},
      {pg, contract, "ALTER TABLE users ALTER nick DROP DEFAULT"},
      {pg, contract, "ALTER TABLE users ALTER nick SET DEFAULT 'y'"},
      {pg, contract, "ALTER TABLE users ALTER name DROP NOT NULL"},
      {pg, contract, "ALTER TABLE users ALTER name TYPE text"},
      {pg, contract, "ALTER TABLE users ALTER name TYPE varchar(40)"},
      {pg, contract, "ALTER TABLE users ADD CHECK (name <> '')"},
      {pg, contract, "ALTER TABLE users ADD CHECK (name <> '') NOT VALID"},
      {pg, contract, "ALTER TABLE users ADD COLUMN a text CHECK (a <> name)"},
      {pg, contract, "ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users NOT VALID"},
      {pg, contract, "ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey"},
      {pg, contract, "ALTER TABLE users ADD UNIQUE (name)"},
      {pg, contract, "CREATE UNIQUE INDEX CONCURRENTLY i ON users (name)"},
      {pg, contract, "CREATE UNIQUE INDEX i ON users (lower(name))"},
      {pg, contract, "ALTER TABLE users ADD UNIQUE USING INDEX one_nick"},
      {pg, contract, "ALTER TABLE users ADD EXCLUDE USING gist (name WITH =)"},
      {pg, contract, "DROP INDEX one_nick"},
      {pg, contract, "DROP INDEX CONCURRENTLY by_name"},
      {pg, contract, "DROP TRIGGER tr ON users"},
      {pg, contract,
       "CREATE OR REPLACE TRIGGER tr AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION f()"},
      {pg, contract, "ALTER TABLE users DROP CONSTRAINT users_pkey"},
      {pg, contract, "ALTER TABLE users DROP CONSTRAINT c"},
      {my, contract, "ALTER TABLE users CHANGE nick handle varchar(20) DEFAULT 'x'"},
      {my, contract, "ALTER TABLE users MODIFY nick varchar(20)"},
      {my, contract, "ALTER TABLE users MODIFY nick varchar(20) DEFAULT 'y'"},
      {my, contract, "ALTER TABLE users MODIFY name varchar(20)"},
      {my, contract, "ALTER TABLE users MODIFY name varchar(10) NOT NULL"},
      {my, contract, "ALTER TABLE users MODIFY nick varchar(20) NOT NULL DEFAULT 'x'"},
      {my, contract, "ALTER TABLE users MODIFY nick varchar(20) COLLATE utf8mb4_bin DEFAULT 'x'"},
      {my, contract, "ALTER TABLE users MODIFY id int NOT NULL"},
      {my, contract, "ALTER TABLE users MODIFY state enum('b','a')"},
      {my, contract, "ALTER TABLE users MODIFY state enum('a','b') AS ('a')"},
      {my, contract, "ALTER TABLE users MODIFY state enum('a','b') INVISIBLE"},
      {my, contract, "ALTER TABLE users ALTER COLUMN state SET INVISIBLE"},
      {my, contract, "ALTER TABLE users ADD UNIQUE KEY u (name)"},
      {my, contract, "ALTER TABLE users DROP KEY one_nick"},
      {my, contract, "ALTER TABLE users DROP PRIMARY KEY"},
      {my, contract, "ALTER TABLE orders DROP FOREIGN KEY fk"},
      {my, contract, "RENAME TABLE users TO people"},
      {my, contract, "DROP TRIGGER tr"},
      {lite, contract, "ALTER TABLE users ADD COLUMN a NOT NULL"},
      {lite, contract, "ALTER TABLE users DROP COLUMN nick"},
      {lite, contract, "CREATE UNIQUE INDEX i ON users (name)"},
      {lite, contract, "DROP TRIGGER tr"},
      // Nothing is known of the object: it was there before.
      {pg, contract, "ALTER TABLE elsewhere DROP COLUMN a"},
      {pg, contract, "DROP INDEX elsewhere"},
      {my, contract, "ALTER TABLE elsewhere MODIFY a int"},
  };
  for (const row& r : rows) check_row(r);
}

TEST_CASE("what adds, and what the same change made, is expand", "[classify]") {
  constexpr effect_class expand = effect_class::expand;
  const row rows[] = {
      {pg, expand, "CREATE TABLE t (a int NOT NULL UNIQUE REFERENCES users (id))"},
      {pg, expand, "ALTER TABLE users ADD COLUMN a text"},
      {pg, expand, "ALTER TABLE users ADD COLUMN a text NOT NULL DEFAULT ''"},
      {pg, expand, "ALTER TABLE users ADD COLUMN a bigserial"},
      {pg, expand, "ALTER TABLE users ADD COLUMN a int CHECK (a > 0) UNIQUE"},
      {pg, expand, "ALTER TABLE users ALTER name SET DEFAULT ''"},
      {pg, expand, "ALTER TABLE users VALIDATE CONSTRAINT c"},
      {pg, expand, "CREATE INDEX CONCURRENTLY i ON users (nick)"},
      {pg, expand, "CREATE VIEW v AS SELECT 1"},
      {pg, expand, "CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1'"},
      {pg, expand, "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'"},
      {pg, expand, "CREATE TRIGGER t2 BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f()"},
      {pg, expand, "CREATE TYPE mood AS ENUM ('a')"},
      {pg, expand, "CREATE EXTENSION IF NOT EXISTS pgcrypto"},
      {my, expand, "ALTER TABLE users MODIFY name varchar(40) NOT NULL"},
      {my, expand, "ALTER TABLE users MODIFY id bigint AUTO_INCREMENT"},
      {my, expand, "ALTER TABLE users ADD COLUMN a varchar(20), ADD UNIQUE KEY u (a)"},
      {my, expand,
       "ALTER TABLE users ADD COLUMN a int; ALTER TABLE users MODIFY a int AS (id); ALTER TABLE "
       "users MODIFY a int AS (id + 1); ALTER TABLE users ALTER COLUMN a SET INVISIBLE"},
      {lite, expand, "ALTER TABLE users ADD COLUMN a NOT NULL DEFAULT 0"},
      {pg, expand, "CREATE TABLE t (a int, b int); ALTER TABLE t DROP COLUMN a; DROP TABLE t"},
      {pg, expand,
       "ALTER TABLE users ADD COLUMN a text; ALTER TABLE users RENAME a TO b; ALTER TABLE users "
       "ALTER b SET NOT NULL, ADD UNIQUE (b); ALTER TABLE users DROP COLUMN b"},
      {pg, expand, "CREATE VIEW v AS SELECT 1; CREATE OR REPLACE VIEW v AS SELECT 2; DROP VIEW v"},
      {my, expand,
       "CREATE TRIGGER t2 AFTER UPDATE ON users FOR EACH ROW SET @a = 1; DROP TRIGGER t2"},
  };
  for (const row& r : rows) check_row(r);
}

TEST_CASE("rows, nothing at all, and what nobody can tell", "[classify]") {
  const row rows[] = {
      {pg, effect_class::data, "INSERT INTO users (id) VALUES (1)"},
      {pg, effect_class::data, "UPDATE users SET nick = 'y'"},
      {pg, effect_class::data, "DELETE FROM users"},
      {pg, effect_class::data, "CREATE TABLE t (a int); UPDATE t SET a = 1"},
      {pg, effect_class::neutral, "SELECT 1"},
      {pg, effect_class::neutral, "SET lock_timeout = '1s'"},
      {pg, effect_class::neutral, "BEGIN"},
      {pg, effect_class::neutral, "DROP TABLE IF EXISTS never"},
      {pg, effect_class::neutral, "CREATE TABLE IF NOT EXISTS users (a int)"},
      {pg, effect_class::neutral, "ALTER TABLE users ALTER name SET NOT NULL"},
      {pg, effect_class::neutral, "ALTER TABLE users ALTER name TYPE character varying(20)"},
      {pg, effect_class::neutral, "COMMENT ON TABLE users IS 'x'"},
      {lite, effect_class::neutral, "VACUUM"},
      {pg, effect_class::unknown, "EXECUTE a_prepared_change"},
      {pg, effect_class::contract, "ALTER TYPE mood RENAME VALUE 'a' TO 'b'"},
      {pg, effect_class::contract, "REVOKE SELECT ON users FROM web"},
      {pg, effect_class::contract, "ALTER TABLE users ENABLE ROW LEVEL SECURITY"},
      {pg, effect_class::contract, "ALTER TABLE users DISABLE TRIGGER sync"},
      {pg, effect_class::unknown, "ALTER TABLE users DISABLE TRIGGER ALL"},
      {pg, effect_class::unknown, "ALTER TABLE users ENABLE ALWAYS RULE quiet"},
      {pg, effect_class::unknown, "ALTER TABLE users ADD COLUMN a int, ENABLE ALWAYS RULE quiet"},
      {pg, effect_class::contract, "DROP SCHEMA billing CASCADE"},
      {my, effect_class::unknown, "CALL p()"},
  };
  for (const row& r : rows) check_row(r);
}

TEST_CASE("a statement is as harmful as its worst effect", "[classify]") {
  check_row({pg, effect_class::contract,
             "ALTER TABLE users ADD COLUMN a int, ENABLE ALWAYS RULE quiet, DROP COLUMN nick"});
  CHECK(phases::classify(std::vector<schema::effect>{}, pg) == effect_class::neutral);
}

TEST_CASE("every kind of effect has words of its own", "[classify]") {
  std::set<std::string> descriptions, names;
  for (int kind = 0; kind <= static_cast<int>(schema::effect_kind::unknown); ++kind) {
    schema::effect e;
    e.kind = static_cast<schema::effect_kind>(kind);
    e.table = "t";
    e.object = "o";
    CAPTURE(kind);
    CHECK(names.insert(std::string(schema::effect_name(e.kind))).second);
    CHECK(descriptions.insert(phases::describe(e)).second);
    for (const dialect d : {pg, my, lite}) {
      const bool contract = phases::classify(e, d) == effect_class::contract;
      CHECK(phases::harm(e, d).empty() == !contract);
      e.existed_before = false;
      CHECK(phases::harm(e, d).empty());
      e.existed_before = true;
    }
  }
}

TEST_CASE("what a statement does, and whom that hurts, in words", "[classify]") {
  struct words {
    dialect d;
    const char* sql;
    const char* described;
    const char* harm;
  };
  const words rows[] = {
      {pg, "ALTER TABLE users DROP COLUMN nick", "drops column users.nick",
       "old statements that read or write it fail, and its values are lost"},
      {pg, "ALTER TABLE users ADD COLUMN a int", "adds column users.a", ""},
      {pg, "ALTER TABLE users ADD COLUMN a int NOT NULL", "adds required column users.a",
       "an old INSERT that does not name it is refused"},
      {pg, "ALTER TABLE users RENAME nick TO handle", "renames column users.nick to handle",
       "old statements that read or write it fail"},
      {pg, "ALTER TABLE users ALTER name TYPE varchar(40)",
       "changes the type of column users.name to varchar(40)",
       "sessions that have prepared a query which returns it fail (\"cached plan must not change "
       "result type\")"},
      {pg, "ALTER TABLE users ADD CONSTRAINT u UNIQUE (name)", "adds unique constraint u on users",
       "old writers that repeat a value are refused"},
      {my, "ALTER TABLE users ADD UNIQUE KEY u (name)", "adds unique constraint u on users",
       "old writers that repeat a value are refused, and an old REPLACE deletes the other row"},
      {my, "ALTER TABLE users DROP KEY one_nick", "drops unique index one_nick on users",
       "old upserts that rely on it insert second rows"},
      {pg, "DROP INDEX one_nick", "drops unique index one_nick on users",
       "old upserts that rely on it fail, and values may repeat"},
      {pg, "DROP INDEX by_name", "drops index by_name on users",
       "old queries that need it become slow"},
      {pg, "ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey",
       "drops foreign key constraint orders_user_id_fkey on orders",
       "rows without a parent may appear, which old readers do not expect"},
      {pg, "ALTER TABLE users ADD PRIMARY KEY (id)", "adds the primary key of users",
       "old writers that repeat a value are refused"},
      {pg, "DROP TRIGGER tr ON users", "drops trigger tr on users",
       "old writers lose what it did to their rows; a column that it kept equal drifts"},
      {pg, "CREATE OR REPLACE VIEW names AS SELECT 1", "replaces view names",
       "old statements that read it get what the new text selects"},
      {my, "RENAME TABLE users TO people", "renames table users to people",
       "every old statement that names it fails"},
      {pg, "EXECUTE a_prepared_change", "does what Sluice does not understand", ""},
  };
  for (const words& w : rows) {
    CAPTURE(w.sql);
    const auto effects = effects_of(w.d, w.sql);
    REQUIRE(effects.size() == 1);
    CHECK(phases::describe(effects[0]) == w.described);
    CHECK(phases::harm(effects[0], w.d) == w.harm);
  }
}
