#include "dialects/schema/volatility.hpp"

#include "dialects/schema/effect.hpp"

#include <catch2/catch.hpp>

using namespace sluice;
using schema::volatility;

namespace {

std::string of(const char* expression, dialect d = dialect::postgres, const schema::model& m = {}) {
  INFO(expression);
  return std::string(schema::volatility_name(schema::volatility_of(expression, m, d)));
}

}  // namespace

TEST_CASE("a default's volatility is that of all that it calls") {
  CHECK(of("0") == "constant");
  CHECK(of("'draft'::text") == "constant");
  CHECK(of("'{}'::text[]") == "constant");
  CHECK(of("'x'::character varying(20)") == "constant");
  CHECK(of("'open'::mood") == "constant");  // converted once
  CHECK(of("ARRAY[1, 2]") == "constant");
  CHECK(of("CASE WHEN true THEN 1 ELSE 2 END") == "constant");
  CHECK(of("lower('X') || repeat('a', 3)") == "constant");
  CHECK(of("now()") == "stable");
  CHECK(of("NOW()") == "stable");
  CHECK(of("CURRENT_TIMESTAMP") == "stable");
  CHECK(of("current_timestamp(3)") == "stable");
  CHECK(of("now() + interval '1 day'") == "stable");
  CHECK(of("(now())::date") == "stable");
  CHECK(of("gen_random_uuid()") == "volatile");
  CHECK(of("pg_catalog.random() * 10") == "volatile");
  CHECK(of("nextval('a_id_seq'::regclass)") == "volatile");
  CHECK(of("clock_timestamp() - now()") == "volatile");
  CHECK(of("made_up(1)") == "unknown");
  CHECK(of("other.now()") == "unknown");
  CHECK(of("lower('x')::mood") == "unknown");
  CHECK(of("made_up(random())") == "volatile");
  CHECK(of("(SELECT 1)") == "unknown");
  CHECK(of("'random()'") == "constant");
  CHECK(of("0 /* random() */") == "constant");
}

TEST_CASE("a user's function is as volatile as it is declared") {
  schema::model m;
  const text::source file("x.sql",
                          "CREATE FUNCTION a() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';\n"
                          "CREATE FUNCTION s.b() RETURNS int STABLE LANGUAGE sql AS 'SELECT 1';\n"
                          "CREATE FUNCTION c() RETURNS int LANGUAGE sql AS 'SELECT 1 -- stable';\n"
                          "CREATE FUNCTION gone() RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';\n"
                          "DROP FUNCTION gone();\n");
  for (const auto& statement : sql::parse(file, dialect::postgres).statements)
    static_cast<void>(schema::fold(m, statement, file, dialect::postgres));
  CHECK(of("a()", dialect::postgres, m) == "constant");
  CHECK(of("public.a()", dialect::postgres, m) == "constant");
  CHECK(of("s.b()", dialect::postgres, m) == "stable");
  CHECK(of("c() + a()", dialect::postgres, m) == "volatile");
  CHECK(of("gone()", dialect::postgres, m) == "unknown");
}

TEST_CASE("the other dialects have their own functions") {
  CHECK(of("CURRENT_TIMESTAMP(6)", dialect::mysql) == "stable");
  CHECK(of("uuid()", dialect::mysql) == "volatile");
  CHECK(of("NEXT VALUE FOR numbers", dialect::mysql) == "volatile");
  CHECK(of("made_up()", dialect::mysql) == "unknown");
  CHECK(of("b'0'", dialect::mysql) == "constant");
  CHECK(of("datetime('now')", dialect::sqlite) == "stable");
  CHECK(of("random()", dialect::sqlite) == "volatile");
  CHECK(of("lower(hex(randomblob(4)))", dialect::sqlite) == "volatile");
}
