#include "dialects/sql/keywords.hpp"
#include "dialects/sql/token.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using namespace sluice;
using sql::kind;
using sql::token;

namespace {

/// "word:a op:<> string:'x'": the tokens but white space; `!` marks an unterminated one.
std::string tokens_of(std::string_view text, dialect d) {
  std::string result;
  for (const token& t : sql::lex(text, d)) {
    if (t.what == kind::space) continue;
    if (!result.empty()) result += " ";
    std::string_view name;
    switch (t.what) {
#define SLUICE_KIND(enumerator, shown) \
  case kind::enumerator:               \
    name = #enumerator;                \
    break;
#define SLUICE_KEYWORD(enumerator, shown) \
  case kind::enumerator:                  \
    name = "kw";                          \
    break;
#include "dialects/sql/kinds.def"
#undef SLUICE_KIND
#undef SLUICE_KEYWORD
      case kind::count:
        break;
    }
    result += std::string(name) + ":" + std::string(text.substr(t.where.begin, t.where.size()));
    if (t.unterminated) result += "!";
  }
  return result;
}

std::string pg(std::string_view text) {
  return tokens_of(text, dialect::postgres);
}
std::string my(std::string_view text) {
  return tokens_of(text, dialect::mysql);
}
std::string lite(std::string_view text) {
  return tokens_of(text, dialect::sqlite);
}

/// Every byte belongs to exactly one token.
bool tiles(std::string_view text, dialect d) {
  std::uint32_t at = 0;
  for (const token& t : sql::lex(text, d)) {
    if (t.where.begin != at || t.where.empty()) return false;
    at = t.where.end;
  }
  return at == text.size();
}

constexpr dialect every_dialect[] = {dialect::postgres, dialect::mysql, dialect::sqlite};

}  // namespace

TEST_CASE("lex: PostgreSQL strings") {
  CHECK(pg("'it''s' E'a\\'b' e'\\\\' U&'\\0061' B'01' x'ff' N'n'") ==
        "string:'it''s' string:E'a\\'b' string:e'\\\\' string:U&'\\0061' bits:B'01' bits:x'ff' "
        "string:N'n'");
  CHECK(pg("'a\\' b") == "string:'a\\' word:b");
  CHECK(pg("\"A\"\"b\" U&\"d\\0061\" u") ==
        "quoted_name:\"A\"\"b\" quoted_name:U&\"d\\0061\" word:u");
  CHECK(pg("'open") == "string:'open!");
  CHECK(pg("E'open\\") == "string:E'open\\!");
  CHECK(pg("\"open") == "quoted_name:\"open!");
}

TEST_CASE("lex: PostgreSQL dollar quotes") {
  CHECK(pg("$$a;'b$$ $x$ $$ $y$ $x$") == "dollar_string:$$a;'b$$ dollar_string:$x$ $$ $y$ $x$");
  CHECK(pg("$1 $12+a$b$") == "parameter:$1 parameter:$12 plus:+ word:a$b$");
  CHECK(pg("$tag$ never") == "dollar_string:$tag$ never!");
}

TEST_CASE("lex: PostgreSQL comments nest") {
  CHECK(pg("a /* x /* y */ z */ b") == "word:a comment:/* x /* y */ z */ word:b");
  CHECK(pg("a /* x /* y */ z") == "word:a comment:/* x /* y */ z!");
  CHECK(pg("a -- b\nc") == "word:a comment:-- b word:c");
  CHECK(pg("/*/ a */ b") == "comment:/*/ a */ word:b");
}

TEST_CASE("lex: PostgreSQL operators") {
  CHECK(pg("a<>b->>c::d:=e") ==
        "word:a op:<> word:b op:->> word:c double_colon::: word:d colon_equals::= word:e");
  CHECK(pg("a+--b\n+/*c*/-1") == "word:a plus:+ comment:--b plus:+ comment:/*c*/ minus:- number:1");
  CHECK(pg("1*-2 @-3") == "number:1 star:* minus:- number:2 op:@- number:3");
  CHECK(pg("a ? b ?| c => d") == "word:a question:? word:b op:?| word:c op:=> word:d");
  CHECK(pg("%s %(id)s a%b") == "parameter:%s parameter:%(id)s word:a op:% word:b");
}

TEST_CASE("lex: numbers") {
  for (const dialect d : every_dialect) {
    CAPTURE(sluice::dialect_name(d));
    CHECK(tokens_of("1 1.5 .5 1e5 1.5E-3 0x1F", d) ==
          "number:1 number:1.5 number:.5 number:1e5 number:1.5E-3 number:0x1F");
  }
  CHECK(pg("1..10") == "number:1 dot:. number:.10");
  CHECK(my("2fa_codes 1e5a t.2nd") == "word:2fa_codes word:1e5a word:t dot:. word:2nd");
}

TEST_CASE("lex: psql commands and COPY data are one token each") {
  CHECK(pg("\\d foo\nselect") == "meta_command:\\d foo kw:select");
  CHECK(pg("copy t from stdin;\n1\t'x\n\\.\nselect") ==
        "word:copy word:t kw:from word:stdin semicolon:; copy_data:\n1\t'x\n\\. kw:select");
  CHECK(pg("copy t from stdin;\r\n1\r\n\\.\r\n;") ==
        "word:copy word:t kw:from word:stdin semicolon:; copy_data:\r\n1\r\n\\.\r semicolon:;");
  CHECK(pg("copy t from stdin;\n1") ==
        "word:copy word:t kw:from word:stdin semicolon:; copy_data:\n1!");
  CHECK(pg("copy t from 'f'; select") ==
        "word:copy word:t kw:from string:'f' semicolon:; kw:select");
}

TEST_CASE("lex: MySQL strings and names") {
  CHECK(my("'a\\'b' \"say \\\"hi\\\"\" 'it''s' `a``b` x'1f' b'01' n'x'") ==
        "string:'a\\'b' string:\"say \\\"hi\\\"\" string:'it''s' quoted_name:`a``b` bits:x'1f' "
        "bits:b'01' string:n'x'");
  CHECK(my("'\\\\' a") == "string:'\\\\' word:a");
  CHECK(my("'open\\") == "string:'open\\!");
  CHECK(my("@a @@global.b @`c` $d") == "variable:@a variable:@@global.b variable:@`c` word:$d");
  CHECK(my("a->'$.b' c->>'$' d:=e <=> f") ==
        "word:a op:-> string:'$.b' word:c op:->> string:'$' word:d colon_equals::= word:e op:<=> "
        "word:f");
}

TEST_CASE("lex: MySQL sql_mode changes how quotes are read") {
  CHECK(my("set sql_mode='ANSI_QUOTES'; \"a\"; set sql_mode=''; \"b\"").find("quoted_name:\"a\"") !=
        std::string::npos);
  CHECK(my("set sql_mode='ANSI_QUOTES'; \"a\"; set sql_mode=''; \"b\"").find("string:\"b\"") !=
        std::string::npos);
  CHECK(my("set session sql_mode = 'NO_BACKSLASH_ESCAPES'; 'a\\' b")
            .ends_with("string:'a\\' word:b"));
  CHECK(my("select 'sql_mode ANSI'; \"a\"").ends_with("string:\"a\""));
}

TEST_CASE("lex: MySQL comments") {
  CHECK(my("a # b\nc -- d\ne--f") ==
        "word:a comment:# b word:c comment:-- d word:e minus:- minus:- word:f");
  CHECK(my("--\na") == "comment:-- word:a");
  CHECK(my("/* /* */ a") == "comment:/* /* */ word:a");
  CHECK(my("/*+ hint */ a /*!50100 b */ c /*M!100100 d*/ /*! e") ==
        "comment:/*+ hint */ word:a code_open:/*!50100 word:b code_close:*/ word:c "
        "code_open:/*M!100100 word:d code_close:*/ code_open:/*!! word:e");
  CHECK(my("a */ b") == "word:a star:* op:/ word:b");
}

TEST_CASE("lex: MySQL DELIMITER") {
  CHECK(
      my("delimiter $$\nend$$\nDELIMITER ;\na;") ==
      "delimiter_command:delimiter $$\n kw:end delimiter:$$ delimiter_command:DELIMITER ;\n word:a "
      "semicolon:;");
  CHECK(my("delimiter //\na;b//") ==
        "delimiter_command:delimiter //\n word:a inner_semicolon:; word:b delimiter://");
  CHECK(my("delimiter go\ncategory go") ==
        "delimiter_command:delimiter go\n word:category delimiter:go");
  CHECK(my("a delimiter //\n") == "word:a word:delimiter op:/ op:/");
  CHECK(my("delimiter '//'\na//").ends_with("word:a delimiter://"));
}

TEST_CASE("lex: SQLite") {
  CHECK(lite("\"a\"\"b\" [c d] `e` 'f' x'00'") ==
        "quoted_name:\"a\"\"b\" quoted_name:[c d] quoted_name:`e` string:'f' bits:x'00'");
  CHECK(lite("? ?1 :a @b $c") == "parameter:? parameter:?1 parameter::a parameter:@b parameter:$c");
  CHECK(lite("a||b<>c==d->e->>f") ==
        "word:a op:|| word:b op:<> word:c op:== word:d op:-> word:e op:->> word:f");
  CHECK(lite("/* /* */ a --b") == "comment:/* /* */ word:a comment:--b");
  CHECK(lite("[open") == "quoted_name:[open!");
  CHECK(lite("'a\\' b") == "string:'a\\' word:b");
}

TEST_CASE("lex: a byte order mark and CRLF are white space") {
  for (const dialect d : every_dialect) {
    CAPTURE(sluice::dialect_name(d));
    CHECK(tokens_of("\xEF\xBB\xBF\r\na\r\n", d) == "word:a");
    CHECK(tokens_of("", d).empty());
  }
}

TEST_CASE("lex: names are unquoted and folded as the dialect does") {
  CHECK(sql::fold_name("AbC", dialect::postgres) == "abc");
  CHECK(sql::fold_name("AbC", dialect::mysql) == "AbC");
  CHECK(sql::fold_name("\"A\"\"b\"", dialect::postgres) == "A\"b");
  CHECK(sql::fold_name("U&\"d\\0061t\\+000061\"", dialect::postgres) == "data");
  CHECK(sql::fold_name("U&\"d!0061!!\" UESCAPE '!'", dialect::postgres) == "da!");
  CHECK(sql::fold_name(std::string(70, 'A'), dialect::postgres) == std::string(63, 'a'));
  CHECK(sql::fold_name('"' + std::string(62, 'x') + "\u00e9\"", dialect::postgres) ==
        std::string(62, 'x'));
  // Bytes that are no UTF-8, which releases' statements may hold, do not make the name empty.
  CHECK(sql::fold_name(std::string(70, '\xBF'), dialect::postgres) == std::string(63, '\xBF'));
  CHECK(sql::fold_name(std::string(70, 'A'), dialect::mysql) == std::string(70, 'A'));
  CHECK(sql::fold_name("`a``b`", dialect::mysql) == "a`b");
  CHECK(sql::fold_name("[a b]", dialect::sqlite) == "a b");
}

TEST_CASE("lex: every kind that a rule names is known to some dialect") {
  for (int k = static_cast<int>(kind::stray) + 1; k < static_cast<int>(kind::count); ++k) {
    const std::string_view word = sql::kind_text(static_cast<kind>(k));
    CAPTURE(word);
    CHECK(std::any_of(std::begin(every_dialect), std::end(every_dialect), [&](dialect d) {
      return sql::keywords_of(d).find(word) == static_cast<kind>(k);
    }));
  }
}

TEST_CASE("lex: whatever the bytes, the tokens cover them") {
  constexpr std::string_view alphabet = "aE'\"`$*/-#;\\[](),.:=@!%?0 \n\xC3";
  std::mt19937 random(7);  // NOLINT: the same texts in every run
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t length = random() % 40; text.size() < length;) {
      text += alphabet[random() % alphabet.size()];
    }
    for (const dialect d : every_dialect) {
      CAPTURE(text, sluice::dialect_name(d));
      REQUIRE(tiles(text, d));
    }
  }
}
