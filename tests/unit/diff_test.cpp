#include "dialects/schema/diff.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace sluice::schema {

namespace {

model folded(const std::string& sql, dialect d) {
  model m;
  const text::source file("test", sql);
  for (const sql::parsed_statement& s : sql::parse(file, d).statements)
    static_cast<void>(fold(m, s, file, d));
  return m;
}

/// "column-added t.a", in the order in which diff() gives them.
std::vector<std::string> lines(const std::string& from, const std::string& to,
                               dialect d = dialect::postgres) {
  std::vector<std::string> out;
  for (const effect& e : diff(folded(from, d), folded(to, d), d))
    out.push_back(std::string(effect_name(e.kind)) + " " + e.table + "." + e.object +
                  (e.to.empty() ? "" : " -> " + e.to));
  return out;
}

using list = std::vector<std::string>;

}  // namespace

TEST_CASE("equal models do not differ, whatever made them", "[diff]") {
  CHECK(lines("CREATE TABLE t (a integer)", "CREATE TABLE t (a int4)").empty());
  CHECK(
      lines("CREATE TABLE t (a int, b int); ALTER TABLE t DROP COLUMN b", "CREATE TABLE t (a int)")
          .empty());
  CHECK(lines("CREATE TABLE t (a int)", "CREATE TABLE T (A int)", dialect::mysql).empty());
  CHECK(lines("CREATE TEMPORARY TABLE t (a int)", "").empty());
  CHECK(lines("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$",
              "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$\n  SELECT 1; -- one\n$$")
            .empty());
}

TEST_CASE("tables and columns that came, went or changed", "[diff]") {
  CHECK(lines("CREATE TABLE a (x int)", "CREATE TABLE b (x int)") ==
        list{"table-dropped a.", "table-created b."});
  CHECK(lines("CREATE TABLE t (a int, b int NOT NULL, c int DEFAULT 1)",
              "CREATE TABLE t (a bigint, b int, c int NOT NULL, d int)") ==
        list{"column-type-changed t.a -> bigint", "column-made-nullable t.b",
             "column-made-required t.c", "default-dropped t.c", "column-added t.d"});
  CHECK(lines("CREATE TABLE t (a int)", "CREATE TABLE t (a int GENERATED ALWAYS AS (1) STORED)") ==
        list{"column-type-changed t.a -> generated integer"});
  CHECK(lines("CREATE TABLE t (a int)", "CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY)") ==
        list{"column-made-required t.a", "default-set t.a"});
}

TEST_CASE("a table whose columns were not followed is compared by name", "[diff]") {
  CHECK(lines("CREATE TABLE t AS SELECT 1 AS a", "CREATE TABLE t (b int)").empty());
  CHECK(lines("CREATE TABLE t AS SELECT 1 AS a", "") == list{"table-dropped t."});
}

TEST_CASE("constraints and indexes are told apart by name and by what they are about", "[diff]") {
  CHECK(lines("CREATE TABLE t (a int, b int, CONSTRAINT u UNIQUE (a))",
              "CREATE TABLE t (a int, b int, CONSTRAINT u UNIQUE (b))") ==
        list{"constraint-dropped t.u", "constraint-added t.u", "index-dropped t.u",
             "index-created t.u"});
  CHECK(lines("CREATE TABLE t (a int); ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID",
              "CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0))") ==
        list{"constraint-validated t.c"});
  CHECK(lines("CREATE TABLE t (a int); CREATE INDEX i ON t (a)",
              "CREATE TABLE t (a int); CREATE UNIQUE INDEX i ON t (a)") ==
        list{"index-dropped t.i", "index-created t.i"});
}

TEST_CASE("an index that did not finish is as good as none", "[diff]") {
  model made = folded("CREATE TABLE t (a int); CREATE INDEX i ON t (a)", dialect::postgres);
  model live = made;
  live.tables.at("t").indexes.at("i").valid = false;
  const auto found = diff(made, live, dialect::postgres);
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == effect_kind::index_dropped);
}

TEST_CASE("views, routines and triggers", "[diff]") {
  const std::string table = "CREATE TABLE t (a int);";
  CHECK(lines(table + "CREATE VIEW v AS SELECT a FROM t",
              table + "CREATE VIEW w AS SELECT a FROM t") ==
        list{"view-dropped .v", "view-created .w"});
  INFO("a view's text may be another's hand, what it reads may not");
  const std::string wide = "CREATE TABLE t (a int, b int);";
  for (const dialect d : {dialect::postgres, dialect::mysql, dialect::sqlite}) {
    CHECK(lines(wide + "CREATE VIEW v AS SELECT a FROM t",
                wide + "CREATE VIEW v AS SELECT t.a AS a FROM t AS t", d)
              .empty());
    CHECK(lines(wide + "CREATE VIEW v AS SELECT a FROM t",
                wide + "CREATE VIEW v AS SELECT a FROM t WHERE b > 0",
                d) == list{"view-created .v"});
  }
  CHECK(lines("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
              "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2'") ==
        list{"routine-replaced .f"});
  const std::string trigger = "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = ";
  CHECK(lines(table + trigger + "1", table + trigger + "1", dialect::mysql).empty());
  CHECK(lines(table + trigger + "1", table + trigger + "2", dialect::mysql) ==
        list{"trigger-created t.tr"});
  CHECK(lines(table + trigger + "1", table, dialect::mysql) == list{"trigger-dropped t.tr"});
}

}  // namespace sluice::schema
