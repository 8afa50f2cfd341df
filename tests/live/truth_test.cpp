#include "dialects/catalog.hpp"
#include "dialects/parameters.hpp"
#include "dialects/schema/names.hpp"
#include "dialects/sql/script.hpp"
#include "migrator/contract.hpp"
#include "migrator/lock.hpp"
#include "migrator/releases.hpp"
#include "phases/disk.hpp"
#include "tests/live/example.hpp"
#include "tests/live/truth_rows.hpp"
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <set>
#include <stdexcept>

/// The gate against reality: what it says of a statement, and what the statement then does.
namespace sluice::test {

namespace {

/// The rows of every table, by table and row, each a list of column and value.
using contents = std::map<std::string, std::vector<std::map<std::string, value>>>;

/// What a statement did: an error, or what it returned and left behind.
struct deed {
  std::string error;
  std::string answers;
  contents before, after;
};

std::vector<std::string> statements_of(const std::string& script, dialect d) {
  const text::source file("script", script);
  std::vector<std::string> out;
  for (const sql::parsed_statement& s : sql::parse(file, d).statements)
    out.emplace_back(file.slice(s.where));
  return out;
}

void execute_all(session& db, const std::string& script) {
  for (const std::string& statement : statements_of(script, db.sql_dialect()))
    db.execute(statement);
}

contents read_contents(session& db) {
  contents out;
  const schema::model found = read_model(db);
  for (const auto& [name, table] : found.tables) {
    const std::size_t dot = name.find('.');
    const std::string quoted = dot == std::string::npos
                                   ? quote_name(db.sql_dialect(), name)
                                   : quote_name(db.sql_dialect(), name.substr(0, dot)) + "." +
                                         quote_name(db.sql_dialect(), name.substr(dot + 1));
    std::string columns;
    for (const schema::column& c : table.columns)
      columns += (columns.empty() ? "" : ", ") + quote_name(db.sql_dialect(), c.name);
    auto& rows_of = out[name];
    const rows all = db.query(fmt::format("SELECT {} FROM {}", columns, quoted));
    for (const auto& row : all.values) {
      auto& one = rows_of.emplace_back();
      for (std::size_t i = 0; i < row.size(); ++i) one[table.columns[i].name] = row[i];
    }
  }
  return out;
}

/// With the session's own placeholder style, and the values in the order of their places.
std::pair<std::string, std::vector<value>> bound(const std::string& statement, dialect d,
                                                 const std::vector<std::string>& values) {
  std::vector<value> in_order;
  const std::string text = rewrite_parameters(statement, d, [&](const parameter& p) {
    const std::string v = p.number <= values.size() ? values[p.number - 1] : "";
    in_order.push_back(v == "NULL" ? value() : value(v));
    return std::string("?");
  });
  return {text, in_order};
}

std::string shown(const rows& found, bool in_order) {
  std::vector<std::string> lines;
  for (const auto& row : found.values) {
    std::string line;
    for (const value& v : row) line += v.value_or("NULL") + "|";
    lines.push_back(line);
  }
  if (!in_order) std::sort(lines.begin(), lines.end());
  std::string out;
  for (const std::string& name : found.columns) out += name + "|";
  for (const std::string& line : lines) out += "\n" + line;
  return out + "\n";
}

/// Runs the release's statements in a transaction that is rolled back.
deed run_statements(session& db, const truth_row& row) {
  deed out;
  const std::vector<std::string> statements = statements_of(row.statement, db.sql_dialect());
  const std::size_t runs = std::max(row.values.size(), statements.size());
  db.begin();
  try {
    out.before = read_contents(db);
    for (std::size_t i = 0; i < runs; ++i) {
      const auto [text, values] =
          bound(statements[i % statements.size()], db.sql_dialect(),
                i < row.values.size() ? row.values[i] : std::vector<std::string>());
      out.answers += shown(db.query(text, values), text.find("ORDER BY") != std::string::npos);
    }
    out.after = read_contents(db);
  } catch (const text::database_error& problem) {
    out.error = problem.code() + " " + problem.server_message();
  }
  db.rollback();
  return out;
}

/// The rows that came and went, a line each, over the columns that the other state has too.
std::vector<std::string> changes_in(const deed& d, const std::string& table,
                                    const std::set<std::string>& columns) {
  const auto lines = [&](const contents& all) {
    std::multiset<std::string> out;
    for (const auto& row : all.at(table)) {
      std::string line;
      for (const auto& [column, v] : row) {
        if (columns.contains(column)) line += column + "=" + v.value_or("NULL") + "|";
      }
      out.insert(line);
    }
    return out;
  };
  const auto before = lines(d.before);
  const auto after = lines(d.after);
  std::vector<std::string> out;
  std::set_symmetric_difference(before.begin(), before.end(), after.begin(), after.end(),
                                std::back_inserter(out));
  return out;
}

std::string difference(const deed& before, const deed& after, const schema::model& old_schema,
                       const schema::model& new_schema) {
  if (!before.error.empty() && !after.error.empty())
    throw std::runtime_error("the row proves nothing, since it fails before and after: " +
                             before.error);
  if (!after.error.empty()) return "fails: " + after.error;
  if (!before.error.empty()) return "failed before: " + before.error;
  if (before.answers != after.answers)
    return fmt::format("answers\n{}and now\n{}", before.answers, after.answers);
  for (const auto& entry : before.before) {
    const std::string& name = entry.first;
    if (!after.before.contains(name)) continue;
    std::set<std::string> columns;
    for (const schema::column& c : old_schema.find(name)->columns) {
      if (new_schema.find(name)->find(c.name) != nullptr) columns.insert(c.name);
    }
    if (changes_in(before, name, columns) != changes_in(after, name, columns))
      return "other rows in " + name;
  }
  return "";
}

class silent final : public migrator::observer {
 public:
  void note(const std::string&) override {}
  void progress(const migrator::job_progress&) override {}
  [[nodiscard]] bool stop_requested() const override { return false; }
  void watch(session*, bool) override {}
  void pause(std::chrono::milliseconds) override {}
};

/// A project with the row's contract step, its release recorded on a database of its own. The gate
/// is asked by its command; what surrounds the questions is done without proving anything again.
class truth_project {
 public:
  truth_project(engine kind, const truth_row& row)
      : url_(shared_server(kind).create_database()), connection_(parse_url(url_)) {
    execute_all(*open(url_), row.schema);
    folder_.write("migrations/20260101000000_change/contract.sql", row.contract);
    folder_.write("sluice.toml", "bake = \"0s\"\n");
    folder_.write("1.sql", row.statement);
    folder_.write("2.sql", "SELECT 1 AS one;\n");
    work([&](migrator::target& t) {
      for (const std::string version : {"1", "2"}) {
        static_cast<void>(migrator::record_release(t, {"web", version},
                                                   {(folder_ / (version + ".sql")).string()}));
      }
      migrator::set_release_status(t, {"web", "1"}, phases::release_status::standby);
      migrator::set_release_status(t, {"web", "2"}, phases::release_status::live);
    });
  }

  [[nodiscard]] const std::string& url() const { return url_; }

  nlohmann::json ask_contract() { return ask({"gate", "contract", "change", "--json"}); }

  /// Whatever the gate says.
  void apply_contract() {
    work([&](migrator::target& t) {
      const auto changes = phases::read_changes((folder_ / "migrations").string(), t.db.server());
      migrator::runner_lock lock(t);
      static_cast<void>(migrator::apply_contract_ungated(t, lock, changes.front()));
    });
  }

  nlohmann::json ask_rollback() {
    return ask({"gate", "rollback", "--from", "web@2", "--to", "web@1", "--json"});
  }

 private:
  void work(const std::function<void(migrator::target&)>& what) {
    const auto db = connect(connection_);
    migrator::ledger book(*db, "test", "test");
    silent nobody;
    const migrator::settings options;
    migrator::target t{*db, connection_, book, nobody, options};
    what(t);
  }

  nlohmann::json ask(std::vector<std::string> line) {
    for (const std::string& more :
         {std::string("--url"), url_, std::string("--dir"), (folder_ / "migrations").string(),
          std::string("--config"), (folder_ / "sluice.toml").string()})
      line.push_back(more);
    const command_result r = run_sluice(line);
    if (r.code == 1 || r.code == 2) throw std::runtime_error(r.out + r.err);
    return nlohmann::json::parse(r.out);
  }

  std::string url_;
  connection_target connection_;
  temp_dir folder_;
};

std::string reasons_of(const nlohmann::json& answer) {
  std::string out;
  for (const auto& r : answer["reasons"])
    out += fmt::format("        {}: {}\n", r["code"].get<std::string>(),
                       r["message"].get<std::string>());
  return out;
}

/// "" when the verdict is what it should be.
std::string fault_of(const truth_row& row, engine kind, const std::string& verdict,
                     const std::string& truth) {
  const std::string unknown = row.reason("unknown", kind);
  const std::string false_unsafe = row.reason("false unsafe", kind);
  if (verdict == "safe") {
    if (!truth.empty()) return "FALSE SAFE";
    return unknown.empty() && false_unsafe.empty() ? "" : "a reason is given, but it is exact";
  }
  if (verdict == "unsafe") {
    if (!unknown.empty()) return "expected unknown";
    if (truth.empty()) return false_unsafe.empty() ? "false unsafe without a reason" : "";
    return false_unsafe.empty() ? "" : "a reason is given, but it is exact";
  }
  return unknown.empty() ? "unknown without a reason" : "";
}

struct tally {
  std::map<std::string, int> counts;
  std::string table;
  std::string faults;
};

void judge(engine kind, const truth_row& row, tally& sums) {
  truth_project project(kind, row);
  const nlohmann::json contract = project.ask_contract();
  const std::string verdict = contract["verdict"];

  const auto db = open(project.url());
  const schema::model old_schema = read_model(*db);
  const deed before = run_statements(*db, row);
  project.apply_contract();
  const nlohmann::json rollback = project.ask_rollback();
  const std::string back = rollback["verdict"];

  // On a second database, since a transaction that is rolled back does use up numbers.
  const auto fresh = open(shared_server(kind).create_database());
  execute_all(*fresh, row.schema);
  execute_all(*fresh, row.contract);
  const deed after = run_statements(*fresh, row);
  const std::string truth = difference(before, after, old_schema, read_model(*fresh));

  std::string fault = fault_of(row, kind, verdict, truth);
  if (fault.empty() && back == "safe" && !truth.empty()) fault = "FALSE SAFE ROLLBACK";
  if (fault.empty() && back == "unsafe" && truth.empty() && verdict != "unsafe")
    fault = "rollback is falsely unsafe";
  if (fault.empty() && back == "unknown" && verdict == "safe") fault = "rollback is unknown";
  const std::string line =
      fmt::format("{:<8} {:<7} {}{}\n", verdict, truth.empty() ? "works" : "breaks", row.name,
                  fault.empty() ? "" : "   <-- " + fault);
  sums.table += line;
  ++sums.counts[verdict + (truth.empty() ? ", works" : ", breaks")];
  if (fault.empty()) return;
  sums.faults +=
      fmt::format("{}    {}\n    truth: {}\n    contract:\n{}    rollback ({}):\n{}", line,
                  row.place, truth, reasons_of(contract), back, reasons_of(rollback));
}

}  // namespace

TEST_CASE("the gate never says safe where a recorded statement then does something else",
          "[truth]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      tally sums;
      const std::vector<truth_row> rows_of = read_truth_rows(kind);
      const char* only = std::getenv("SLUICE_TRUTH_ROW");
      for (const truth_row& row : rows_of) {
        if (only != nullptr && row.name.find(only) == std::string::npos) continue;
        try {
          judge(kind, row, sums);
        } catch (const std::exception& problem) {
          sums.faults += fmt::format("{} ({}): {}\n", row.name, row.place, problem.what());
        }
      }
      std::string counts;
      for (const auto& [name, count] : sums.counts) counts += fmt::format("{}: {}\n", name, count);
      INFO(sums.table << counts << "\n" << sums.faults);
      CHECK(sums.faults.empty());
      CHECK(rows_of.size() >= 45);
    }
  }
}

}  // namespace sluice::test
