#include "dialects/catalog.hpp"
#include "migrator/contract.hpp"
#include "migrator/lock.hpp"
#include "migrator/releases.hpp"
#include "phases/disk.hpp"
#include "tests/live/example.hpp"
#include "tests/live/truth_deed.hpp"
#include "tests/live/truth_rows.hpp"
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <stdexcept>

/// The gate against reality: what it says of a statement, and what the statement then does.
namespace sluice::test {

namespace {

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
  const deed before = run_statements(*db, row.statement, row.values);
  project.apply_contract();
  const nlohmann::json rollback = project.ask_rollback();
  const std::string back = rollback["verdict"];

  // On a second database, since a transaction that is rolled back does use up numbers.
  const auto fresh = open(shared_server(kind).create_database());
  execute_all(*fresh, row.schema);
  execute_all(*fresh, row.contract);
  const deed after = run_statements(*fresh, row.statement, row.values);
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
