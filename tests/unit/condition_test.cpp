#include "dialects/schema/condition.hpp"

#include <catch2/catch.hpp>

namespace sluice::schema {
namespace {

bool yes(std::string_view condition, std::string_view other) {
  return implies(condition, other, dialect::postgres);
}

TEST_CASE("a condition implies itself, however its brackets and letters are") {
  CHECK(yes("age > 17", "(AGE > 17)"));
  CHECK(yes("((a = 1) OR (b IS NOT NULL))", "a = 1 OR b IS NOT NULL"));
  CHECK(yes("(a) AND (b)", "(b AND a)"));
  CHECK_FALSE(yes("name = 'a'", "name = 'A'"));
  CHECK_FALSE(yes("\"Age\" > 17", "age > 17"));
}

TEST_CASE("a condition implies one with another alternative") {
  CHECK(yes("a = 1", "a = 1 OR b = 2"));
  CHECK(yes("a = 1 OR b = 2", "b = 2 OR (c = 3 OR a = 1)"));
  CHECK(yes("(a = 1 OR b = 2) AND c = 3", "a = 1 OR b = 2 OR d = 4"));
  CHECK_FALSE(yes("a = 1 OR b = 2", "a = 1"));
  CHECK_FALSE(yes("(a = 1 OR b = 2) AND c = 3", "a = 1 OR d = 4"));
}

TEST_CASE("a condition implies one that demands less") {
  CHECK(yes("a = 1 AND b = 2", "b = 2"));
  CHECK(yes("(a = 1 AND (b = 2 AND c = 3)) OR d = 4", "a = 1 AND b = 2 AND c = 3 OR d = 4"));
  CHECK_FALSE(yes("b = 2", "a = 1 AND b = 2"));
  CHECK(yes("a = 1 AND (b = 2 OR c = 3)", "(b = 2 OR c = 3)"));
  CHECK(yes("a = 1 AND b = 2", "a = 1 AND (b = 2 OR c = 3)"));
  CHECK_FALSE(yes("a = 1 AND d = 2", "a = 1 AND (b = 2 OR c = 3)"));
}

TEST_CASE("a list implies a longer one, in any order") {
  CHECK(yes("sort IN ('a', 'b')", "sort IN ('b', 'c', 'a')"));
  CHECK(yes("sort = ANY (ARRAY['a'::text, 'b'::text])",
            "sort = ANY (ARRAY['a'::text, 'c'::text, 'b'::text])"));
  CHECK_FALSE(yes("sort IN ('a', 'b')", "sort IN ('a')"));
  CHECK_FALSE(yes("sort IN ('a')", "kind IN ('a', 'b')"));
  CHECK_FALSE(yes("sort NOT IN ('a')", "sort NOT IN ('a', 'b')"));
  CHECK_FALSE(yes("sort = ALL (ARRAY['a'])", "sort = ALL (ARRAY['a', 'b'])"));
}

TEST_CASE("in doubt a condition implies nothing") {
  CHECK_FALSE(yes("", "a = 1"));
  CHECK_FALSE(yes("a = 1", ""));
  CHECK_FALSE(yes("a BETWEEN 1 AND 2", "2"));
  CHECK_FALSE(yes("NOT (a = 1 AND b = 2)", "b = 2"));
  CHECK_FALSE(yes("CASE WHEN a OR b THEN c END", "b THEN c END"));
  CHECK_FALSE(yes("a = 1) OR (b = 2", "b = 2"));
}

}  // namespace
}  // namespace sluice::schema
