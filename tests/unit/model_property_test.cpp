#include "dialects/schema/diff.hpp"
#include "dialects/schema/effect.hpp"
#include "tests/support/apply_effects.hpp"
#include "tests/unit/lint_fixture.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <sstream>

// What holds for every model, over the models that the statements of testdata/fold and
// testdata/oracle make.

using namespace sluice;
namespace fs = std::filesystem;

namespace {

struct sample {
  dialect which;
  fs::path file;
  std::string sql;
};

std::vector<sample> samples() {
  const fs::path root = fs::path(SLUICE_TESTDATA) / "oracle";
  const std::vector<std::pair<const char*, dialect>> folders{
      {"postgres_catalogue", dialect::postgres},
      {"postgres", dialect::postgres},
      {"mysql_and_mariadb", dialect::mysql},
      {"mariadb", dialect::mysql},
      {"mysql", dialect::mysql},
      {"sqlite", dialect::sqlite}};
  std::vector<sample> out;
  for (const auto& [folder, d] : folders) {
    for (const auto& entry : fs::directory_iterator(root / folder))
      out.push_back({d, entry.path(), test::read_text(entry.path())});
  }
  REQUIRE(out.size() > 30);
  return out;
}

schema::model folded(const std::string& sql, dialect d) {
  schema::model m;
  const text::source file("x.sql", sql);
  for (const sql::parsed_statement& s : sql::parse(file, d).statements)
    static_cast<void>(schema::fold(m, s, file, d));
  return m;
}

/// What some of the statements make, by a coin for each; nothing that is known in part alone.
schema::model partly_folded(const std::string& sql, dialect d, std::mt19937& coin) {
  schema::model m;
  const text::source file("x.sql", sql);
  for (const sql::parsed_statement& s : sql::parse(file, d).statements) {
    if (coin() % 4 != 0) static_cast<void>(schema::fold(m, s, file, d));
  }
  return m;
}

/// But for PostgreSQL's, names in another case are the same.
std::set<std::string> in_any_case(std::set<std::string> all, dialect d) {
  if (d == dialect::postgres) return all;
  std::set<std::string> out;
  for (const std::string& fact : all) out.insert(sql::lower_case(fact));
  return out;
}

void leave_out_unknown(schema::model& m) {
  std::erase_if(m.tables, [](const auto& entry) {
    return !entry.second.columns_complete || entry.second.temporary;
  });
}

/// The facts that no program's own text is part of.
std::set<std::string> facts(const schema::model& m) {
  std::set<std::string> out;
  std::istringstream in(schema::dump(m));
  for (std::string line; std::getline(in, line);) {
    const bool program =
        line.starts_with("view ") || line.starts_with("routine ") || line.starts_with("trigger ");
    out.insert(program ? line.substr(0, line.find(' ', line.find(' ') + 1)) : line);
  }
  return out;
}

/// The same statements with a comment and a line end in the place of each blank. Statements with
/// conditional comments stay: whether a comment is one depends on what stands in it.
std::string with_other_space(const std::string& sql, dialect d) {
  std::string out;
  for (const sql::token& t : sql::lex(sql, d)) {
    const std::string shown = sql.substr(t.where.begin, t.where.size());
    const bool inside_line = t.what == sql::kind::space && shown.find('\n') == std::string::npos;
    out += inside_line ? " /* x */\n\t" : shown;
  }
  return out;
}

/// PostgreSQL folds unquoted words. In the others names are kept as they are written, in quotes or
/// not, and are the same in another case.
std::string with_other_case(const std::string& sql, dialect d) {
  std::string out;
  for (const sql::token& t : sql::lex(sql, d)) {
    const std::string shown = sql.substr(t.where.begin, t.where.size());
    const bool folds =
        sql::is_word(t.what) || (t.what == sql::kind::quoted_name && d != dialect::postgres);
    out += folds ? sql::upper_case(shown) : shown;
  }
  return out;
}

std::string only_in_one(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::string out;
  for (const std::string& fact : a) {
    if (b.count(fact) == 0) out += fact + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("a model's dump is the same each time, and that of a copy") {
  for (const sample& s : samples()) {
    INFO(s.file);
    const schema::model m = folded(s.sql, s.which);
    const schema::model copy = m;
    CHECK(schema::dump(m) == schema::dump(folded(s.sql, s.which)));
    CHECK(schema::fingerprint(m) == schema::fingerprint(copy));
    CHECK(schema::diff(m, copy, s.which).empty());
  }
}

TEST_CASE("white space and comments change nothing in the model") {
  for (const sample& s : samples()) {
    // DELIMITER ends with its line.
    if (s.sql.find("DELIMITER") != std::string::npos) continue;
    INFO(s.file);
    const auto plain = facts(folded(s.sql, s.which));
    const auto spaced = facts(folded(with_other_space(s.sql, s.which), s.which));
    CHECK(only_in_one(plain, spaced) == "");
    CHECK(only_in_one(spaced, plain) == "");
  }
}

TEST_CASE("the case of words changes nothing in the model") {
  for (const sample& s : samples()) {
    INFO(s.file);
    const auto facts_of = [&](const std::string& sql) {
      return in_any_case(facts(folded(sql, s.which)), s.which);
    };
    const auto plain = facts_of(s.sql);
    const auto shouted = facts_of(with_other_case(s.sql, s.which));
    CHECK(only_in_one(plain, shouted) == "");
    CHECK(only_in_one(shouted, plain) == "");
  }
}

TEST_CASE("two models differ in what diff tells, and in nothing else") {
  std::map<dialect, std::vector<schema::model>> models;
  for (const sample& s : samples()) models[s.which].push_back(folded(s.sql, s.which));
  std::size_t pairs = 0;
  for (const auto& [d, all] : models) {
    for (const schema::model& a : all) {
      for (const schema::model& b : all) {
        ++pairs;
        const bool told = !schema::diff(a, b, d).empty();
        CHECK(told == !schema::diff(b, a, d).empty());
        if (!told) CHECK(facts(a) == facts(b));
      }
    }
  }
  CHECK(pairs > 100);
}

TEST_CASE("the effects that diff finds lead from one model to the other") {
  constexpr unsigned seed = 20261130;
  std::mt19937 coin(seed);
  std::map<dialect, std::vector<schema::model>> models;
  for (const sample& s : samples()) {
    auto& all = models[s.which];
    all.push_back(folded(s.sql, s.which));
    for (int i = 0; i < 3; ++i) all.push_back(partly_folded(s.sql, s.which, coin));
  }
  std::size_t changes = 0;
  for (auto& [d, all] : models) {
    for (schema::model& m : all) leave_out_unknown(m);
    for (std::size_t i = 0; i < all.size(); ++i) {
      // Its neighbours, which mostly come from the same statements, and any other one.
      for (const std::size_t other : {(i + 1) % all.size(), (i + 2) % all.size(),
                                      static_cast<std::size_t>(coin()) % all.size()}) {
        const schema::model& from = all[i];
        const schema::model& to = all[other];
        const auto effects = schema::diff(from, to, d);
        changes += effects.size();
        const schema::model reached = test::applied(from, effects, to, d);
        INFO(static_cast<int>(d) << ": model " << i << " to " << other);
        const auto there = in_any_case(facts(reached), d);
        const auto wanted = in_any_case(facts(to), d);
        CHECK(only_in_one(there, wanted) == "");
        CHECK(only_in_one(wanted, there) == "");
        CHECK(schema::diff(reached, to, d).empty());
      }
    }
  }
  CHECK(changes > 1000);
}
