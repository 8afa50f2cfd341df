#include "tests/unit/describe_effects.hpp"
#include "tests/unit/lint_fixture.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

using namespace sluice;

namespace {

const std::filesystem::path tables = std::filesystem::path(SLUICE_TESTDATA) / "fold";

const std::vector<dialect> dialects{dialect::postgres, dialect::mysql, dialect::sqlite};

std::filesystem::path table_of(dialect d) {
  return tables / (std::string(dialect_name(d)) + ".txt");
}

/// A file of testdata/fold: the statements of an earlier change, a line `====`, and cases between
/// empty lines. A case is one or more statements, the effects behind `> `, and the facts of the
/// model that went (`- `) and came (`+ `).
struct fold_table {
  std::string before;
  std::vector<std::string> statements;  ///< of each case
};

fold_table read_table(dialect d) {
  const std::string text = test::read_text(table_of(d));
  const auto cut = text.find("\n====\n");
  REQUIRE(cut != std::string::npos);
  fold_table out{text.substr(0, cut + 1), {}};
  std::istringstream in(text.substr(cut + 6));
  std::string sql;
  for (std::string line; std::getline(in, line);) {
    const std::string mark = line.substr(0, 2);
    if (line.empty()) {
      if (!sql.empty()) out.statements.push_back(sql);
      sql.clear();
    } else if (mark != "> " && mark != "- " && mark != "+ ") {
      sql += line + "\n";
    }
  }
  if (!sql.empty()) out.statements.push_back(sql);
  return out;
}

std::string marked(const std::string& lines) {
  std::string out;
  std::istringstream in(lines);
  for (std::string line; std::getline(in, line);) out += "> " + line + "\n";
  return out;
}

std::string shown(const fold_table& t, dialect d) {
  std::string out = t.before + "====\n";
  for (const std::string& sql : t.statements) {
    const test::folded f = test::fold_text(t.before, sql, d);
    out += "\n" + sql + marked(f.effect_lines) + f.model_lines;
  }
  return out;
}

std::string effects_of(const std::string& before, const std::string& sql, dialect d) {
  return test::fold_text(before, sql, d).effect_lines;
}

}  // namespace

TEST_CASE("each statement has the effects, and changes the model, as its table says", "[fold]") {
  for (const dialect d : dialects) {
    const std::string found = shown(read_table(d), d);
    if (std::getenv("UPDATE_GOLDEN") != nullptr)
      std::ofstream(table_of(d), std::ios::binary) << found;
    INFO("expected lines have '-', found lines '+'; UPDATE_GOLDEN=1 takes what was found");
    INFO(table_of(d));
    CHECK(test::difference(test::read_text(table_of(d)), found) == "");
  }
}

TEST_CASE("the tables hold every kind of statement and of effect", "[fold]") {
  std::set<std::size_t> statements;
  std::set<schema::effect_kind> effects;
  for (const dialect d : dialects) {
    const fold_table t = read_table(d);
    for (const std::string& sql : t.statements) {
      const text::source file("x.sql", sql);
      for (const auto& s : sql::parse(file, d).statements) statements.insert(s.what.index());
      for (const auto& e : test::fold_text(t.before, sql, d).effects) effects.insert(e.kind);
    }
  }
  CHECK(statements.size() == std::variant_size_v<sql::statement>);
  for (int kind = 0; kind <= static_cast<int>(schema::effect_kind::unknown); ++kind) {
    CAPTURE(schema::effect_name(static_cast<schema::effect_kind>(kind)));
    CHECK(effects.contains(static_cast<schema::effect_kind>(kind)));
  }
}

TEST_CASE("a malformed statement is unknown and leaves the model alone", "[fold]") {
  const test::folded f = test::fold_text("CREATE TABLE t (a int);", "DROP TABLE t, 'x", {});
  CHECK(f.effect_lines == "unknown {DROP TABLE t, 'x}\n");
  CHECK(f.model_lines == "");
}

TEST_CASE("PostgreSQL keeps quoted names apart, the others ignore case", "[fold]") {
  const std::string before = "CREATE TABLE users (nick text);";
  CHECK(
      effects_of(before, "ALTER TABLE IF EXISTS \"Users\" DROP COLUMN nick;", dialect::postgres) ==
      "nothing Users.nick instead of column-dropped {DROP COLUMN nick}\n");
  CHECK(effects_of(before, "ALTER TABLE USERS DROP COLUMN Nick;", dialect::postgres) ==
        "column-dropped users.nick {DROP COLUMN Nick}\n");
  for (const dialect d : {dialect::mysql, dialect::sqlite})
    CHECK(effects_of(before, "ALTER TABLE Users DROP COLUMN NICK;", d) ==
          "column-dropped users.nick {DROP COLUMN NICK}\n");
}

TEST_CASE("the default schema's name says nothing, another's does", "[fold]") {
  CHECK(effects_of("CREATE TABLE t (a int);", "DROP TABLE IF EXISTS public.t, billing.t;",
                   dialect::postgres) ==
        "table-dropped t {public.t}\nnothing billing.t instead of table-dropped {billing.t}\n");
  CHECK(effects_of("CREATE TABLE t (a int);", "DROP TABLE main.t;", dialect::sqlite) ==
        "table-dropped t {main.t}\n");
}

TEST_CASE("a check is about the columns of its condition, not about one of its own name",
          "[fold]") {
  CHECK(effects_of("CREATE TABLE t (a int, total int);",
                   "ALTER TABLE t ADD CONSTRAINT total CHECK (a > 0);", dialect::postgres) ==
        "constraint-added t.total check (a) {ADD CONSTRAINT total CHECK (a > 0)}\n");
}

TEST_CASE("what IF EXISTS leaves out depends on whether all columns are known", "[fold]") {
  CHECK(effects_of("CREATE TABLE t AS SELECT 1;", "ALTER TABLE t DROP COLUMN IF EXISTS a;",
                   dialect::postgres) == "column-dropped t.a {DROP COLUMN IF EXISTS a}\n");
  CHECK(effects_of("CREATE TABLE t (b int);", "ALTER TABLE t DROP COLUMN IF EXISTS a;",
                   dialect::postgres) ==
        "nothing t.a instead of column-dropped {DROP COLUMN IF EXISTS a}\n");
}

TEST_CASE("a swap of names is no news: both tables were there", "[fold]") {
  CHECK(effects_of("CREATE TABLE a (x int); CREATE TABLE b (x int);",
                   "RENAME TABLE a TO tmp, b TO a, tmp TO b;", dialect::mysql) ==
        "table-renamed a -> tmp {a TO tmp}\n"
        "table-renamed b -> a {b TO a}\n"
        "table-renamed tmp -> b {tmp TO b}\n");
}

TEST_CASE("types that widen, and types that do not", "[fold]") {
  struct row {
    dialect d;
    const char* from;
    const char* to;
    bool widens;
  };
  const row rows[] = {
      {dialect::mysql, "int", "bigint", true},
      {dialect::mysql, "bigint", "int", false},
      {dialect::mysql, "int", "int unsigned", false},
      {dialect::mysql, "varchar(20)", "varchar(20) character set latin1", false},
      {dialect::mysql, "varchar(20) collate utf8mb4_bin", "varchar(20)", false},
      {dialect::mysql, "varchar(20)", "varchar(10)", false},
      {dialect::mysql, "varchar(10)", "varchar(20)", true},
      {dialect::mysql, "varchar(10)", "text", true},
      {dialect::mysql, "text", "longtext", true},
      {dialect::mysql, "longtext", "text", false},
      {dialect::mysql, "text", "mediumblob", false},
      {dialect::mysql, "blob", "mediumblob", true},
      {dialect::mysql, "varbinary(20)", "blob", true},
      {dialect::mysql, "decimal(10,2)", "decimal(12,2)", true},
      {dialect::mysql, "decimal(10,2)", "decimal(12,4)", false},
      {dialect::mysql, "enum('a')", "enum('a','b')", true},
      {dialect::mysql, "enum('a','b')", "enum('a','c','b')", false},
      {dialect::mysql, "enum('a','b')", "enum('a')", false},
      {dialect::mysql, "set('a')", "set('a','b')", true},
      {dialect::mysql, "enum('a')", "set('a','b')", false},
      {dialect::postgres, "varchar(10)", "varchar(20)", true},
      {dialect::postgres, "smallint", "integer", true},
      {dialect::postgres, "integer", "text", false},
      {dialect::postgres, "timestamp", "timestamptz", false},
      {dialect::postgres, "varchar", "varchar(20)", false},
      {dialect::postgres, "varchar(20)", "varchar", true},
      {dialect::postgres, "varchar(20)", "text", true},
      {dialect::postgres, "text", "varchar(20)", false},
      {dialect::postgres, "char(20)", "text", false},
  };
  for (const row& r : rows) {
    CAPTURE(r.from, r.to);
    const std::string verb = r.d == dialect::mysql ? "MODIFY c " : "ALTER COLUMN c TYPE ";
    const test::folded f = test::fold_text("CREATE TABLE t (c " + std::string(r.from) + ");",
                                           "ALTER TABLE t " + verb + std::string(r.to) + ";", r.d);
    REQUIRE(f.effects.size() == 1);
    CHECK(f.effects[0].kind == schema::effect_kind::column_type_changed);
    CHECK(f.effects[0].widens == r.widens);
  }
}

TEST_CASE("another way to write the same type changes nothing", "[fold]") {
  struct row {
    dialect d;
    const char* from;
    const char* alter;
  };
  const row rows[] = {
      {dialect::mysql, "int(11)", "MODIFY c INTEGER"},
      {dialect::mysql, "tinyint(1)", "MODIFY c bool"},
      {dialect::mysql, "text COLLATE utf8mb4_bin", "MODIFY c text collate utf8mb4_bin"},
      {dialect::mysql, "numeric(5,1)", "MODIFY c decimal(5, 1)"},
      {dialect::postgres, "varchar(5)", "ALTER c TYPE character varying(5)"},
      {dialect::postgres, "int8", "ALTER c TYPE bigint"},
      {dialect::postgres, "timestamptz", "ALTER c TYPE timestamp with time zone"},
  };
  for (const row& r : rows) {
    CAPTURE(r.from, r.alter);
    const test::folded f = test::fold_text("CREATE TABLE t (c " + std::string(r.from) + ");",
                                           "ALTER TABLE t " + std::string(r.alter) + ";", r.d);
    REQUIRE(f.effects.size() == 1);
    CHECK(f.effects[0].kind == schema::effect_kind::nothing);
  }
}

TEST_CASE("conditions that hold for a known number of rows", "[fold]") {
  struct row {
    const char* condition;
    bool bounded;
  };
  const row rows[] = {
      {"id = 1", true},
      {"t.id = -1", true},
      {"id IN (1, 2)", true},
      {"id BETWEEN 1 AND 5 AND name = 'x'", true},
      {"name = 'x' AND id BETWEEN 1 AND 5", true},
      {"code = 'x'", true},
      {"id = 1 OR id = 2", false},
      {"id > 1", false},
      {"id = other", false},
      {"id IN (SELECT id FROM u)", false},
      {"name = 'x'", false},
      {"a = 1", false},
      {"a = 1 AND b = 2", true},
      {"NOT id = 1", false},
      {"id = 1 IS NOT TRUE", false},
      {"partly = 1", false},
  };
  for (const row& r : rows) {
    CAPTURE(r.condition);
    const test::folded f = test::fold_text(
        "CREATE TABLE t (id int PRIMARY KEY, name text, code text UNIQUE, a int, b int, partly "
        "int, UNIQUE (a, b)); CREATE UNIQUE INDEX p ON t (partly) WHERE id > 5;",
        "UPDATE t SET name = 'y' WHERE " + std::string(r.condition) + ";", dialect::postgres);
    REQUIRE(f.effects.size() == 1);
    CHECK(f.effects[0].whole_table == !r.bounded);
  }
}

TEST_CASE("equal models have equal text and fingerprint, whatever their past", "[fold]") {
  const auto model_of = [](const std::string& sql) {
    return test::fold_text("", sql, dialect::postgres).after;
  };
  const schema::model straight = model_of("CREATE TABLE t (a int, b text DEFAULT 'x');");
  const schema::model winding = model_of(
      "CREATE TABLE s (z int, b text DEFAULT 'y'); ALTER TABLE s RENAME COLUMN z TO a;"
      "ALTER TABLE s RENAME TO t; ALTER TABLE t ALTER b SET DEFAULT 'x';"
      "CREATE TEMPORARY TABLE scratch (x int);");
  CHECK(schema::dump(straight) == schema::dump(winding));
  CHECK(schema::fingerprint(straight) == schema::fingerprint(winding));
  CHECK(schema::fingerprint(straight).size() == 64);
  const schema::model other = model_of("CREATE TABLE t (a int, b text);");
  CHECK(schema::fingerprint(straight) != schema::fingerprint(other));
  CHECK_FALSE(straight == other);
}

TEST_CASE("a body of several lines is one fact in the text of a model", "[fold]") {
  const test::folded f = test::fold_text(
      "", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$\nSELECT\\1\n$$;", dialect::postgres);
  CHECK(f.model_lines == "+ routine f \\nSELECT\\\\1\\n\n");
}
