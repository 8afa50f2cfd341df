#include "dialects/schema/effect.hpp"
#include "dialects/sql/script.hpp"
#include "tests/support/seed_texts.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <ctime>
#include <string>

using namespace sluice;

namespace {

/// Processor time, which other programs on the machine hardly change.
double seconds_to_read(const std::string& bytes, dialect d, int runs) {
  double best = 1e9;
  for (int run = 0; run < runs; ++run) {
    const std::clock_t began = std::clock();
    const text::source file("seed.sql", bytes);
    schema::model m;
    for (const auto& s : sql::parse(file, d).statements) {
      static_cast<void>(schema::fold(m, s, file, d));
    }
    best = std::min(best, static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC);
  }
  return best;
}

}  // namespace

TEST_CASE("reading takes time that grows with the text, not with its square") {
  constexpr std::size_t small = 2'000;
  constexpr std::size_t times = 8;
  // Eight times the time would be linear and 64 times quadratic.
  constexpr double most = 32;
  for (const test::seed_text& seed : test::seed_texts()) {
    for (const dialect d : {dialect::postgres, dialect::mysql, dialect::sqlite}) {
      CAPTURE(seed.name, dialect_name(d));
      const std::string short_text = test::grown(seed, small);
      const std::string long_text = test::grown(seed, small * times);
      double ratio = most;
      for (int attempt = 0; attempt < 3 && ratio >= most; ++attempt) {
        // What takes less than a tenth of a millisecond cannot be measured.
        const double once = std::max(seconds_to_read(short_text, d, 3), 1e-4);
        ratio = seconds_to_read(long_text, d, 1 + attempt) / once;
      }
      CHECK(ratio < most);
    }
  }
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
