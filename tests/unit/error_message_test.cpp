#include "dialects/sql/script.hpp"
#include "tests/unit/lint_fixture.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

/// What is said about wrong SQL: testdata/errors holds texts, and behind each the messages, `> ` at
/// the beginning of their lines. UPDATE_GOLDEN=1 writes them; read what it wrote.
namespace sluice::test {

namespace {

constexpr std::size_t least_cases = 50;

/// The messages about one text.
std::string messages_about(const std::string& sql, dialect d) {
  const text::source file("x.sql", sql);
  std::string out;
  for (const sql::parsed_statement& s : sql::parse(file, d).statements) {
    if (s.outcome == sql::understanding::understood) continue;
    const text::position at = file.position_of(s.note_where.begin);
    out += fmt::format("> x.sql:{}:{}: {}\n", at.line, at.column, s.note);
  }
  return out.empty() ? "> nothing\n" : out;
}

struct golden {
  std::string written;  ///< the file as it is
  std::string found;    ///< as it should be
  std::size_t cases = 0;
};

golden check_file(const std::filesystem::path& path, dialect d) {
  golden result;
  result.written = read_text(path);
  std::istringstream lines(result.written);
  std::string line;
  std::string sql;
  const auto finish = [&] {
    if (sql.empty()) return;
    result.found += sql + messages_about(sql, d) + "\n";
    sql.clear();
    ++result.cases;
  };
  bool answered = false;
  while (std::getline(lines, line)) {
    const bool answer = line.starts_with("> ");
    if (answered && !answer) finish();
    if (!answer && !(line.empty() && sql.empty())) sql += line + "\n";
    answered = answer;
  }
  finish();
  return result;
}

}  // namespace

TEST_CASE("wrong SQL is told with its place, what was expected, and a hint", "[parse]") {
  const std::filesystem::path folder = std::filesystem::path(SLUICE_TESTDATA) / "errors";
  std::size_t cases = 0;
  for (const dialect d : {dialect::postgres, dialect::mysql, dialect::sqlite}) {
    const std::filesystem::path path = folder / (std::string(dialect_name(d)) + ".txt");
    const golden g = check_file(path, d);
    cases += g.cases;
    if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(path) << g.found;
    INFO("expected lines have '-', found lines '+'; UPDATE_GOLDEN=1 takes what was found");
    INFO(path.string());
    CHECK(difference(g.written, g.found).empty());
  }
  CHECK(cases >= least_cases);
}

}  // namespace sluice::test
