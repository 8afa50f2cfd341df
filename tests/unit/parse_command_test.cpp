#include "dialects/sql/command.hpp"
#include "dialects/sql/program.hpp"
#include "tests/unit/describe_statement.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <string>
#include <vector>

/// Objects that have no statement of their own, other commands, and the statements in programs.
namespace sluice::test {

namespace {

struct row {
  const char* sql;
  const char* described;
};

void check_rows(dialect d, const std::vector<row>& rows) {
  for (const row& r : rows) {
    INFO(r.sql);
    CHECK(describe(r.sql, d) == r.described);
  }
}

std::string sample_name(const std::string& verb, const sql::object_class& each) {
  if (verb == "CREATE" && each.words.starts_with("PACKAGE")) return " x END";
  return each.how == sql::naming::on_table ? " x ON t" : each.how == sql::naming::named ? " x" : "";
}

/// The heads of the statements in the program, and what was not followed.
std::string read(const std::string& text, dialect d) {
  const text::source file("test", text);
  const sql::program p = sql::read_program(file, {0, static_cast<std::uint32_t>(text.size())}, d);
  std::string out;
  for (const sql::parsed_statement& s : p.statements) {
    out += (out.empty() ? "" : "; ") + std::string(file.slice(s.where));
    if (s.outcome != sql::understanding::understood) out += " (opaque)";
  }
  if (!p.not_followed.empty()) out += (out.empty() ? "? " : " ? ") + p.not_followed;
  return out;
}

}  // namespace

TEST_CASE("PostgreSQL: objects are found with their class and name", "[parse]") {
  check_rows(
      dialect::postgres,
      {
          {"CREATE TYPE public.mood AS ENUM ('a', 'b')", "create type (public.mood)"},
          {"CREATE SEQUENCE IF NOT EXISTS numbers START 5",
           "create sequence (numbers) if-not-exists"},
          {"CREATE TEMP SEQUENCE numbers", "create sequence (numbers)"},
          {"CREATE OR REPLACE AGGREGATE total(int) (SFUNC = f, STYPE = int)",
           "create aggregate (total) or-replace"},
          {"CREATE TEXT SEARCH CONFIGURATION english_too (COPY = english)",
           "create text search configuration (english_too)"},
          {"CREATE POLICY own ON s.users USING (true)", "create policy (own) on s.users"},
          {"CREATE RULE r AS ON UPDATE TO users DO ALSO NOTIFY x", "create rule (r) on users"},
          {"CREATE SCHEMA AUTHORIZATION joe", "create schema (joe)"},
          {"CREATE CAST (a AS b) WITHOUT FUNCTION", "create cast"},
          {"CREATE USER MAPPING FOR joe SERVER s", "create user mapping"},
          {"CREATE OPERATOR === (LEFTARG = int, FUNCTION = f)", "create operator"},
          {"ALTER TYPE mood ADD VALUE 'c' BEFORE 'b'", "alter type (mood) add-value"},
          {"ALTER TYPE mood RENAME TO feeling", "alter type (mood) rename to feeling"},
          {"ALTER TYPE s.mood RENAME TO feeling", "alter type (s.mood) rename to s.feeling"},
          {"ALTER TYPE mood SET SCHEMA s", "alter type (mood) rename to s.mood"},
          {"ALTER TYPE mood RENAME VALUE 'a' TO 'b'", "alter type (mood) other"},
          {"ALTER SEQUENCE IF EXISTS n OWNED BY t.c",
           "alter sequence (n) if-exists bookkeeping owned-by t:c"},
          {"ALTER SEQUENCE n OWNED BY t.c RESTART WITH 1", "alter sequence (n) other owned-by t:c"},
          {"ALTER DOMAIN d VALIDATE CONSTRAINT c", "alter domain (d) validate"},
          {"ALTER FUNCTION f(int, text) OWNER TO joe", "alter function (f) owner"},
          {"ALTER TRIGGER tr ON s.t RENAME TO tq", "alter trigger (tr) on s.t rename to tq"},
          {"ALTER INDEX i ATTACH PARTITION j", "alter index (i) bookkeeping"},
          {"ALTER INDEX i SET (fillfactor = 70)", "alter index (i) bookkeeping"},
          {"ALTER VIEW v ALTER COLUMN c SET DEFAULT 1", "alter view (v) other"},
          {"ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO x",
           "alter default privileges other"},
          {"DROP TYPE IF EXISTS a, s.b CASCADE", "drop type (a,s.b) if-exists cascade"},
          {"DROP AGGREGATE total(int), other(text)", "drop aggregate (total,other)"},
          {"DROP POLICY own ON users", "drop policy (own) on users"},
          {"DROP OPERATOR CLASS c USING btree RESTRICT", "drop operator class (c)"},
          {"DROP OPERATOR + (int, int)", "drop operator"},
          {"DROP PROCEDURAL LANGUAGE x", "drop language (x)"},
      });
}

TEST_CASE("PostgreSQL: commands say what they are", "[parse]") {
  check_rows(
      dialect::postgres,
      {
          {"COMMENT ON COLUMN t.c IS NULL", "auxiliary comment column t :c null"},
          {"VACUUM (FULL, ANALYZE) t", "auxiliary vacuum (t) full analyze"},
          {"LOCK TABLE t IN ACCESS EXCLUSIVE MODE NOWAIT",
           "auxiliary lock t=ACCESS EXCLUSIVE nowait"},
          {"GRANT ALL ON ALL TABLES IN SCHEMA s TO x WITH GRANT OPTION", "grant"},
          {"REVOKE x FROM y", "revoke"},
          {"TRUNCATE ONLY a, s.b * RESTART IDENTITY CASCADE", "truncate (a,s.b) cascade"},
          {"COPY s.t (a, b) FROM STDIN WITH (FORMAT csv)", "load s.t"},
          {"COPY (SELECT 1) TO STDOUT", "auxiliary copy"},
          {"COPY (DELETE FROM t RETURNING a) TO STDOUT", "auxiliary copy within deletes t"},
          {"CALL s.p(1, 2)", "call s.p"},
          {"DO $x$ BEGIN END $x$ LANGUAGE plpgsql", "do plpgsql { BEGIN END }"},
          {"DO LANGUAGE 'plperl' 'x'", "do plperl {x}"},
          {"EXPLAIN (COSTS off) SELECT 1", "auxiliary explain"},
          {"EXPLAIN (ANALYZE) DELETE FROM t", "delete t where ^ not-splittable: EXPLAIN"},
          {"PREPARE TRANSACTION 'x'", "transaction two-phase"},
          {"EXECUTE p", "run"},
          {"LOAD 'auto_explain'", "setting load"},
          {"RESET search_path", "setting search_path"},
          {"ABORT", "transaction rollback"},
          {"COMMIT PREPARED 'x'", "transaction two-phase"},
          {"CREATE OPERATOR = (LEFTARG = a, RIGHTARG = b, FUNCTION = c)", "create operator"},
          {"CREATE SEQUENCE n OWNED BY s.t.c", "create sequence (n) owned-by s.t:c"},
          {"CREATE PUBLICATION p FOR TABLE a, ONLY s.b (x), TABLES IN SCHEMA c",
           "create publication (p) tables (a,s.b)"},
          {"CREATE SCHEMA s CREATE TABLE t (a int) GRANT SELECT ON t TO x",
           "create schema (s) {CREATE TABLE t (a int)} {GRANT SELECT ON t TO x}"},
          {"GRANT SELECT (a), INSERT ON TABLE s.t, u TO x", "grant on (s.t,u)"},
          {"GRANT USAGE ON SEQUENCE n TO x", "grant"},
          {"COMMENT ON CONSTRAINT c ON DOMAIN d IS 'x'",
           "auxiliary comment domain constraint c {'x'}"},
          {"COMMENT ON TABLE s.t IS 'it''s'", "auxiliary comment table s.t {'it''s'}"},
          {"REFRESH MATERIALIZED VIEW CONCURRENTLY s.v WITH NO DATA",
           "auxiliary refresh s.v concurrently no-data"},
          {"CLUSTER s.t USING i", "auxiliary cluster (s.t) using i"},
          {"REINDEX (CONCURRENTLY) INDEX i", "auxiliary reindex class=index (i) concurrently"},
          {"VACUUM (FULL off) t", "auxiliary vacuum (t)"},
          {"EXPLAIN (ANALYZE false) DELETE FROM t", "auxiliary explain"},
          {"EXPLAIN (ANALYZE) SELECT 1 FROM t", "select (t) where ^ not-splittable: EXPLAIN"},
          {"SELECT a%s FROM t", "select (t) where ^"},
      });
}

TEST_CASE("MySQL and SQLite: objects and commands", "[parse]") {
  check_rows(
      dialect::mysql,
      {
          {"CREATE DATABASE IF NOT EXISTS app CHARACTER SET utf8mb4",
           "create database (app) if-not-exists"},
          {"CREATE DEFINER = `a`@`b` EVENT nightly ON SCHEDULE EVERY 1 DAY DO SELECT 1",
           "create event (nightly)"},
          {"CREATE OR REPLACE SEQUENCE s START WITH 1", "create sequence (s) or-replace"},
          {"CREATE USER 'a'@'%' IDENTIFIED BY 'x'", "create user"},
          {"ALTER DATABASE CHARACTER SET utf8mb4", "alter database other"},
          {"DROP EVENT IF EXISTS nightly", "drop event (nightly) if-exists"},
          {"TRUNCATE TABLE t", "truncate (t)"},
          {"CALL p", "call p"},
          {"DO SLEEP(1), 2", "do sql"},
          {"LOAD DATA LOCAL INFILE 'x' REPLACE INTO TABLE t FIELDS TERMINATED BY ','", "load t"},
          {"LOCK TABLES a WRITE, b READ", "auxiliary lock a=WRITE b=READ"},
          {"SHOW CREATE TABLE t", "auxiliary show"},
          {"EXECUTE s", "run"},
          {"EXECUTE IMMEDIATE 'DROP TABLE t'", "do sql {DROP TABLE t}"},
          {"EXECUTE IMMEDIATE CONCAT('DROP TABLE ', @t)", "run"},
          {"HANDLER t OPEN", "auxiliary handler"},
          {"XA COMMIT 'x'", "transaction two-phase"},
          {"LOCK TABLES a AS b READ LOCAL, c LOW_PRIORITY WRITE",
           "auxiliary lock a=READ LOCAL c=LOW_PRIORITY WRITE"},
          {"OPTIMIZE LOCAL TABLE a, b.c", "auxiliary optimize (a,b.c)"},
          {"BEGIN NOT ATOMIC DROP TABLE t; END", "do sql {DROP TABLE t;}"},
      });
  check_rows(dialect::sqlite,
             {
                 {"CREATE VIRTUAL TABLE IF NOT EXISTS docs USING fts5(body, x = 1)",
                  "create virtual table (docs) if-not-exists"},
                 {"ATTACH 'x.db' AS other", "setting attach"},
                 {"DETACH DATABASE other", "setting detach"},
                 {"REINDEX t", "auxiliary reindex class= (t)"},
                 {"VACUUM main INTO 'x'", "auxiliary vacuum class=schema (main)"},
                 {"EXPLAIN QUERY PLAN SELECT 1", "auxiliary explain"},
             });
}

TEST_CASE("every class of object that a dialect lists is understood", "[parse]") {
  for (const dialect d : {dialect::postgres, dialect::mysql, dialect::sqlite}) {
    const sql::command_lists lists = d == dialect::postgres ? postgres::commands()
                                     : d == dialect::mysql  ? mysql::commands()
                                                            : sqlite::commands();
    const auto check = [&](const std::string& verb, const sql::object_class& each) {
      const text::source file("t", verb + " " + std::string(each.words) + sample_name(verb, each));
      INFO(file.bytes());
      const sql::parsed_statement s = only_statement(file, d);
      CHECK(s.outcome == sql::understanding::understood);
      CHECK(std::holds_alternative<sql::object_command>(s.what));
    };
    for (const auto& each : lists.created) check("CREATE", each);
    for (const auto& each : lists.altered) check("ALTER", each);
    for (const auto& each : lists.dropped) check("DROP", each);
  }
}

TEST_CASE("PL/pgSQL: the statements inside are found", "[parse][program]") {
  const auto pg = [](const std::string& text) { return read(text, dialect::postgres); };
  CHECK(pg("BEGIN DELETE FROM t; END") == "DELETE FROM t");
  CHECK(pg("<<outer>> DECLARE n int := 1; c CURSOR FOR SELECT 1; BEGIN NULL; END outer;") == "");
  CHECK(pg("BEGIN IF a THEN DROP TABLE b; ELSIF c THEN DROP TABLE d; ELSE DROP TABLE e; END IF; "
           "END") == "DROP TABLE b; DROP TABLE d; DROP TABLE e");
  CHECK(pg("BEGIN CASE x WHEN 1 THEN DROP TABLE a; ELSE DROP TABLE b; END CASE; END") ==
        "DROP TABLE a; DROP TABLE b");
  CHECK(pg("BEGIN WHILE CASE WHEN a THEN b END LOOP DROP TABLE a; END LOOP; END") ==
        "DROP TABLE a");
  CHECK(pg("BEGIN FOR r IN SELECT 1 LOOP UPDATE t SET a = r.x; END LOOP; END") ==
        "UPDATE t SET a = r.x");
  CHECK(pg("BEGIN x := 1; r.f := 2; a[1] := 3; SELECT 1, 2 INTO STRICT x, r.f FROM t; END") ==
        "SELECT 1, 2 INTO STRICT x, r.f FROM t");
  CHECK(pg("BEGIN INSERT INTO t (a) VALUES (1) RETURNING a INTO x; END") ==
        "INSERT INTO t (a) VALUES (1) RETURNING a");
  CHECK(pg("BEGIN PERFORM f(1); RAISE NOTICE 'x %', 1; RETURN NEW; END") == "PERFORM f(1)");
  CHECK(
      pg("BEGIN BEGIN DROP TABLE a; EXCEPTION WHEN undefined_table THEN DROP TABLE b; END; END") ==
      "DROP TABLE a; DROP TABLE b");
  CHECK(pg("BEGIN EXECUTE 'DROP TABLE a'; EXECUTE $q$DROP TABLE b$q$; END") ==
        "DROP TABLE a; DROP TABLE b");
  const std::string built = "? EXECUTE of a text that is built when it runs";
  CHECK(pg("BEGIN EXECUTE 'DROP TABLE ' || x; END") == built);
  CHECK(pg("BEGIN EXECUTE 'DROP TABLE a' USING x; END") == built);
  CHECK(pg("BEGIN EXECUTE 'SELECT ''x'''; END") == built);
  CHECK(pg("BEGIN EXECUTE format('x'); END") == built);
  CHECK(pg("BEGIN FOR r IN EXECUTE 'SELECT 1' LOOP NULL; END LOOP; END") ==
        "? a query that runs in a loop or condition");
  CHECK(pg("BEGIN RETURN QUERY DELETE FROM t RETURNING a; END") ==
        "? a RETURN of what a statement changes");
  CHECK(pg("BEGIN FROBNICATE t; END") == "FROBNICATE t (opaque)");
}

TEST_CASE("MySQL: the statements inside of compound statements are found", "[parse][program]") {
  const auto my = [](const std::string& text) { return read(text, dialect::mysql); };
  CHECK(my("DELETE FROM t") == "DELETE FROM t");
  CHECK(my("BEGIN DECLARE a, b INT DEFAULT 0; DECLARE c CURSOR FOR SELECT 1; OPEN c; FETCH c INTO "
           "a; CLOSE c; DROP TABLE t; END") == "DROP TABLE t");
  CHECK(my("BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; END; DROP TABLE t; END") ==
        "ROLLBACK; DROP TABLE t");
  CHECK(my("BEGIN IF a THEN DROP TABLE b; ELSEIF c THEN DROP TABLE d; END IF; END") ==
        "DROP TABLE b; DROP TABLE d");
  CHECK(my("l: LOOP DROP TABLE a; LEAVE l; END LOOP l") == "DROP TABLE a");
  CHECK(my("BEGIN REPEAT DROP TABLE a; UNTIL x > 1 END REPEAT; DROP TABLE b; END") ==
        "DROP TABLE a; DROP TABLE b");
  CHECK(my("BEGIN WHILE x < 3 DO DROP TABLE a; END WHILE; END") == "DROP TABLE a");
  CHECK(my("BEGIN PREPARE s FROM @x; EXECUTE s; END") ==
        "? PREPARE of a text that is built when it runs");
}

TEST_CASE("broken programs are not followed, and cost no more than their length",
          "[parse][program]") {
  for (const std::string_view part :
       {"IF ", "CASE ", "DECLARE ", "FOR x ", "( ", "<<", "x: ", "EXECUTE ", "BEGIN ", "THEN ; ",
        "DECLARE HANDLER FOR ", "UNTIL ", "$$", "'"}) {
    std::string text;
    for (int i = 0; i < 2000; ++i) text += part;
    INFO(part);
    CHECK_NOTHROW(read(text, dialect::postgres));
    CHECK_NOTHROW(read(text, dialect::mysql));
  }
  CHECK(read("BEGIN IF x", dialect::postgres) == "? this program");
  CHECK(read("CREATE VIEW a(AS SELECT id FROM users;", dialect::postgres) ==
        "CREATE VIEW a(AS SELECT id FROM users (opaque)");
  CHECK(read("CREATE VIEW a(b] AS SELECT id FROM users;", dialect::postgres) ==
        "CREATE VIEW a(b] AS SELECT id FROM users (opaque)");
  std::string nested = "SELECT 1";
  for (int i = 0; i < 2000; ++i) nested = fmt::format("EXECUTE $q{}${};$q{}$;", i, nested, i);
  CHECK(read(nested, dialect::postgres) == "? EXECUTE of a text that is built when it runs");
}

}  // namespace sluice::test
