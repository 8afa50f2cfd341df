#include "lint/fixes.hpp"
#include "lint/report/report.hpp"
#include "tests/unit/lint_fixture.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace sluice;

namespace {

namespace fs = std::filesystem;

struct fixed {
  std::string sql;
  lint::report_data before, after;
};

/// The step with the first fix of that rule done.
fixed fix_one(engine server, const std::string& before, phases::phase phase, const std::string& sql,
              std::string_view rule) {
  fixed out;
  out.before = test::lint_step(server, phase, before, "", sql);
  out.sql = sql;
  for (const lint::finding& f : out.before.findings) {
    if (f.rule == rule && !f.fix.empty()) {
      out.sql = lint::apply_edits(sql, f.fix);
      break;
    }
  }
  out.after = test::lint_step(server, phase, before, "", out.sql);
  return out;
}

std::set<std::string> rules_of(const lint::report_data& report) {
  std::set<std::string> out;
  for (const lint::finding& f : report.findings) out.insert(f.rule);
  return out;
}

const std::string users =
    "CREATE TABLE users (id bigint PRIMARY KEY, a int, b int NOT NULL);\n"
    "CREATE TABLE others (id bigint PRIMARY KEY);\n"
    "CREATE INDEX users_b ON users (b);\n"
    "CREATE TABLE parts (id int, a int) PARTITION BY RANGE (id);\n"
    "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (9);\n"
    "CREATE INDEX parts_a ON parts (a);\n";

const std::string mine =
    "CREATE TABLE mine (id bigint PRIMARY KEY, a int, b int);\n"
    "CREATE INDEX mine_b ON mine (b);\n";

void offers_nothing(engine server, const std::string& before, const std::string& sql) {
  CAPTURE(sql);
  const lint::report_data report = test::lint_step(server, phases::phase::expand, before, "", sql);
  CHECK_FALSE(report.findings.empty());
  for (const lint::finding& f : report.findings) {
    CAPTURE(f.rule);
    CHECK(f.fix.empty());
  }
}

}  // namespace

TEST_CASE("a fix does what it says, and its finding is gone", "[lint]") {
  struct row {
    const char* rule;
    const char* sql;
    const char* becomes;
    phases::phase phase = phases::phase::expand;
    engine server = engine::postgres;
  };
  const row rows[] = {
      {"create-index-blocking", "CREATE INDEX i ON users (a);",
       "CREATE INDEX CONCURRENTLY i ON users (a);"},
      {"create-index-blocking", "create unique index if not exists i on public.users (a)",
       "create unique index concurrently if not exists i on public.users (a)"},
      {"drop-index-blocking", "DROP INDEX users_b;", "DROP INDEX CONCURRENTLY users_b;"},
      {"add-check-scan", "ALTER TABLE users ADD CONSTRAINT \"C\" CHECK (a > 0);",
       "-- sluice:no-transaction\nALTER TABLE users ADD CONSTRAINT \"C\" CHECK (a > 0) NOT VALID;\n"
       "ALTER TABLE users VALIDATE CONSTRAINT \"C\";"},
      {"add-foreign-key-scan",
       "-- it\nALTER TABLE public.users ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES others;",
       "-- sluice:no-transaction\n-- it\nALTER TABLE public.users ADD CONSTRAINT f FOREIGN KEY (a) "
       "REFERENCES others NOT VALID;\nALTER TABLE public.users VALIDATE CONSTRAINT f;"},
      {"add-key-blocking", "ALTER TABLE users ADD CONSTRAINT u UNIQUE (a, b);",
       "-- sluice:no-transaction\n"
       "CREATE UNIQUE INDEX CONCURRENTLY u ON users (a, b);\n"
       "ALTER TABLE users ADD CONSTRAINT u UNIQUE USING INDEX u;"},
      {"set-not-null-scan", "ALTER TABLE users ALTER COLUMN a SET NOT NULL;",
       "-- sluice:no-transaction\n"
       "ALTER TABLE users ADD CONSTRAINT users_a_is_not_null CHECK (a IS NOT NULL) NOT VALID;\n"
       "ALTER TABLE users VALIDATE CONSTRAINT users_a_is_not_null;\n"
       "ALTER TABLE users ALTER COLUMN a SET NOT NULL;\n"
       "ALTER TABLE users DROP CONSTRAINT users_a_is_not_null;",
       phases::phase::contract},
      {"validate-in-same-transaction",
       "ALTER TABLE users ADD CONSTRAINT c CHECK (a > 0) NOT VALID;\n"
       "ALTER TABLE users VALIDATE CONSTRAINT c;",
       "-- sluice:no-transaction\nALTER TABLE users ADD CONSTRAINT c CHECK (a > 0) NOT VALID;\n"
       "ALTER TABLE users VALIDATE CONSTRAINT c;"},
      {"unused-allow", "SELECT 1;\n  -- sluice:allow drop-table reason=\"x\"\nSELECT 2;",
       "SELECT 1;\nSELECT 2;"},
      {"lock-timeout-too-long",
       "SELECT 1;\n-- long\nSET lock_timeout = '1h'; \nALTER TABLE users ADD COLUMN c int;",
       "SELECT 1;\n-- long\nALTER TABLE users ADD COLUMN c int;"},
      {"lock-timeout-too-long", "SELECT 1; SET lock_timeout TO DEFAULT; SELECT 2;",
       "SELECT 1;  SELECT 2;"},
      {"mixed-algorithm-alter",
       "alter table mine add key by_c (c, a), add column c int , drop index mine_b;",
       "alter table mine drop index mine_b;\nalter table mine add column c int;\nalter table mine "
       "add key by_c (c, a);",
       phases::phase::contract, engine::mysql},
      {"mixed-algorithm-alter", "ALTER TABLE mine ADD c int FIRST, ADD d int, ADD INDEX i (c)",
       "ALTER TABLE mine ADD c int FIRST, ADD d int;\nALTER TABLE mine ADD INDEX i (c)",
       phases::phase::expand, engine::mysql},
  };
  for (const row& r : rows) {
    CAPTURE(r.sql);
    const std::string& tables = r.server == engine::postgres ? users : mine;
    const fixed f = fix_one(r.server, tables, r.phase, r.sql, r.rule);
    CHECK(f.sql == r.becomes);
    CHECK(rules_of(f.before).contains(r.rule));
    std::set<std::string> left = rules_of(f.before);
    left.erase(r.rule);
    CHECK(rules_of(f.after) == left);
  }
}

TEST_CASE("nothing is offered where the rewrite would not do the same", "[lint]") {
  const char* mysql_rows[] = {
      // What an action is about may be in another one, or in none.
      "ALTER TABLE mine ADD COLUMN c int, ADD INDEX i (a), ALGORITHM=INPLACE, LOCK=NONE;",
      "ALTER TABLE mine ADD COLUMN (c int, d int), ADD INDEX i (a);",
      "ALTER TABLE mine ADD COLUMN c int, DROP COLUMN a, ADD INDEX i (b);",
      "ALTER TABLE mine ADD COLUMN c int /* new */, ADD INDEX i (a);",
      // Another value would go with it.
      "SET SESSION lock_wait_timeout = 3600, sql_mode = 'ANSI';",
  };
  for (const char* sql : mysql_rows) offers_nothing(engine::mysql, mine, sql);
  const char* rows[] = {
      // In a transaction with others.
      "CREATE INDEX i ON users (a);\nSELECT 1;",
      "ALTER TABLE users ADD CONSTRAINT c CHECK (a > 0);\nSELECT 1;",
      // PostgreSQL refuses CONCURRENTLY and NOT VALID on a partitioned table, and CASCADE.
      "CREATE INDEX i ON parts (a);",
      "DROP INDEX parts_a;",
      "DROP INDEX users_b CASCADE;",
      "DROP INDEX users_b, parts_a;",
      "ALTER TABLE parts ADD CONSTRAINT c CHECK (a > 0);",
      // No name to validate by.
      "ALTER TABLE users ADD CHECK (a > 0);",
      // More than one action.
      "ALTER TABLE users ADD CONSTRAINT c CHECK (a > 0), ADD COLUMN c int;",
      // An index cannot say it, or the table would be read for it.
      "ALTER TABLE users ADD CONSTRAINT u UNIQUE (a) DEFERRABLE;",
      "ALTER TABLE users ADD CONSTRAINT u UNIQUE NULLS NOT DISTINCT (a);",
      "ALTER TABLE users ADD CONSTRAINT u UNIQUE (a) INCLUDE (b);",
      "ALTER TABLE users ADD UNIQUE (a);",
  };
  for (const char* sql : rows) offers_nothing(engine::postgres, users, sql);
}

TEST_CASE("every fix of every fixture leaves no finding of its rule and brings none", "[lint]") {
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(SLUICE_TESTDATA) / "lint")) {
    if (entry.path().extension() != ".sql") continue;
    const lint::report_data before = test::lint_fixture(entry.path());
    const test::fixture parts = test::read_fixture(entry.path());
    for (const lint::finding& f : before.findings) {
      if (f.fix.empty()) continue;
      CAPTURE(entry.path(), f.rule);
      ++count;
      const lint::report_data after =
          test::lint_step(parts.server, parts.phase, parts.before, parts.expand,
                          lint::apply_edits(parts.change, f.fix));
      const auto like = [&](const lint::report_data& r) {
        return std::count_if(r.findings.begin(), r.findings.end(),
                             [&](const lint::finding& g) { return g.rule == f.rule; });
      };
      CHECK(like(after) == like(before) - 1);
      const std::set<std::string> known = rules_of(before);
      for (const std::string& rule : rules_of(after)) CHECK(known.contains(rule));
    }
  }
  CHECK(count > 5);
}

TEST_CASE("edits keep the line ends of the file", "[lint]") {
  const std::vector<lint::edit> edits{{{0, 0}, "a\n"}, {{1, 2}, ""}, {{3, 3}, "b\nc"}};
  CHECK(lint::apply_edits("x\r\n", {}) == "x\r\n");
  CHECK(lint::apply_edits("1234\n", edits) == "a\n13b\nc4\n");
  CHECK(lint::apply_edits("12\r\n", {{{0, 0}, "a\n"}}) == "a\r\n12\r\n");
}
