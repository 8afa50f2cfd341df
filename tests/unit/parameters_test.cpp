#include "dialects/parameters.hpp"

#include <catch2/catch.hpp>

#include <string>

using sluice::dialect;

namespace {

std::string marked(const std::string& sql, dialect d) {
  return sluice::rewrite_parameters(sql, d, [](const sluice::parameter& p) {
    return "<" + std::to_string(p.number) + (p.row_count ? " rows" : "") + ">";
  });
}

struct example {
  dialect d;
  std::string sql;
  std::string expected;
};

}  // namespace

TEST_CASE("each style of placeholder is found in the dialects that use it") {
  const auto e = GENERATE(values<example>({
      {dialect::postgres, "a = $1 AND b = $2 OR c = $1", "a = <1> AND b = <2> OR c = <1>"},
      {dialect::postgres, "a = ? AND b=?", "a = <1> AND b=<2>"},
      {dialect::postgres, "a = :id AND b = :name OR c = :id", "a = <1> AND b = <2> OR c = <1>"},
      {dialect::postgres, "a = @id AND b=@name", "a = <1> AND b=<2>"},
      {dialect::postgres, "a = %s AND b=%s", "a = <1> AND b=<2>"},
      {dialect::postgres, "a = %(id)s OR b = %(n)s OR c = %(id)s", "a = <1> OR b = <2> OR c = <1>"},
      {dialect::mysql, "a = ? AND b = :n AND c = %s", "a = <1> AND b = <2> AND c = <3>"},
      {dialect::mysql, "a = $1 AND b = $2", "a = <1> AND b = <2>"},
      {dialect::sqlite, "a = ? AND b = ?2 AND c = $x AND d = @y AND e = :z",
       "a = <1> AND b = <2> AND c = <3> AND d = <4> AND e = <5>"},
      {dialect::postgres, "VALUES (%s,%s), ($1::int)", "VALUES (<1>,<2>), (<3>::int)"},
  }));
  INFO(e.sql);
  CHECK(marked(e.sql, e.d) == e.expected);
}

TEST_CASE("a place for a row count is told apart") {
  CHECK(marked("SELECT a FROM t WHERE b = ? LIMIT ? OFFSET ?", dialect::mysql) ==
        "SELECT a FROM t WHERE b = <1> LIMIT <2 rows> OFFSET <3 rows>");
  CHECK(marked("SELECT a FROM t LIMIT ?, ?", dialect::mysql) ==
        "SELECT a FROM t LIMIT <1 rows>, <2 rows>");
  CHECK(marked("(SELECT a FROM t LIMIT 3) UNION SELECT ?", dialect::mysql) ==
        "(SELECT a FROM t LIMIT 3) UNION SELECT <1>");
}

TEST_CASE("a placeholder that stands for a whole list gets brackets") {
  CHECK(marked("a IN %s", dialect::postgres) == "a IN (<1>)");
  CHECK(marked("a NOT IN :ids", dialect::mysql) == "a NOT IN (<1>)");
  CHECK(marked("a IN (?)", dialect::mysql) == "a IN (<1>)");
}

TEST_CASE("what only looks like a placeholder stays as it is") {
  const auto e = GENERATE(values<example>({
      {dialect::postgres, "SELECT '?', \"a?\", $$ ? :x $$ -- ? :x\n/* $1 %s */", ""},
      {dialect::postgres, "SELECT a::text, b :: int FROM t", ""},
      {dialect::postgres, "SELECT a[1:2], a[:n], a[m:n] FROM t", ""},
      {dialect::postgres, "SELECT data ? 'key', data ?| array['a'], data ?& b FROM t", ""},
      {dialect::postgres, "SELECT a @> b, a <@ b, a @@ b, data @? '$.x', @ -5 FROM t", ""},
      {dialect::postgres, "SELECT a %s FROM t", ""},
      {dialect::postgres, "SELECT 7 % 2, a % s FROM t", ""},
      {dialect::postgres, "SELECT foo(a := 1, b => 2)", ""},
      {dialect::postgres, "SELECT a$1 FROM t", ""},
      {dialect::mysql, "SELECT a$1, $1b FROM t", ""},
      {dialect::mysql, "SELECT @x, @@sql_mode, @y := @y + 1", ""},
      {dialect::mysql, "SELECT '\\'?', \"?\", `a?b` # ?\n", ""},
      {dialect::sqlite, "SELECT \"?\", [a?b], '?' -- ?", ""},
  }));
  INFO(e.sql);
  CHECK(marked(e.sql, e.d) == e.sql);
}

TEST_CASE("the question mark of PostgreSQL's json types") {
  CHECK(marked("data ?? 'key' AND a = ?", dialect::postgres) == "data ? 'key' AND a = <1>");
  CHECK(marked("data ? $1", dialect::postgres) == "data ? <1>");
  CHECK(marked("WHERE ? = a", dialect::postgres) == "WHERE <1> = a");
  CHECK(marked("a BETWEEN ? AND ?", dialect::postgres) == "a BETWEEN <1> AND <2>");
}

TEST_CASE("with %s a doubled percent sign is one") {
  CHECK(marked("a LIKE '%%x%%' AND b = %s AND c %% 2 = 1", dialect::postgres) ==
        "a LIKE '%x%' AND b = <1> AND c % 2 = 1");
  CHECK(marked("a LIKE '%%x' AND b = ?", dialect::mysql) == "a LIKE '%%x' AND b = <1>");
}
