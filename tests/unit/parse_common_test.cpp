#include "dialects/sql/parse_state.hpp"
#include "dialects/sql/understand.hpp"
#include "tests/unit/describe_statement.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace sluice;
using sql::understanding;
using test::describe;

namespace {

constexpr dialect every_dialect[] = {dialect::postgres, dialect::mysql, dialect::sqlite};

/// The note of the only statement with the place it points at: "1:5 expected ...".
std::string note_of(std::string_view text, dialect d) {
  const text::source file("test.sql", std::string(text));
  const sql::parsed_statement s = test::only_statement(file, d);
  const text::position at = file.position_of(s.note_where.begin);
  return std::to_string(at.line) + ":" + std::to_string(at.column) + " " + s.note;
}

std::string head_of(std::string_view text, dialect d) {
  const text::source file("test.sql", std::string(text));
  return test::only_statement(file, d).head;
}

bool forbids(std::string_view text, dialect d) {
  const text::source file("test.sql", std::string(text));
  return sql::forbids_transaction(test::only_statement(file, d), file, d);
}

std::string repeat(std::string_view text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

std::string joined(const std::vector<std::string>& list) {
  std::string result;
  for (const std::string& item : list) result += (result.empty() ? "" : " ") + item;
  return result;
}

}  // namespace

TEST_CASE("parse: a note says what was expected and what was found") {
  const std::string missing = note_of("create table t (a int b text)", dialect::postgres);
  CHECK(missing.starts_with("1:23 expected ',', ')', "));
  CHECK(missing.ends_with("found 'b'; is a comma missing?"));
  CHECK(note_of("create table t (a int, order int)", dialect::postgres)
            .ends_with("found 'order'; a reserved word must be quoted to be a name: \"order\""));
  CHECK(note_of("create table t\n  (a int,, b int)", dialect::postgres)
            .starts_with("2:10 expected a name"));
  CHECK(note_of("drop table", dialect::sqlite) ==
        "1:6 expected a name or IF, found the end of the statement");
  CHECK(note_of("drop table a b", dialect::postgres) ==
        "1:14 expected ',', the end of the statement, CASCADE or RESTRICT, found 'b'");
  CHECK(note_of("insert into t valu (1)", dialect::sqlite).find("found 'valu'") !=
        std::string::npos);
  CHECK(note_of("update t set a = where b", dialect::mysql)
            .starts_with("1:18 expected an expression, found 'where'"));
  CHECK(note_of("frobnicate t", dialect::postgres) == "1:1 Sluice does not know this statement");
}

TEST_CASE("parse: a statement is called by its leading keywords") {
  CHECK(head_of("create or replace temp view v as select 1", dialect::postgres) == "CREATE VIEW");
  CHECK(head_of("create unique index i on t (a)", dialect::mysql) == "CREATE INDEX");
  CHECK(head_of("create definer=`a`@`b` sql security invoker view v as select 1", dialect::mysql) ==
        "CREATE VIEW");
  CHECK(head_of("create materialized view v as select 1", dialect::postgres) ==
        "CREATE MATERIALIZED VIEW");
  CHECK(head_of("create aggregate a (int) (sfunc = f, stype = int)", dialect::postgres) ==
        "CREATE AGGREGATE");
  CHECK(head_of("create publication p", dialect::postgres) == "CREATE PUBLICATION");
  CHECK(head_of("create virtual table v using fts5(a)", dialect::sqlite) == "CREATE VIRTUAL TABLE");
  CHECK(head_of("comment on table t is 'x'", dialect::postgres) == "COMMENT ON");
  CHECK(head_of("refresh materialized view v", dialect::postgres) == "REFRESH MATERIALIZED VIEW");
  CHECK(head_of("update t set a = 1", dialect::sqlite) == "UPDATE");
  CHECK(head_of("truncate t", dialect::mysql) == "TRUNCATE");
  CHECK(head_of("drop type x", dialect::postgres) == "DROP TYPE");
}

TEST_CASE("parse: one bad statement hides no other") {
  CHECK(describe("create table a (x int; drop table b; selec 1; drop table c", dialect::postgres) ==
        "malformed CREATE TABLE at '(': this '(' is never closed\n"
        "drop_table (b)\n"
        "opaque SELEC: Sluice does not know this statement; did you mean SELECT?\n"
        "drop_table (c)");
}

TEST_CASE("parse: comments and letter case change nothing") {
  const char* const texts[] = {
      "create table t (a int not null default 1, b text, primary key (a))",
      "alter table t add column a int",
      "update t set a = 1, b = 2 where c = 3",
      "insert into t (a, b) select c, d from u where e",
      "select a from t join u on t.b = u.b group by a",
      "create index i on t (a, b)",
  };
  for (const char* const text : texts) {
    for (const dialect d : every_dialect) {
      CAPTURE(text, sluice::dialect_name(d));
      const std::string plain = describe(text, d);
      CHECK(plain.find("opaque") == std::string::npos);
      const text::source file("test.sql", text);
      std::string commented;
      for (const sql::token& t : sql::lex(text, d)) {
        commented += std::string(file.slice(t.where)) + "/* ; */ -- '\n";
      }
      const text::source other("test.sql", commented);
      CHECK(test::only_statement(other, d).what.index() ==
            test::only_statement(file, d).what.index());
      std::string upper = sql::upper_case(text);
      const text::source shouted("test.sql", upper);
      CHECK(test::only_statement(shouted, d).what.index() ==
            test::only_statement(file, d).what.index());
    }
  }
}

TEST_CASE("parse: a WITH that changes rows is not taken for a query") {
  CHECK(describe("with x as (delete from t returning a) select * from x", dialect::postgres) ==
        "change_rows within deletes t");
  CHECK(describe("with x as (with y as (update s.t set a = 1 returning a) select a from y) "
                 "select * from x",
                 dialect::postgres) == "change_rows within updates s.t");
  CHECK(describe("with x as (insert into t values (1) returning a) delete from u using x",
                 dialect::postgres) ==
        "delete u others (x) where ^ not-splittable: WITH within inserts t");
}

TEST_CASE("parse: nesting has a limit and no statement can crash the parser") {
  for (const dialect d : every_dialect) {
    CAPTURE(sluice::dialect_name(d));
    for (const std::size_t depth : {std::size_t{100}, std::size_t{300}, std::size_t{20000}}) {
      CAPTURE(depth);
      const std::string open = repeat("(", depth);
      const std::string close = repeat(")", depth);
      const std::string nested[] = {
          "select " + open + "1" + close,
          "select 1 from " + open + "a" + close,
          "create table t (a int check " + open + "a > 1" + close + ")",
          "insert into t " + open + "select 1" + close,
          "select " + repeat("f(", depth) + "1" + close,
          "select " + repeat("case when 1 then ", depth) + "2" + repeat(" end", depth),
          "select " + repeat("(select ", depth) + "1" + close,
      };
      for (const std::string& text : nested) {
        const text::source file("test.sql", text);
        const sql::parsed_statement s = test::only_statement(file, d);
        CHECK((s.outcome == understanding::understood) == (depth < sql::max_depth));
        if (depth > sql::max_depth) CHECK(s.note == "nested more than 256 levels deep");
      }
      const text::source unclosed("test.sql", "select " + open);
      CHECK(test::only_statement(unclosed, d).outcome == understanding::malformed);
    }
    const text::source flat("test.sql",
                            "select " + repeat("not - ", 50000) + "1" + repeat(" + 1", 50000));
    CHECK(test::only_statement(flat, d).outcome == understanding::understood);
  }
}

TEST_CASE("parse: work grows with the tokens, not with their nesting") {
  struct shape {
    const char* before;
    const char* open;
    const char* middle;
    const char* close;
    const char* after;
  };
  // Most of these end in something that does not fit, so that every alternative is tried.
  const shape shapes[] = {
      {"select ", "(", "1", ")", ""},
      {"select ", "(", "1 2 3", ")", ""},
      {"select ", "f(", "1 from 2", ")", ""},
      {"select ", "exists (", "a b c", ")", ""},
      {"select ", "(select ", "1 2 3", ")", ""},
      {"select ", "((select 1) union ", "2 3 4", ")", ""},
      {"select ", "(values (", "1 2 3", "))", ""},
      {"select ", "interval (", "1 2 3", ")", ""},
      {"select ", "interval - (", "1 2 3", ")", ""},
      {"select ", "interval - ", "1 2 3", "", ""},
      {"select ", "case when ", "a b c", " then 1 end", ""},
      {"select ", "array[", "a b c", "]", ""},
      {"select ", "f(1 in (", "a b c", "))", ""},
      {"select ", "f(a * (", "a b c", "))", ""},
      {"select ", "f(current_date(", "a b c", "))", ""},
      {"select ", "f(all (", "a b c", "))", ""},
      {"select ", "f(s.g(", "a b c", "))", ""},
      {"select ", "f(not exists (", "a b c", "))", ""},
      {"select ", "f(array((select 1) union (", "a b c", ")))", ""},
      {"select ", "f(trim(both from substring(", "a b c", " from 1)))", ""},
      {"select ", "sum(1) over (order by ", "a b c", ")", ""},
      {"select ", "f(sum(1) over (partition by g(", "a b c", ")))", ""},
      {"select ", "f(sum(1) filter (where ", "a b c", "))", ""},
      {"select ", "a[", "a b c", "]", ""},
      {"select ", "f(a[b:(", "a b c", ")])", ""},
      {"select 1 from ", "f(", "a b c", ")", " x"},
      {"select 1 group by ", "grouping sets (", "a b c d", ")", ""},
      {"", "with x as (", "select 1 2 3", ") select 1", ""},
      {"", "with x as (insert into t values ((", "select 1 2 3", "))) select 1", ""},
      {"", "with x as (update t set a = (", "select 1 2 3", ")) select 1", ""},
      {"select ", "row(", "a b c", ")", ""},
      {"select ", "a in (", "a b c", ")", ""},
      {"select ", "cast(", "a b c", " as int)", ""},
      {"select 1 from ", "(", "a join", ")", ""},
      {"select 1 from ", "(", "a join b on c d e", ")", " as x"},
      {"select 1 from ", "((select 1) union ", "x y z w", ")", ""},
      {"insert into t ", "(", "select 1 2 3", ")", ""},
      {"create table t (a int check (", "(", "a b c", ")", "))"},
      {"create table t (a int default ", "(", "a b c", ")", ")"},
      {"create index i on t (", "f(", "a b c", ")", ")"},
      {"alter table t add column a int default ", "(", "a b c", ")", ", drop column b"},
      {"with x as ", "(", "select 1 2 3", ")", " select 1"},
      {"create view v as ", "(", "select 1 2 3", ")", ""},
  };
  for (const dialect d : every_dialect) {
    for (const shape& s : shapes) {
      CAPTURE(sluice::dialect_name(d), s.before, s.open, s.middle);
      const auto work = [&](std::size_t depth) {
        return test::rules_per_token(
            s.before + repeat(s.open, depth) + s.middle + repeat(s.close, depth) + s.after, d);
      };
      const double shallow = work(4);
      CHECK(work(8) < 2 * shallow + 20);
      CHECK(work(16) < 2 * shallow + 20);
      CHECK(work(60) < 2 * shallow + 20);
    }
  }
}

TEST_CASE("parse: statements that a transaction block refuses") {
  const dialect pg = dialect::postgres;
  for (const char* const text :
       {"create index concurrently i on t (a)", "drop index concurrently i", "vacuum full t",
        "reindex table concurrently t", "create database d", "drop database d",
        "alter system set a = 1", "alter table t detach partition p concurrently",
        "create tablespace x location 'y'",
        "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)"}) {
    CAPTURE(text);
    CHECK(forbids(text, pg));
  }
  for (const char* const text :
       {"create index i on t (a)", "select 'vacuum'", "alter table t add column vacuum int",
        "create table \"concurrently\" (a int)", "refresh materialized view concurrently v",
        "alter type e add value 'x'", "cluster t using i"}) {
    CAPTURE(text);
    CHECK_FALSE(forbids(text, pg));
  }
  CHECK(forbids("vacuum", dialect::sqlite));
  CHECK(forbids("pragma foreign_keys = off", dialect::sqlite));
  CHECK(forbids("pragma main.journal_mode(wal)", dialect::sqlite));
  CHECK_FALSE(forbids("pragma foreign_keys", dialect::sqlite));
  CHECK_FALSE(forbids("pragma user_version = 3", dialect::sqlite));
  CHECK_FALSE(forbids("create index i on t (a)", dialect::mysql));
}

TEST_CASE("parse: columns that a PostgreSQL trigger function assigns") {
  const auto assigned = [](std::string_view body) {
    return joined(sql::assigned_columns(body, dialect::postgres, "t"));
  };
  CHECK(assigned("begin NEW.a := 1; new.\"B\" = 2; NEW.C[1] := 3; return new; end") == "B a c");
  CHECK(assigned(
            "begin if NEW.a = 1 then new.b := 2; elsif new.c = 3 then new.d = 4; else new.e = 5; "
            "end if; end") == "b d e");
  CHECK(assigned("begin update t set a = new.b where c = new.d; return new; end").empty());
  CHECK(
      assigned(
          "begin select x, y into strict NEW.a, new.b from u; insert into new.t values (1); end") ==
      "a b");
  CHECK(assigned("begin x := case when a then new.b = 1 else new.c = 2 end; new.d := 3; end") ==
        "d");
  CHECK(
      assigned(
          "begin case new.a when 1 then new.b := 2; else new.c := 3; end case; new.d := 4; end") ==
      "b c d");
  CHECK(assigned("begin loop new.a := 1; exit; end loop; <<l>> new.b := 2; end") == "a b");
  CHECK(assigned("begin -- new.a := 1;\n x := 'new.b := 2;'; end").empty());
  CHECK(assigned("begin return new.a = old.a; end").empty());
}

TEST_CASE("parse: columns that a MySQL trigger assigns") {
  const auto assigned = [](std::string_view body) {
    return joined(sql::assigned_columns(body, dialect::mysql, "t"));
  };
  CHECK(assigned("set NEW.a = 1") == "a");
  CHECK(assigned("begin set new.a = coalesce(new.b, 1), NEW.`C d` := 2; set x = new.e; end") ==
        "C d a");
  CHECK(assigned("begin if new.a = 1 then set new.b = 2; end if; end") == "b");
  CHECK(assigned("begin update t set new.a = 1; end").empty());
  CHECK(assigned("begin set new.a = (select x from u where new.b = 1), @c = 1; end") == "a");
  CHECK(assigned("begin set x = case when 1 then 2 else 3 end; set new.a = 1; end") == "a");
}

TEST_CASE("parse: columns that a SQLite trigger assigns") {
  const auto assigned = [](std::string_view body) {
    return joined(sql::assigned_columns(body, dialect::sqlite, "T"));
  };
  CHECK(assigned("begin update t set a = new.b, [c d] = 2 where rowid = new.rowid; end") ==
        "a c d");
  CHECK(assigned("begin update or ignore main.t as x set (a, b) = (1, 2), c = 3 from u where d = "
                 "4; end") == "a b c");
  CHECK(assigned(
            "begin update u set a = 1; select case when 1 then 2 end; update t set b = 1; end") ==
        "b");
  CHECK(assigned("begin insert into u select a from t where a = 1; end").empty());
}

TEST_CASE("parse: names that a text mentions") {
  CHECK(joined(sql::names_mentioned("select A, \"B\" from t -- c\nwhere d = 'e' and A",
                                    dialect::postgres)) == "B a and d from select t where");
  CHECK(joined(sql::names_mentioned("select `A`, \"B\" from T", dialect::mysql)) ==
        "A T from select");
  CHECK(joined(sql::names_mentioned("select [a b] from t", dialect::sqlite)) ==
        "a b from select t");
}
