#include "dialects/catalog.hpp"
#include "dialects/schema/effect.hpp"
#include "dialects/schema/names.hpp"
#include "dialects/schema/view_reading.hpp"
#include "dialects/sql/script.hpp"
#include "dialects/sql/token.hpp"
#include "tests/oracle/servers/facts.hpp"
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>

// The engines themselves say what SQL is. Every statement of testdata/oracle is sent to a real one:
// what its parser takes must be understood, and after each file the model that we folded must be
// the schema that the engine has. SLUICE_ORACLE_FOLDER names another folder of .sql files, one
// history of migrations, of which the same is asked; SLUICE_ORACLE_VERBOSE=1 prints every
// disagreement and failure.

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
  return {root / "postgres_catalogue"};
}

/// The model as the transaction leaves it: ROLLBACK, and COMMIT of one that failed, undo.
class folded_schema {
 public:
  folded_schema(schema::model& m, dialect d) : model_(m), dialect_(d) {}

  void executed(const sql::parsed_statement& statement, const text::source& file) {
    if (const auto* control = std::get_if<sql::transaction_control>(&statement.what)) {
      if (control->verb == sql::transaction_verb::begin) before_ = model_;
      if (control->verb == sql::transaction_verb::rollback && before_) model_ = *before_;
      if (control->verb == sql::transaction_verb::commit && failed_ && before_) model_ = *before_;
      const bool ends = control->verb == sql::transaction_verb::commit ||
                        control->verb == sql::transaction_verb::rollback;
      if (ends) before_.reset();
      if (ends) failed_ = false;
    }
    static_cast<void>(schema::fold(model_, statement, file, dialect_));
  }
  void failed() { failed_ = before_.has_value() && dialect_ == dialect::postgres; }

 private:
  schema::model& model_;
  dialect dialect_;
  std::optional<schema::model> before_;
  bool failed_ = false;
};

/// Asks the engine about each statement of the file and folds what it executed.
void run_file(session& db, const text::source& file, dialect d, schema::model& model,
              tally& count) {
  folded_schema folded(model, d);
  // What another version of the server would execute is a comment here.
  const auto bytes = sql::text_on(file.bytes(), db.server());
  const text::source seen(file.name(), bytes.value_or(std::string(file.bytes())));
  for (const sql::parsed_statement& statement : sql::parse(seen, d).statements) {
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
    if (engine_says.executed) {
      folded.executed(statement, seen);
    } else {
      folded.failed();
    }
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

/// Of the views of both the tables and columns that they read, where both can be told.
std::string difference_of_views(const schema::model& live, const schema::model& folded, dialect d) {
  std::string out;
  for (const auto& [name, text] : folded.views) {
    const auto held = schema::find_entry(live.views, name, d);
    if (held == live.views.end()) continue;
    const auto is = schema::read_by_view(live, held->first, d);
    const auto ours = schema::read_by_view(folded, name, d);
    if (is && ours && *is != *ours)
      out += fmt::format("engine: view {} reads {}\nmodel:  view {} reads {}\n", name,
                         fmt::join(*is, " "), name, fmt::join(*ours, " "));
  }
  return out;
}

/// How the engine's catalogue and the folded model differ; empty when they do not.
std::string compare(const std::string& url, const schema::model& folded, dialect d) {
  const auto partly_known = test::partly_known_in(folded);
  const schema::model live = read_model(*test::open(url));
  schema::model ours = folded;
  // Only the catalogue tells who owns something, and an owner needs no grant.
  for (const auto& [title, owner] : live.owners) {
    if (const auto granted = ours.grants.find(title); granted != ours.grants.end()) {
      granted->second.erase(owner);
      if (granted->second.empty()) ours.grants.erase(granted);
    }
  }
  return test::difference(test::facts_of(live, partly_known, d),
                          test::facts_of(ours, partly_known, d)) +
         difference_of_views(live, folded, d);
}

/// A file that undoes: of golang-migrate, Diesel and their like.
bool is_down_file(const fs::path& path) {
  const std::string name = path.filename().string();
  return name == "down.sql" || name.find(".down.") != std::string::npos;
}

/// The file up to what undoes it: of goose and dbmate.
text::source upward(const text::source& file) {
  std::string bytes(file.bytes());
  for (const char* mark : {"-- +goose Down", "-- migrate:down"})
    bytes.resize(std::min(bytes.find(mark), bytes.size()));
  return {file.name(), bytes};
}

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
      const std::string differs = compare(url, folded, d);
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

/// testdata/oracle/since/postgres-17.sql: what 17 takes and the versions before it refuse.
TEST_CASE("a version's new syntax is understood, and older servers refuse it", "[oracle]") {
  const engine kind = GENERATE(from_range(test::engines_under_test()));
  const dialect d = dialect_of(kind);
  const auto db = test::open(test::shared_server(kind).create_database());
  // Before it reads on, SQLite looks for the table that gets a column.
  if (kind == engine::sqlite) db->execute("CREATE TABLE orders (total INTEGER)");
  for (const fs::path& path : sql_files(fs::path(SLUICE_TESTDATA) / "oracle/since")) {
    const std::string name = path.stem().string();
    const std::size_t dash = name.find('-');
    if (engine_from_name(name.substr(0, dash)) != kind) continue;
    const auto since = parse_version(kind, name.substr(dash + 1));
    REQUIRE(since);
    const bool is_known = db->server() >= *since;
    const text::source file = read_file(path);
    for (const sql::parsed_statement& statement : sql::parse(file, d).statements) {
      INFO(path.filename().string() << ": " << one_line(file.slice(statement.where)));
      INFO(statement.note);
      CHECK(statement.outcome == sql::understanding::understood);
      const answer engine_says = ask(*db, file.slice(statement.where));
      INFO(engine_says.message);
      CHECK(engine_says.accepted == is_known);
    }
  }
}

TEST_CASE("statements end where sqlite3_complete() says", "[oracle]") {
  std::size_t files = 0;
  for (const fs::path& path : sql_files(folders_of(engine::sqlite).front())) {
    check_split_as_sqlite_does(read_file(path));
    ++files;
  }
  CHECK(files > 0);
}

TEST_CASE("SLUICE_ORACLE_FOLDER is understood, and its schema is our model", "[oracle]") {
  const char* folder = std::getenv("SLUICE_ORACLE_FOLDER");
  const engine kind = GENERATE(from_range(test::engines_under_test()));
  if (folder == nullptr || folders_of(kind).empty()) {
    SUCCEED("no other folder is asked for");
    return;
  }
  CAPTURE(engine_name(kind));
  const dialect d = dialect_of(kind);
  const std::string url = test::shared_server(kind).create_database();
  schema::model folded;
  tally count;
  std::size_t files = 0;
  std::size_t differing = 0;
  std::string before;
  for (const fs::path& path : sql_files(folder)) {
    if (is_down_file(path)) continue;
    ++files;
    say("== " + path.string());
    run_file(*test::open(url), upward(read_file(path)), d, folded, count);
    const std::string differs = compare(url, folded, d);
    // What an earlier file left is not told again.
    if (differs != before) {
      ++differing;
      std::cout << path.string() << ":\n" << differs;
    }
    before = differs;
  }
  report(engine_name(kind), count);
  std::cout << files << " files, " << differing << " after which other differences stood\n";
  CHECK(count.understood == count.accepted);
  CHECK(differing == 0);
}
