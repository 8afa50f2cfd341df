#include "cmd/glob.hpp"

#include <catch2/catch.hpp>

#include <string>

using sluice::cmd::matches_glob;

TEST_CASE("a pattern matches files and what lies in folders", "[config]") {
  struct row {
    const char* pattern;
    const char* path;
    bool matches;
  };
  const row rows[] = {
      {"migrations/1_a.sql", "migrations/1_a.sql", true},
      {"migrations", "migrations/1_a.sql", true},
      {"migrat", "migrations/1_a.sql", false},
      {"migrations/2019*", "migrations/20190101_a/expand.sql", true},
      {"migrations/2019*", "migrations/20200101_a/expand.sql", false},
      {"migrations/*.sql", "migrations/1_a.sql", true},
      {"migrations/*.sql", "migrations/1_a/expand.sql", false},
      {"*.sql", "migrations/1_a.sql", false},
      {"**/*.sql", "migrations/1_a.sql", true},
      {"**/1.sql", "1.sql", true},
      {"**/1.sql", "a/b/1.sql", true},
      {"**/1.sql", "a/b/21.sql", false},
      {"a/**/1.sql", "a/1.sql", true},
      {"a/**/1.sql", "a/b/c/1.sql", true},
      {"a/**", "a/b/c/1.sql", true},
      {"?_a.sql", "1_a.sql", true},
      {"?_a.sql", "12_a.sql", false},
      {"a?b", "a/b", false},
      {"", "a", false},
  };
  for (const row& r : rows) {
    CAPTURE(r.pattern, r.path);
    CHECK(matches_glob(r.path, r.pattern) == r.matches);
  }
}

TEST_CASE("no pattern takes long", "[config]") {
  std::string pattern, path;
  for (int i = 0; i < 200; ++i) {
    pattern += "**a*";
    path += "aaaaaaaaaa";
  }
  CHECK_FALSE(matches_glob(path, pattern + "b"));
}
