#include "dialects/sql/script.hpp"

#include <catch2/catch.hpp>
#include <sqlite3.h>

#include <pg_query.h>
#include <string>

using namespace sluice;
using sql::understanding;

namespace {

/// The statements, each in its own brackets; a malformed one with what is wrong and where.
std::string pieces(std::string_view text, dialect d) {
  const text::source file("test.sql", std::string(text));
  std::string result;
  for (const sql::parsed_statement& s : sql::parse(file, d).statements) {
    result += "[" + std::string(file.slice(s.where)) + "]";
    if (s.outcome == understanding::malformed) {
      const text::position at = file.position_of(s.note_where.begin);
      result += "!" + std::to_string(at.line) + ":" + std::to_string(at.column) + " " + s.note;
    }
  }
  return result;
}
std::string pg(std::string_view text) {
  return pieces(text, dialect::postgres);
}
std::string my(std::string_view text) {
  return pieces(text, dialect::mysql);
}
std::string lite(std::string_view text) {
  return pieces(text, dialect::sqlite);
}

constexpr dialect every_dialect[] = {dialect::postgres, dialect::mysql, dialect::sqlite};

}  // namespace

TEST_CASE("split: at semicolons outside quotes, comments and brackets") {
  for (const dialect d : every_dialect) {
    CAPTURE(sluice::dialect_name(d));
    CHECK(pieces("select 1; select 2", d) == "[select 1][select 2]");
    CHECK(pieces("select ';' -- ;\n, 2 /* ; */;", d) == "[select ';' -- ;\n, 2]");
    CHECK(pieces("", d).empty());
    CHECK(pieces("  -- nothing\n/* here */ ;;\n", d).empty());
    CHECK(pieces("\xEF\xBB\xBFselect 1;\r\nselect 2;\r\n", d) == "[select 1][select 2]");
    CHECK(pieces(";;select 1;;", d) == "[select 1]");
  }
}

TEST_CASE("split: statements tile the file and keep their comments") {
  for (const dialect d : every_dialect) {
    CAPTURE(sluice::dialect_name(d));
    const text::source file("test.sql",
                            "-- first\nselect 1 /* in */;\n-- second\n; select 2; -- last\n");
    const sql::script parsed = sql::parse(file, d);
    REQUIRE(parsed.statements.size() == 2);
    const auto& [first, second] = std::tie(parsed.statements[0], parsed.statements[1]);
    CHECK(file.slice(first.whole) == "-- first\nselect 1 /* in */;");
    CHECK(file.slice(second.whole) == "\n-- second\n; select 2;");
    REQUIRE(first.comments.size() == 1);
    CHECK(file.slice(first.comments[0]) == "-- first");
    REQUIRE(second.comments.size() == 1);
    CHECK(file.slice(second.comments[0]) == "-- second");
    REQUIRE(parsed.trailing_comments.size() == 1);
    CHECK(file.slice(parsed.trailing_comments[0]) == "-- last");
  }
}

TEST_CASE("split: PostgreSQL bodies") {
  const std::string function =
      "create function f() returns int as $x$ begin; return ';'; end $x$ language plpgsql";
  CHECK(pg(function + "; select 1") == "[" + function + "][select 1]");
  const std::string atomic =
      "create function f() returns int begin atomic select case when true then 1 else 2 end; "
      "select 2; end";
  CHECK(pg(atomic + "; select 1") == "[" + atomic + "][select 1]");
  const std::string rule =
      "create rule r as on insert to t do also (insert into a values (1); delete from b)";
  CHECK(pg(rule + "; select 1") == "[" + rule + "][select 1]");
  CHECK(pg("begin; create table t (a int); end; select 1") ==
        "[begin][create table t (a int)][end][select 1]");
}

TEST_CASE("split: what only psql can do is malformed and says so") {
  CHECK(pg("\\set a 1\nselect 1;\n\\d") ==
        "[\\set a 1]!1:1 psql command \\set: only psql can run it[select 1]"
        "[\\d]!3:1 psql command \\d: only psql can run it");
  CHECK(pg("select 1 \\gset\nselect 2") ==
        "[select 1 \\gset]!1:10 psql command \\gset: only psql can run it[select 2]");
  CHECK(
      pg("copy t from stdin;\n1\t'\n\\.\nselect 1;") ==
      "[copy t from stdin]!1:1 COPY ... FROM STDIN with its data: only psql can send it; use INSERT"
      "[select 1]");
}

TEST_CASE("split: what is never closed is malformed, at the place that opens it") {
  CHECK(pg("select 1; select 'a\nb") ==
        "[select 1][select 'a\nb]!1:18 this string is never closed");
  CHECK(pg("select \"a") == "[select \"a]!1:8 this quoted name is never closed");
  CHECK(pg("select $x$ a") == "[select $x$ a]!1:8 this dollar-quoted string is never closed");
  CHECK(pg("select 1 /* /* */") == "[select 1]!1:10 this comment is never closed");
  CHECK(pg("select 1;\n/* a") == "[select 1][/* a]!2:1 this comment is never closed");
  CHECK(my("select 1 /*! + 2") == "[select 1 /*! + 2]!1:10 this comment is never closed");
  CHECK(lite("select [a") == "[select [a]!1:8 this quoted name is never closed");
  CHECK(my("select `a") == "[select `a]!1:8 this quoted name is never closed");
  CHECK(lite("create trigger t after insert on x begin select 1;") ==
        "[create trigger t after insert on x begin select 1;]!1:36 this BEGIN has no END");
}

TEST_CASE("split: a missing bracket does not swallow the file") {
  for (const dialect d : every_dialect) {
    CAPTURE(sluice::dialect_name(d));
    CHECK(pieces("create table t (a int; select 1", d) ==
          "[create table t (a int]!1:16 this '(' is never closed[select 1]");
    CHECK(pieces("select 1); select 2", d) == "[select 1)]!1:9 this ')' closes nothing[select 2]");
  }
  CHECK(pg("select a[(1]); select 2") ==
        "[select a[(1])]!1:10 this '(' is closed by ']'[select 2]");
}

TEST_CASE("split: MySQL compound bodies need no DELIMITER") {
  const char* const bodies[] = {
      "create trigger t before insert on x for each row begin set new.a = 1; set new.b = 2; end",
      "create trigger t before insert on x for each row set new.a = 1",
      "create trigger t before insert on x for each row if new.a then set new.b = 1; end if",
      "create procedure p() begin if a then select 1; elseif b then select 2; else select 3; end "
      "if; end",
      "create procedure p() begin case a when 1 then select 1; else begin end; end case; end",
      "create procedure p() begin set a = case when b then 1 else if(c, 2, 3) end; select "
      "repeat('a', 2); end",
      "create procedure p() begin l: loop leave l; end loop l; while a do set b = 1; end while; "
      "repeat set c = 1; until c end repeat; end",
      "create function f(a int) returns int return if(a, 1, 2)",
      "create definer=`a`@`%` procedure p() begin drop table if exists t; create table if not "
      "exists t (a int); end",
      "create procedure p() begin declare exit handler for sqlexception begin rollback; end; "
      "select 1; end",
      "create event e on schedule every 1 day do begin delete from t; end",
      "create procedure p() begin for i in 1..3 do select i; end for; end",
      "begin not atomic select 1; end",
      "create trigger t before insert on x for each row begin set new.end = 1; set new.begin = 2; "
      "end",
  };
  for (const char* const body : bodies) {
    CHECK(my(std::string(body) + "; select 1") == "[" + std::string(body) + "][select 1]");
  }
  CHECK(my("begin; select 1; end; select 2") == "[begin][select 1][end][select 2]");
}

TEST_CASE("split: a MySQL DELIMITER line ends a statement without its terminator") {
  CHECK(my("delimiter d//\ncreate procedure p() begin select 1; end;\nd//\nupdate t set a = 1;\n\n"
           "delimiter ;\ncall p();\nselect 2;") ==
        "[create procedure p() begin select 1; end][update t set a = 1][call p()][select 2]");
  CHECK(my("delimiter //\nselect 1\n  DELIMITER ;\nselect 2;") == "[select 1][select 2]");
  CHECK(my("create table t (a int,\ndelimiter int);") ==
        "[create table t (a int,\ndelimiter int)]");
}

TEST_CASE("split: MySQL DELIMITER lines belong to no statement") {
  const text::source file("test.sql",
                          "select 1;\ndelimiter $$\ncreate procedure p() begin select 1; end;\n$$\n"
                          "delimiter ;\nselect 2;\n");
  const sql::script parsed = sql::parse(file, dialect::mysql);
  REQUIRE(parsed.statements.size() == 3);
  CHECK(file.slice(parsed.statements[1].where) == "create procedure p() begin select 1; end");
  CHECK(file.slice(parsed.statements[1].whole) == "create procedure p() begin select 1; end;\n$$");
  CHECK(file.slice(parsed.statements[2].whole) == "select 2;");
  CHECK(my("delimiter //\nselect 1; select 2//\ndrop procedure p; create procedure p() select "
           "1; //") == "[select 1][select 2][drop procedure p][create procedure p() select 1]");
}

TEST_CASE("split: MySQL executable comments are part of their statement") {
  CHECK(my("/*!40101 set names utf8 */; select 1") == "[/*!40101 set names utf8 */][select 1]");
  CHECK(my("/*!50003 create*/ /*!50020 definer=`a`@`b`*/ /*!50003 trigger t before insert on x "
           "for each row begin set new.a = 1; end */; select 1") ==
        "[/*!50003 create*/ /*!50020 definer=`a`@`b`*/ /*!50003 trigger t before insert on x "
        "for each row begin set new.a = 1; end */][select 1]");
}

TEST_CASE("split: PostgreSQL's own parser finds the same statements") {
  const std::string text =
      "-- c\ncreate table t (a int default ';'::text);;\n"
      "create function f() returns int begin atomic select 1; select case when true then 1 end; "
      "end;\n"
      "create rule r as on insert to t do also (insert into t values (1); select 2);\n"
      "do $$ begin perform 1; end $$; select 1 /* ; /* ; */ */ ; values (E'\\';', U&'\\003b')";
  const PgQuerySplitResult theirs = pg_query_split_with_parser(text.c_str());
  REQUIRE(theirs.error == nullptr);
  const text::source file("test.sql", text);
  const sql::script ours = sql::parse(file, dialect::postgres);
  REQUIRE(ours.statements.size() == static_cast<std::size_t>(theirs.n_stmts));
  for (std::size_t i = 0; i < ours.statements.size(); ++i) {
    const auto begin = static_cast<std::uint32_t>(theirs.stmts[i]->stmt_location);
    const auto end = begin + static_cast<std::uint32_t>(theirs.stmts[i]->stmt_len);
    CHECK(text::span{begin, end}.contains(ours.statements[i].where));
  }
  pg_query_free_split_result(theirs);
}

TEST_CASE("split: SQLite's own completeness test agrees") {
  const char* const texts[] = {
      "create trigger t after insert on x begin select case when 1 then 2 end; end",
      "create temp trigger t instead of update of a on x when new.a > 1 begin update y set b = 1; "
      "delete from z; end",
      "create trigger if not exists t before delete on x for each row begin select old.\"end\"; "
      "end",
      "create table \"begin\" (a text default ';')",
  };
  for (const char* const text : texts) {
    const std::string with_end = std::string(text) + ";";
    REQUIRE(sqlite3_complete(with_end.c_str()) == 1);
    CHECK(lite(with_end + " select 1;") == "[" + std::string(text) + "][select 1]");
  }
}
