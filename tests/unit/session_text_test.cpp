#include "dialects/mysql/error_code.hpp"
#include "dialects/mysql/wire_text.hpp"
#include "dialects/placeholders.hpp"
#include "dialects/postgres/error_code.hpp"
#include "dialects/postgres/wire_text.hpp"
#include "dialects/sqlite/error_code.hpp"

#include <catch2/catch.hpp>

using namespace sluice;
using text::failure;

namespace {

/// The text with each placeholder shown as "<>".
std::string marked(dialect d, std::string sql) {
  const std::vector<std::size_t> found = find_placeholders(d, sql);
  for (auto at = found.rbegin(); at != found.rend(); ++at) sql.replace(*at, 1, "<>");
  return sql;
}

}  // namespace

TEST_CASE("placeholders are found outside quotes and comments alone") {
  const dialect d = GENERATE(dialect::postgres, dialect::mysql, dialect::sqlite);
  CAPTURE(dialect_name(d));
  CHECK(marked(d, "a = ? AND b=?") == "a = <> AND b=<>");
  CHECK(marked(d, "'?' ? 'it''s ?' ?") == "'?' <> 'it''s ?' <>");
  CHECK(marked(d, "\"?\"\"?\" ?") == "\"?\"\"?\" <>");
  CHECK(marked(d, "? -- ?\n?") == "<> -- ?\n<>");
  CHECK(marked(d, "/* ? ' */ ?") == "/* ? ' */ <>");
  CHECK(marked(d, "'open ?") == "'open ?");
  CHECK(marked(d, "/* open ?") == "/* open ?");
  CHECK(marked(d, "").empty());
}

TEST_CASE("placeholders follow what each dialect reads differently") {
  const auto pg = [](const char* sql) { return marked(dialect::postgres, sql); };
  const auto my = [](const char* sql) { return marked(dialect::mysql, sql); };
  const auto lite = [](const char* sql) { return marked(dialect::sqlite, sql); };
  CHECK(pg("'\\' ? '") == "'\\' <> '");
  CHECK(my("'\\' ? ' ?") == "'\\' ? ' <>");
  CHECK(lite("'\\' ? '") == "'\\' <> '");
  CHECK(pg("E'\\' ? ' ?") == "E'\\' ? ' <>");
  CHECK(pg("name'\\' ?") == "name'\\' <>");
  CHECK(pg("$$ ? $$ ? $a$ $$ ? $a$ ?") == "$$ ? $$ <> $a$ $$ ? $a$ <>");
  CHECK(pg("$1 ? a$b$ ? $b$") == "$1 <> a$b$ <> $b$");
  CHECK(my("$$ ? $$") == "$$ <> $$");
  CHECK(pg("/* /* ? */ ? */ ?") == "/* /* ? */ ? */ <>");
  CHECK(my("/* /* ? */ ?") == "/* /* ? */ <>");
  CHECK(my("`?` ? # ?\n ?") == "`?` <> # ?\n <>");
  CHECK(my("1--? -- ?") == "1--<> -- ?");
  CHECK(lite("1--? \n?") == "1--? \n<>");
  CHECK(lite("[?] ? `?`") == "[?] <> `?`");
  CHECK(pg("a[?]") == "a[<>]");
}

TEST_CASE("the first word stands after blanks and comments") {
  CHECK(first_word(dialect::sqlite, " -- x\n/* y */ insert into t") == "INSERT");
  CHECK(first_word(dialect::mysql, "# x\n\tWith") == "WITH");
  CHECK(first_word(dialect::sqlite, "(select 1)").empty());
  CHECK(first_word(dialect::sqlite, " /* only").empty());
}

TEST_CASE("plain text is UTF-8 without NUL") {
  CHECK(is_plain_text("Zoë 東京 🚢"));
  CHECK(is_plain_text(""));
  for (const std::string_view bytes :
       {std::string_view("a\0b", 3), std::string_view("\xff"), std::string_view("\xc3"),
        std::string_view("\xc0\x80"), std::string_view("\xed\xa0\x80"),
        std::string_view("\xf4\x90\x80\x80"), std::string_view("\xe0\x80\x80")}) {
    CHECK_FALSE(is_plain_text(bytes));
  }
}

TEST_CASE("offsets are found again in the text before its placeholders were replaced") {
  const std::string given = "? a ? b ? c";
  const postgres::numbered_text numbered = postgres::number_placeholders(given, 3);
  CHECK(numbered.sql == "$1 a $2 b $3 c");
  const std::vector<value> parameters{"x", std::nullopt, "it's"};
  const mysql::inlined_text inlined = mysql::inline_parameters(given, parameters);
  CHECK(inlined.sql == "'x' a NULL b _utf8mb4 X'69742773' c");
  for (const char letter : {'a', 'b', 'c'}) {
    CHECK(numbered.original_offset(numbered.sql.find(letter)) == given.find(letter));
    CHECK(inlined.original_offset(inlined.sql.find(std::string(" ") + letter) + 1) ==
          given.find(letter));
  }
  CHECK(numbered.original_offset(numbered.sql.find("$2")) == 4);
  CHECK(inlined.original_offset(inlined.sql.find("NULL") + 2) == 4);
  CHECK(postgres::offset_of_character("aé東b", 4) == 6);
  CHECK(postgres::offset_of_character("ab", 9) == 2);
}

TEST_CASE("MySQL literals mean the same under every sql_mode") {
  CHECK(mysql::literal(std::nullopt) == "NULL");
  CHECK(mysql::literal("plain ü") == "'plain ü'");
  CHECK(mysql::literal("a\\") == "_utf8mb4 X'615C'");
  CHECK(mysql::literal("a\n") == "_utf8mb4 X'610A'");
  CHECK(mysql::literal(std::string("\0\xff", 2)) == "X'00FF'");
}

TEST_CASE("MySQL's version text is read") {
  CHECK(mysql::parse_version("9.7.4", "Debian") == server_version{engine::mysql, 9, 7, 4});
  CHECK(mysql::parse_version("8.0.36-28-log", "") == server_version{engine::mysql, 8, 0, 36});
  CHECK(mysql::parse_version("10.11.14-MariaDB-0+deb12u2", "Debian 12") ==
        server_version{engine::mariadb, 10, 11, 14});
  CHECK(mysql::parse_version("5.5.5-10.4.1-MariaDB", "") ==
        server_version{engine::mariadb, 10, 4, 1});
  CHECK(mysql::parse_version("11.4.2", "mariadb.org binary distribution") ==
        server_version{engine::mariadb, 11, 4, 2});
}

TEST_CASE("a version that somebody names is read, and what is none is refused") {
  CHECK(parse_version(engine::postgres, "15") == server_version{engine::postgres, 15, 0, 0});
  CHECK(parse_version(engine::mysql, "8.0") == server_version{engine::mysql, 8, 0, 0});
  CHECK(parse_version(engine::mariadb, "10.11.6") == server_version{engine::mariadb, 10, 11, 6});
  for (const char* wrong :
       {"", "x", "-1", "8.", "8.x", ".8", "8.0.36.1", "15beta", " 15", "99999999999"}) {
    CAPTURE(wrong);
    CHECK(parse_version(engine::mysql, wrong) == std::nullopt);
  }
}

TEST_CASE("the place of a MySQL syntax error is found") {
  const auto offset = [](std::string_view sql, std::string_view near, int line) {
    return mysql::syntax_error_offset(sql, "You have an error in your SQL syntax; use near '" +
                                               std::string(near) + "' at line " +
                                               std::to_string(line));
  };
  CHECK(offset("SELEC 1", "SELEC 1", 1) == 0);
  CHECK(offset("SELECT a\nFROM", "", 2) == 13);
  const std::string tail(100, 'x');
  const std::string sql = "a b " + tail + "\na b " + tail;
  CHECK(offset(sql, ("b " + tail).substr(0, 80), 1) == 2);
  CHECK(offset(sql, ("b " + tail).substr(0, 80), 2) == sql.rfind("b "));
  CHECK(offset(sql, ("b " + tail).substr(0, 77) + "...", 1) == 2);
  CHECK_FALSE(offset("SELECT 1", tail, 1));
  CHECK_FALSE(mysql::syntax_error_offset("SELECT 1", "Query was empty"));
}

TEST_CASE("what may be stored of a message holds no value of a row") {
  CHECK(mysql::without_row_values(1062, "Duplicate entry 'a' for key 'b' for key 'users.email'") ==
        "Duplicate entry '…' for key 'users.email'");
  CHECK(mysql::without_row_values(
            1366, "Incorrect integer value: 'it's' for column `s`.`t`.`c` at row 1") ==
        "Incorrect integer value: '…' for column `s`.`t`.`c` at row 1");
  CHECK(mysql::without_row_values(1292, "Truncated incorrect DOUBLE value: 'abc'") ==
        "Truncated incorrect DOUBLE value: '…'");
  CHECK(mysql::without_row_values(1526, "Table has no partition for value 7") ==
        "Table has no partition for value …");
  CHECK(mysql::without_row_values(1054, "Unknown column 'x' in 'field list'") ==
        "Unknown column 'x' in 'field list'");
  CHECK(postgres::without_row_values("22P02", "invalid input syntax for type integer: \"a\"b\"") ==
        "invalid input syntax for type integer: \"…\"");
  CHECK(postgres::without_row_values("42703", "column \"a\" does not exist") ==
        "column \"a\" does not exist");
}

TEST_CASE("vendor codes fall into classes") {
  CHECK(postgres::classify("55P03") == failure::lock_timeout);
  CHECK(postgres::classify("40P01") == failure::deadlock);
  CHECK(postgres::classify("57014") == failure::cancelled);
  CHECK(postgres::classify("57P01") == failure::connection);
  CHECK(postgres::classify("23514") == failure::constraint);
  CHECK(postgres::classify("53100") == failure::full);
  CHECK(postgres::classify("42P07") == failure::other);
  CHECK(postgres::classify("") == failure::other);
  CHECK(mysql::classify(1205, "") == failure::lock_timeout);
  CHECK(mysql::classify(1213, "") == failure::deadlock);
  CHECK(mysql::classify(1114, "") == failure::full);
  CHECK(mysql::classify(1290, "running with the --super-read-only option") == failure::read_only);
  CHECK(mysql::classify(1290, "running with the --secure-file-priv option") == failure::other);
  CHECK(mysql::classify(1050, "") == failure::other);
  CHECK(mysql::ends_connection(2013));
  CHECK_FALSE(mysql::ends_connection(1205));
  CHECK(sqlite::classify(13, "") == failure::full);
  CHECK(sqlite::classify(1, "no such table: t") == failure::missing);
  CHECK(sqlite::classify(1, "near \"x\": syntax error") == failure::syntax);
  CHECK(sqlite::classify(517, "") == failure::deadlock);
  CHECK(sqlite::classify(6, "") == failure::lock_timeout);
  CHECK(sqlite::error_code_name(2067) == "SQLITE_CONSTRAINT_UNIQUE");
  CHECK(sqlite::error_code_name(5) == "SQLITE_BUSY");
  CHECK(sqlite::error_code_name(5 | (99 << 8)) == "SQLITE_BUSY (25349)");
}
