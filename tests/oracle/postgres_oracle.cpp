#include "tests/oracle/facts.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <optional>
#include <pg_query.h>

using namespace sluice;

namespace {

/// Where the committed statements are, and the least there must be of them.
const std::filesystem::path committed = std::filesystem::path(SLUICE_TESTDATA) / "oracle/postgres";
constexpr std::size_t least_committed = 1900;

struct totals {
  std::size_t files = 0, statements = 0, compared = 0, refused = 0, refused_by_both = 0, wrong = 0;
};

/// PostgreSQL's tree of a text; nothing when it refuses it.
std::optional<nlohmann::json> parse_theirs(const std::string& text) {
  const PgQueryParseResult result = pg_query_parse(text.c_str());
  std::optional<nlohmann::json> tree;
  if (result.error == nullptr) tree = nlohmann::json::parse(result.parse_tree);
  pg_query_free_parse_result(result);
  return tree;
}

/// The byte after white space and comments.
std::size_t after_trivia(std::string_view text, std::size_t at) {
  for (;;) {
    while (at < text.size() && std::string_view(" \t\r\n\f\v").find(text[at]) != text.npos) ++at;
    if (text.substr(at, 2) == "--") {
      at = std::min(text.find('\n', at), text.size());
    } else if (text.substr(at, 2) == "/*") {
      std::size_t depth = 0;
      do {
        const std::string_view two = text.substr(at, 2);
        if (two == "/*") ++depth;
        if (two == "*/") --depth;
        at += two == "/*" || two == "*/" ? 2 : 1;
      } while (depth > 0 && at < text.size());
    } else {
      return at;
    }
  }
}

class comparison {
 public:
  explicit comparison(const text::source& file)
      : file_(file), ours_(sql::parse(file, dialect::postgres)) {}

  totals run() {
    count_.files = 1;
    count_.statements = ours_.statements.size();
    const auto tree = parse_theirs(file_.bytes().data());
    if (!tree || !compare_places((*tree)["stmts"])) {
      for (const sql::parsed_statement& parsed : ours_.statements) compare_alone(parsed);
      return count_;
    }
    for (std::size_t i = 0; i < ours_.statements.size(); ++i) {
      compare(ours_.statements[i], (*tree)["stmts"][i]["stmt"]);
    }
    return count_;
  }

 private:
  void disagree(text::span where, const std::string& what) {
    ++count_.wrong;
    std::printf("%s:%zu: %s\n", file_.name().c_str(), file_.position_of(where.begin).line,
                what.c_str());
  }

  /// The same statements from the same byte to the same byte; false when there are others.
  bool compare_places(const nlohmann::json& theirs) {
    if (theirs.size() != ours_.statements.size()) {
      disagree({0, 0}, "PostgreSQL finds " + std::to_string(theirs.size()) +
                           " statements, Sluice " + std::to_string(ours_.statements.size()));
      return false;
    }
    const std::string_view bytes = file_.bytes();
    for (std::size_t i = 0; i < theirs.size(); ++i) {
      const text::span ours = ours_.statements[i].where;
      const auto begin = theirs[i].value("stmt_location", std::size_t{0});
      const auto length = theirs[i].value("stmt_len", bytes.size() - begin);
      const std::size_t first = after_trivia(bytes, begin);
      const std::size_t after_ours = after_trivia(bytes.substr(0, begin + length), ours.end);
      if (first != ours.begin || after_ours != begin + length) {
        disagree(ours, "PostgreSQL's statement has other ends");
      }
    }
    return true;
  }

  void compare_alone(const sql::parsed_statement& parsed) {
    const auto tree = parse_theirs(std::string(file_.slice(parsed.where)));
    if (!tree) {
      const bool understood = parsed.outcome == sql::understanding::understood;
      std::printf("%s:%zu: PostgreSQL refuses it\n", file_.name().c_str(),
                  file_.position_of(parsed.where.begin).line);
      ++(understood ? count_.refused : count_.refused_by_both);
      return;
    }
    if ((*tree)["stmts"].size() != 1) {
      disagree(parsed.where, "PostgreSQL takes this for several statements");
      return;
    }
    compare(parsed, (*tree)["stmts"][0]["stmt"]);
  }

  void compare(const sql::parsed_statement& parsed, const nlohmann::json& tree) {
    if (parsed.outcome != sql::understanding::understood) {
      disagree(parsed.where, "PostgreSQL takes it, Sluice does not: " + parsed.note + ": " +
                                 std::string(file_.slice(parsed.where)));
      return;
    }
    const test::statement_facts theirs = test::their_facts(tree);
    const test::statement_facts ours = test::our_facts(parsed);
    if (theirs.kind.empty()) {
      disagree(parsed.where,
               "the test does not know this statement of PostgreSQL's: " + tree.dump());
      return;
    }
    ++count_.compared;
    if (theirs.kind != ours.kind) {
      disagree(parsed.where, "PostgreSQL: " + theirs.kind + "; Sluice: " + ours.kind);
      return;
    }
    const std::string only_theirs = missing(theirs.lines, ours.lines);
    const std::string only_ours = missing(ours.lines, theirs.lines);
    if (only_theirs.empty() && only_ours.empty()) return;
    disagree(parsed.where, "only PostgreSQL: {" + only_theirs + "}; only Sluice: {" + only_ours +
                               "}: " + std::string(file_.slice(parsed.where)));
  }

  static std::string missing(const std::vector<std::string>& from,
                             const std::vector<std::string>& in) {
    std::vector<std::string> left;
    std::set_difference(from.begin(), from.end(), in.begin(), in.end(), std::back_inserter(left));
    std::string out;
    for (const std::string& line : left) out += (out.empty() ? "" : "; ") + line;
    return out;
  }

  const text::source& file_;
  sql::script ours_;
  totals count_;
};

void add(totals& to, const totals& from) {
  to.files += from.files;
  to.statements += from.statements;
  to.compared += from.compared;
  to.refused += from.refused;
  to.refused_by_both += from.refused_by_both;
  to.wrong += from.wrong;
}

}  // namespace

TEST_CASE("PostgreSQL's own parser reads every statement as Sluice does", "[oracle]") {
  const char* const other = std::getenv("SLUICE_ORACLE_FOLDER");
  const std::filesystem::path folder = other == nullptr ? committed : std::filesystem::path(other);
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".sql") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  REQUIRE_FALSE(files.empty());
  totals all;
  for (const auto& path : files) {
    const std::string shown = path.lexically_relative(folder).string();
    add(all, comparison(text::read_source(path.string(), shown)).run());
  }
  std::printf(
      "%zu files, %zu statements, %zu compared, %zu disagreements; PostgreSQL refuses %zu that "
      "Sluice takes and %zu that neither takes\n",
      all.files, all.statements, all.compared, all.wrong, all.refused, all.refused_by_both);
  CHECK(all.wrong == 0);
  if (other != nullptr) return;
  CHECK(all.statements >= least_committed);
  CHECK(all.refused + all.refused_by_both == 0);  // else a file's places are not compared
}
