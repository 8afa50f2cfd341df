#include "dialects/schema/effect.hpp"
#include "dialects/schema/relatives.hpp"
#include "dialects/sql/script.hpp"
#include "tests/support/seed_texts.hpp"
#include "tests/unit/describe_statement.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sluice;

// bench/linear measures the time of lexer, splitter and fold over the same texts.
TEST_CASE("parse: the rules tried grow with the text, not with its square") {
  constexpr std::size_t small = 2'000;
  for (const test::seed_text& seed : test::seed_texts()) {
    for (const dialect d : {dialect::postgres, dialect::mysql, dialect::sqlite}) {
      CAPTURE(seed.name, dialect_name(d));
      const double once = test::rules_per_token(test::grown(seed, small), d);
      const double eightfold = test::rules_per_token(test::grown(seed, 8 * small), d);
      CHECK(eightfold < 2 * once + 5);
    }
  }
}

TEST_CASE("parse: EXPLAIN does not nest, however often it is written") {
  for (const dialect d : {dialect::postgres, dialect::mysql, dialect::sqlite}) {
    CAPTURE(dialect_name(d));
    std::string text;
    for (int i = 0; i < 200'000; ++i) text += "EXPLAIN ";
    const text::source file("deep.sql", text + "SELECT 1;");
    CHECK(sql::parse(file, d).statements.at(0).outcome != sql::understanding::understood);
  }
}

TEST_CASE("fold: every foreign key, partition and child is among the links") {
  const text::source file(
      "links.sql",
      "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (a int REFERENCES a);"
      "ALTER TABLE a RENAME TO c; ALTER TABLE b RENAME TO d;"
      "CREATE TABLE p (id int, c int REFERENCES c) PARTITION BY LIST (id);"
      "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE TABLE p2 (id int, c int);"
      "ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2); CREATE TABLE h () INHERITS (c);"
      "CREATE TABLE i (id int); ALTER TABLE i INHERIT c; ALTER TABLE p RENAME TO q;");
  schema::model m;
  for (const auto& s : sql::parse(file, dialect::postgres).statements) {
    REQUIRE(s.outcome == sql::understanding::understood);
    static_cast<void>(schema::fold(m, s, file, dialect::postgres));
  }
  using names = std::vector<std::string>;
  CHECK(schema::linked_to(m, "c") == names{"d", "h", "i", "p1", "p2", "q"});
  CHECK(schema::children_of(m, "c") == names{"h", "i"});
  CHECK(schema::children_of(m, "q") == names{"p1", "p2"});
  CHECK(schema::referencing_tables(m, "c") == names{"d", "p1", "p2", "q"});
}

TEST_CASE("fold: the places of names know every index and constraint") {
  const text::source file(
      "names.sql",
      "CREATE TABLE a (id int PRIMARY KEY, b int UNIQUE CHECK (b > 0), c int REFERENCES a (id));"
      "CREATE UNIQUE INDEX i ON a (b); CREATE INDEX ON a (c); ALTER INDEX i RENAME TO j;"
      "ALTER TABLE a ADD CONSTRAINT k UNIQUE USING INDEX j;"
      "ALTER TABLE a RENAME CONSTRAINT k TO l; ALTER TABLE a ADD CHECK (c > 0);"
      "ALTER TABLE a RENAME TO d; CREATE INDEX m ON d (b);"
      "CREATE TABLE p (a int PRIMARY KEY, CHECK (a > 0)) PARTITION BY LIST (a);"
      "CREATE TABLE q PARTITION OF p FOR VALUES IN (1); CREATE INDEX ON p (a);");
  schema::model m;
  for (const auto& s : sql::parse(file, dialect::postgres).statements) {
    REQUIRE(s.outcome == sql::understanding::understood);
    static_cast<void>(schema::fold(m, s, file, dialect::postgres));
  }
  std::size_t names = 0;
  for (const auto& [key, t] : m.tables) {
    for (const auto& [name, held] : t.indexes) CHECK(m.places.may_exist(name));
    for (const auto& [name, held] : t.constraints) CHECK(m.places.may_exist(name));
    names += t.indexes.size() + t.constraints.size();
  }
  CHECK(names >= 14);
  CHECK_FALSE(m.places.may_exist("nowhere"));
}
