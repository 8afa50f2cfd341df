#include "dialects/catalog.hpp"
#include "dialects/schema/effect.hpp"
#include "dialects/sql/script.hpp"
#include "dialects/sql/token.hpp"
#include "tests/oracle/servers/facts.hpp"
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>
#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

// The engines themselves say what SQL is. Every statement of testdata/oracle is sent to a real one:
// what its parser takes must be understood, and after each file the model that we folded must be
// the schema that the engine has. SLUICE_ORACLE_FOLDER names another folder of .sql files, for
// which only acceptance is asked; SLUICE_ORACLE_VERBOSE=1 prints every disagreement and failure.

using namespace sluice;
namespace fs = std::filesystem;

namespace {

struct tally {
  std::size_t statements = 0;
  std::size_t accepted = 0;    ///< by the engine's parser
  std::size_t executed = 0;    ///< without any error
  std::size_t understood = 0;  ///< of those accepted
  std::size_t lenient = 0;     ///< rejected by the engine and understood by us
};

/// An engine's answer to one statement.
struct answer {
  bool accepted = true;
  bool executed = false;
  std::string message;
};

bool is_verbose() {
  return std::getenv("SLUICE_ORACLE_VERBOSE") != nullptr;
}

std::string one_line(std::string_view text) {
  constexpr std::size_t longest = 300;
  std::string out(text.substr(0, longest));
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

void say(const std::string& line) {
  if (is_verbose()) std::cout << line << "\n";
}

answer ask(session& db, std::string_view sql) {
  answer result;
  try {
    db.query(sql);
    result.executed = true;
  } catch (const text::database_error& error) {
    REQUIRE(error.kind() != text::failure::connection);
    result.accepted = error.kind() != text::failure::syntax;
    result.message = error.server_message();
  }
  return result;
}

text::source read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  REQUIRE(in);
  return {file.filename().string(), std::string(std::istreambuf_iterator<char>(in), {})};
}

/// "-- not compared: reason" in the first lines of a file; empty without.
std::string exemption(const text::source& file) {
  constexpr std::string_view directive = "-- not compared: ";
  const std::string_view bytes = file.bytes();
  const std::size_t at = bytes.substr(0, 500).find(directive);
  if (at == std::string_view::npos) return {};
  const std::size_t begin = at + directive.size();
  return std::string(bytes.substr(begin, bytes.find('\n', begin) - begin));
}

/// V2_10 stands after V2_9, as migrations run.
bool natural_less(const fs::path& a, const fs::path& b) {
  const auto key = [](const fs::path& path) {
    std::string out;
    std::string digits;
    const auto flush = [&] {
      if (!digits.empty())
        out += std::string(20 - std::min<std::size_t>(20, digits.size()), '0') + digits;
      digits.clear();
    };
    for (const char c : path.string()) {
      if (c >= '0' && c <= '9') {
        digits += c;
      } else {
        flush();
        out += c;
      }
    }
    flush();
    return out;
  };
  return key(a) < key(b);
}

std::vector<fs::path> sql_files(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".sql") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end(), natural_less);
  return files;
}

std::vector<fs::path> folders_of(engine kind) {
  const fs::path root = fs::path(SLUICE_TESTDATA) / "oracle";
  switch (kind) {
    case engine::mysql:
      return {root / "mysql_and_mariadb", root / "mysql"};
    case engine::mariadb:
      return {root / "mysql_and_mariadb", root / "mariadb"};
    case engine::sqlite:
      return {root / "sqlite"};
    case engine::postgres:
      break;
  }
  return {};
}

/// Asks the engine about each statement of the file and folds what it executed.
void run_file(session& db, const text::source& file, dialect d, schema::model& model,
              tally& count) {
  for (const sql::parsed_statement& statement : sql::parse(file, d).statements) {
    const std::string_view text = file.slice(statement.where);
    const answer engine_says = ask(db, text);
    const bool understood = statement.outcome == sql::understanding::understood;
    ++count.statements;
    count.executed += engine_says.executed;
    if (!engine_says.accepted) {
      count.lenient += understood;
      say("rejected" + std::string(understood ? " but understood: " : ": ") + one_line(text) +
          "\n    " + engine_says.message);
      continue;
    }
    ++count.accepted;
    count.understood += understood;
    if (!engine_says.executed) say("failed: " + one_line(text) + "\n    " + engine_says.message);
    if (engine_says.executed) static_cast<void>(schema::fold(model, statement, file, d));
    if (!understood) say("not understood: " + one_line(text) + "\n    " + statement.note);
    INFO(file.name() << ": " << one_line(text));
    INFO(statement.note);
    CHECK(understood);
  }
}

void report(std::string_view what, const tally& count) {
  std::cout << what << ": " << count.statements << " statements, " << count.accepted
            << " accepted, of which " << count.understood << " understood and " << count.executed
            << " executed; " << count.lenient << " rejected but understood\n";
}

/// SQLite's shell asks this function whether a statement is whole.
void check_split_as_sqlite_does(const text::source& file) {
  const auto complete = [](std::string_view text) {
    return sqlite3_complete(std::string(text).c_str()) == 1;
  };
  for (const sql::parsed_statement& statement : sql::parse(file, dialect::sqlite).statements) {
    const std::string_view whole = file.slice(statement.whole);
    INFO(file.name() << ": " << one_line(whole));
    CHECK(complete(whole));
    const std::size_t last = whole.rfind(';');
    for (std::size_t at = whole.find(';'); at < last; at = whole.find(';', at + 1)) {
      // sqlite3_complete() counts a comment before the terminator as nothing, too.
      const bool ends_early =
          complete(whole.substr(0, at + 1)) && statement.where.begin < statement.whole.begin + at;
      CHECK_FALSE(ends_early);
    }
  }
}

}  // namespace

TEST_CASE("what an engine accepts is understood, and its schema is our model", "[oracle]") {
  const engine kind = GENERATE(from_range(test::engines_under_test()));
  const dialect d = dialect_of(kind);
  CAPTURE(engine_name(kind));
  const auto folders = folders_of(kind);
  tally count;
  for (const fs::path& folder : folders) {
    for (const fs::path& path : sql_files(folder)) {
      const text::source file = read_file(path);
      say("== " + std::string(engine_name(kind)) + " " + path.filename().string());
      const std::string url = test::shared_server(kind).create_database();
      schema::model folded;
      run_file(*test::open(url), file, d, folded, count);
      const auto partly_known = test::partly_known_in(folded);
      const schema::model live = read_model(*test::open(url));
      const std::string differs = test::difference(test::facts_of(live, partly_known, d),
                                                   test::facts_of(folded, partly_known, d));
      INFO(path.string());
      if (const std::string reason = exemption(file); !reason.empty()) {
        INFO("not compared: " << reason);
        CHECK(!differs.empty());  // the exemption is needed
        continue;
      }
      say(differs);
      CHECK(differs == "");
    }
  }
  if (!folders.empty()) report(engine_name(kind), count);
  CHECK(count.executed <= count.accepted);
}

TEST_CASE("statements end where sqlite3_complete() says", "[oracle]") {
  std::size_t files = 0;
  for (const fs::path& path : sql_files(folders_of(engine::sqlite).front())) {
    check_split_as_sqlite_does(read_file(path));
    ++files;
  }
  CHECK(files > 0);
}

TEST_CASE("what an engine accepts of SLUICE_ORACLE_FOLDER is understood", "[oracle]") {
  const char* folder = std::getenv("SLUICE_ORACLE_FOLDER");
  const engine kind = GENERATE(from_range(test::engines_under_test()));
  if (folder == nullptr || folders_of(kind).empty()) {
    SUCCEED("no other folder is asked for");
    return;
  }
  CAPTURE(engine_name(kind));
  // The files of one folder are one history: later ones build on earlier ones.
  std::map<fs::path, std::vector<fs::path>> histories;
  for (const fs::path& path : sql_files(folder)) histories[path.parent_path()].push_back(path);
  tally count;
  for (const auto& [parent, paths] : histories) {
    const std::string url = test::shared_server(kind).create_database();
    schema::model folded;
    for (const fs::path& path : paths) {
      say("== " + path.string());
      run_file(*test::open(url), read_file(path), dialect_of(kind), folded, count);
    }
  }
  report(engine_name(kind), count);
  CHECK(count.understood == count.accepted);
}
