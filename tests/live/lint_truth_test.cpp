#include "dialects/catalog.hpp"
#include "dialects/schema/statement_facts.hpp"
#include "lint/rule.hpp"
#include "lint/run.hpp"
#include "migrator/lint_changes.hpp"
#include "tests/live/truth_deed.hpp"
#include "tests/support/row_file.hpp"
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <stdexcept>

/// The linter against reality: a rule says that an old statement is hurt, and the server shows it.
namespace sluice::test {

namespace {

/// From testdata/truth/rules_*.txt, where a row's name begins with the rules that it is about:
/// "drop-column, drop-table: what it shows". `since` is what the new release writes before the old
/// statement runs, `prepared` what the old session did before the change.
struct rule_row {
  std::vector<std::string> rules;
  std::string name, place;
  std::string schema, change, prepared, since, statement;
  std::string not_seen;     ///< why the rule is silent although the statement is hurt
  std::string false_alarm;  ///< why the rule speaks although the statement is not hurt
  /// The same of all rules together, when the statement is known to them.
  std::string not_seen_with_queries, false_alarm_with_queries;
  std::vector<engine> engines;
};

std::vector<engine> read_engines(const std::string& names) {
  std::vector<engine> out;
  std::istringstream in(names);
  for (std::string name; in >> name;) out.push_back(engine_from_name(name).value());
  return out;
}

rule_row read_row(const file_row& from) {
  rule_row row;
  const std::size_t colon = from.name.find(": ");
  if (colon == std::string::npos)
    throw std::runtime_error(from.place + ": a row's name begins with a rule: " + from.name);
  row.name = from.name.substr(colon + 2);
  row.place = from.place;
  row.schema = from.section("schema");
  row.change = from.section("change");
  row.prepared = from.section("prepared");
  row.since = from.section("since");
  row.statement = from.section("statement");
  row.engines = {engine::postgres, engine::mysql, engine::mariadb, engine::sqlite};
  for (const std::string& note : from.notes) {
    if (note.starts_with("engines "))
      row.engines = read_engines(note.substr(8));
    else if (note.starts_with("false alarm: "))
      row.false_alarm = note.substr(13);
    else if (note.starts_with("not seen: "))
      row.not_seen = note.substr(10);
    else if (note.starts_with("false alarm with queries: "))
      row.false_alarm_with_queries = note.substr(26);
    else if (note.starts_with("not seen with queries: "))
      row.not_seen_with_queries = note.substr(23);
    else
      throw std::runtime_error(from.place + ": not understood: " + note);
  }
  if (row.change.empty() || row.statement.empty())
    throw std::runtime_error(from.place + ": a row needs change and statement");
  std::istringstream rules(from.name.substr(0, colon));
  for (std::string rule; std::getline(rules, rule, ',');)
    row.rules.push_back(rule.substr(rule.find_first_not_of(' ')));
  return row;
}

std::vector<rule_row> read_rule_rows(engine kind) {
  std::vector<rule_row> out;
  for (const std::string_view sort : {std::string_view("all"), dialect_name(dialect_of(kind))}) {
    const auto file =
        std::filesystem::path(SLUICE_TESTDATA) / "truth" / fmt::format("rules_{}.txt", sort);
    for (const file_row& from :
         read_row_file(file, {"schema", "change", "prepared", "since", "statement"})) {
      rule_row row = read_row(from);
      if (std::find(row.engines.begin(), row.engines.end(), kind) != row.engines.end())
        out.push_back(std::move(row));
    }
  }
  return out;
}

/// The change as an expand step behind one that made the schema.
lint::report_data lint_of(engine kind, const rule_row& row,
                          std::vector<lint::recorded_query> queries = {}) {
  std::vector<phases::change> changes;
  const auto add = [&](const std::string& id, const std::string& sql) {
    phases::change c;
    c.id = id;
    c.version = id.substr(0, 1);
    c.slug = id.substr(2);
    c.steps.push_back(phases::read_step(std::make_shared<const text::source>(id, sql),
                                        phases::phase::expand, schema::usual_version(kind),
                                        c.depends_on, phases::on_malformed::keep));
    changes.push_back(std::move(c));
  };
  if (!row.schema.empty()) add("1_before", row.schema);
  add("2_change", row.change);
  lint::lint_input input =
      migrator::lint_input_of(changes, schema::usual_version(kind), "2026-06-01");
  input.queries = std::move(queries);
  for (lint::step_input& step : input.steps) step.report = &step == &input.steps.back();
  return lint::run(input);
}

/// What is different for the old release; empty when nothing is.
std::string harm_of(engine kind, const rule_row& row, std::vector<std::string>* made = nullptr) {
  const auto old_release = [&](session& db) { execute_all(db, row.prepared); };
  const std::string unchanged_url = shared_server(kind).create_database();
  if (made != nullptr) made->push_back(unchanged_url);
  const auto unchanged = open(unchanged_url);
  execute_all(*unchanged, row.schema);
  const schema::model old_schema = read_model(*unchanged);
  old_release(*unchanged);
  const deed before = run_statements(*unchanged, row.statement, {});

  const std::string url = shared_server(kind).create_database();
  if (made != nullptr) made->push_back(url);
  const auto db = open(url);
  execute_all(*db, row.schema);
  old_release(*db);
  {
    const auto migrating = open(url);
    execute_all(*migrating, row.change);
    execute_all(*migrating, row.since);
  }
  const deed after = run_statements(*db, row.statement, {});
  return difference(before, after, old_schema, read_model(*open(url)));
}

/// The row's statements as all that the old release runs; in place of EXECUTE what was prepared.
std::vector<lint::recorded_query> queries_of(engine kind, const rule_row& row) {
  std::vector<lint::recorded_query> out;
  for (const std::string& sql : statements_of(row.statement, dialect_of(kind))) {
    const std::size_t prepared = row.prepared.find(" AS ");
    const bool executes = sql.starts_with("EXECUTE ") && prepared != std::string::npos;
    out.push_back({"old@1", "old.sql", out.size() + 1,
                   executes
                       ? statements_of(row.prepared.substr(prepared + 4), dialect_of(kind)).front()
                       : sql});
  }
  return out;
}

struct proof {
  int fired_and_hurt = 0;
  int silent_and_well = 0;
};

/// Rules of class rollback for which a statement's failure is not the proof, and why.
const std::map<std::string_view, std::string_view> proved_elsewhere{
    {"contract-in-expand", "stands for many effects; the gate's rows prove them"},
    {"drop-index-still-used", "the statement goes on working, slower"},
    {"dual-write-one-way", "what the old release lacks is seen from the new one alone"},
    {"release-result-changes", "speaks when statements are given alone"},
    {"release-statement-changes-meaning", "speaks when statements are given alone"},
    {"release-statement-fails", "speaks when statements are given alone"},
    {"session-contract-change", "sessions that begin later are concerned, not this one"},
};

struct tally {
  std::map<std::string, proof> proofs;
  std::string table, faults;
  struct {
    int agree = 0, differ = 0, hurt = 0;
    int named = 0;  ///< hurt, and every finding names the statement
    std::string reasons;
  } with_queries;
};

/// All findings together beside what the server did, with the statement at hand.
void check_with_queries(engine kind, const rule_row& row, const std::string& harm, tally& sums) {
  const lint::report_data report = lint_of(kind, row, queries_of(kind, row));
  std::string rules;
  bool named = true;
  for (const lint::finding& f : report.findings) {
    if (f.what != lint::rule_class::rollback) continue;
    rules += " " + f.rule;
    named = named && !f.queries.empty();
  }
  const bool speaks = !rules.empty();
  const std::string& reason =
      harm.empty() ? row.false_alarm_with_queries : row.not_seen_with_queries;
  std::string fault;
  if (speaks == harm.empty() && reason.empty())
    fault = speaks ? "speaks, and nobody is hurt" : "the statement is hurt in silence";
  if (speaks != harm.empty() &&
      !(row.false_alarm_with_queries.empty() && row.not_seen_with_queries.empty()))
    fault = "a reason is given, but linter and server agree";
  sums.with_queries.agree += speaks != harm.empty() ? 1 : 0;
  sums.with_queries.differ += speaks == harm.empty() ? 1 : 0;
  sums.with_queries.named += speaks && !harm.empty() && named ? 1 : 0;
  sums.with_queries.hurt += harm.empty() ? 0 : 1;
  if (speaks && !harm.empty() && !named)
    sums.with_queries.reasons +=
        fmt::format("{}: {}: not by name:{}\n", row.place, row.name, rules);
  if (speaks == harm.empty())
    sums.with_queries.reasons += fmt::format("{}: {}: {}\n", row.place, row.name, reason);
  if (fault.empty()) return;
  sums.faults += fmt::format("with queries: {} ({}): {}\n    server: {}\n    findings:{}\n",
                             row.name, row.place, fault, harm, rules);
  for (const lint::finding& f : report.findings)
    sums.faults += fmt::format("      {}\n", f.message);
}

/// Each rule of the row beside what the server did.
void check_row(engine kind, const rule_row& row, tally& sums) {
  const lint::report_data report = lint_of(kind, row);
  const std::string harm = harm_of(kind, row);
  check_with_queries(kind, row, harm, sums);
  for (const std::string& id : row.rules) {
    const lint::rule* rule = lint::find_rule(id);
    std::string fault;
    if (rule == nullptr) fault = "no such rule";
    if (rule == nullptr || !rule->on.contains(kind)) {
      if (!fault.empty()) sums.faults += fmt::format("{} ({}): {}\n", id, row.place, fault);
      continue;
    }
    const bool fired = std::any_of(report.findings.begin(), report.findings.end(),
                                   [&](const lint::finding& f) { return f.rule == id; });
    if (fired && harm.empty() && row.false_alarm.empty()) fault = "the rule speaks, nobody is hurt";
    if (!fired && !harm.empty() && row.not_seen.empty()) fault = "the statement is hurt in silence";
    if (fired == !harm.empty() && !(row.false_alarm.empty() && row.not_seen.empty()))
      fault = "a reason is given, but rule and server agree";
    proof& found = sums.proofs[id];
    found.fired_and_hurt += fired && !harm.empty() ? 1 : 0;
    found.silent_and_well += !fired && harm.empty() ? 1 : 0;
    sums.table += fmt::format("{:<6} {:<5} {}: {}{}\n", fired ? "fires" : "silent",
                              harm.empty() ? "works" : "hurt", id, row.name,
                              fault.empty() ? "" : "   <-- " + fault);
    if (fault.empty()) continue;
    std::string rules;
    for (const lint::finding& f : report.findings) rules += " " + f.rule;
    sums.faults += fmt::format("{}: {} ({}): {}\n    server: {}\n    findings:{}\n", id, row.name,
                               row.place, fault, harm, rules);
  }
}

}  // namespace

TEST_CASE("a rule of class rollback speaks where an old statement is hurt, and nowhere else",
          "[lint_truth]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      tally sums;
      const char* only = std::getenv("SLUICE_TRUTH_ROW");
      for (const rule_row& row : read_rule_rows(kind)) {
        if (only != nullptr && row.place != only) continue;
        try {
          check_row(kind, row, sums);
        } catch (const std::exception& problem) {
          sums.faults += fmt::format("{} ({}): {}\n", row.name, row.place, problem.what());
        }
      }
      for (const lint::rule& rule : lint::rules()) {
        if (only != nullptr || rule.what != lint::rule_class::rollback || !rule.on.contains(kind) ||
            proved_elsewhere.contains(rule.id))
          continue;
        const proof found = sums.proofs[std::string(rule.id)];
        if (found.fired_and_hurt == 0)
          sums.faults += fmt::format("{}: no row shows whom it saves\n", rule.id);
        if (found.silent_and_well == 0)
          sums.faults += fmt::format("{}: no row shows where it is silent\n", rule.id);
      }
      INFO(sums.table << "\n" << sums.faults);
      if (std::getenv("SLUICE_SHOW_TRUTH") != nullptr)
        WARN(fmt::format(
            "{}\nwith queries {} of {} rows agree, {} are hurt, {} of them by name\n{}", sums.table,
            sums.with_queries.agree, sums.with_queries.agree + sums.with_queries.differ,
            sums.with_queries.hurt, sums.with_queries.named, sums.with_queries.reasons));
      CHECK(sums.faults.empty());
    }
  }
}

namespace {

/// Of the databases that pairs make by the thousand.
void drop_database(engine kind, const std::string& url) {
  if (kind == engine::sqlite) {
    std::filesystem::remove(url.substr(url.find(":") + 1));
    return;
  }
  const std::string name = url.substr(url.rfind('/') + 1);
  open(shared_server(kind).admin_url())->execute("DROP DATABASE " + name);
}

bool speaks_of_rollback(const lint::report_data& report) {
  return std::any_of(report.findings.begin(), report.findings.end(), [](const lint::finding& f) {
    // Slower is not hurt, and sessions that begin later are not these.
    return f.what == lint::rule_class::rollback && f.rule != "drop-index-still-used" &&
           f.rule != "session-contract-change";
  });
}

/// The sums over pairs of a change and an old statement.
struct cross_tally {
  int hurt = 0, well = 0, alarms = 0, alarms_without = 0;
  std::string overlooked, loud;
};

void check_pair(engine kind, const rule_row& pair, const std::string& name, cross_tally& sums) {
  std::string harm;
  std::vector<std::string> made;
  bool proves = true;
  try {
    harm = harm_of(kind, pair, &made);
  } catch (const std::exception&) {
    proves = false;  // the statement fails without the change, too
  }
  for (const std::string& url : made) drop_database(kind, url);
  if (!proves) return;
  const bool speaks = speaks_of_rollback(lint_of(kind, pair, queries_of(kind, pair)));
  if (!harm.empty()) {
    ++sums.hurt;
    if (!speaks) sums.overlooked += fmt::format("{}: {}    {}\n", name, pair.statement, harm);
    return;
  }
  ++sums.well;
  sums.alarms += speaks ? 1 : 0;
  sums.alarms_without += speaks_of_rollback(lint_of(kind, pair)) ? 1 : 0;
  if (speaks) sums.loud += fmt::format("{}: {}\n", name, pair.statement);
}

}  // namespace

/// Every change beside every statement over the same schema, of which few are hurt. On servers it
/// takes minutes: SLUICE_TRUTH_EVERY=10 looks at every tenth pair.
TEST_CASE("lint with the statements of a release overlooks no harm", "[lint_truth]") {
  const char* said = std::getenv("SLUICE_TRUTH_EVERY");
  const int every = said == nullptr ? 0 : std::atoi(said);
  for (const engine kind : engines_under_test()) {
    if (kind != engine::sqlite && every == 0) continue;
    DYNAMIC_SECTION(engine_name(kind)) {
      std::map<std::string, std::vector<rule_row>> by_schema;
      for (rule_row& row : read_rule_rows(kind)) by_schema[row.schema].push_back(std::move(row));
      cross_tally sums;
      int count = 0;
      for (const auto& [schema, rows] : by_schema) {
        std::set<std::string> seen;
        for (const rule_row& change : rows) {
          for (const rule_row& old : rows) {
            if (!seen.insert(change.change + old.prepared + old.statement).second) continue;
            if (every > 1 && ++count % every != 0) continue;
            // Rows that the change or the new release makes are there for every statement.
            if (change.change.find("DELETE FROM") != std::string::npos) continue;
            rule_row pair = change;
            if (change.place != old.place) pair.since.clear();
            pair.prepared = old.prepared;
            pair.statement = old.statement;
            check_pair(kind, pair, change.place + " + " + old.place, sums);
          }
        }
      }
      if (std::getenv("SLUICE_SHOW_TRUTH") != nullptr)
        WARN(
            fmt::format("{} pairs are hurt and {} are not; of these it speaks of {}, and of {} "
                        "without the statements\n{}",
                        sums.hurt, sums.well, sums.alarms, sums.alarms_without, sums.loud));
      INFO(sums.overlooked);
      CHECK(sums.overlooked.empty());
      CHECK(sums.hurt > 0);
      CHECK(sums.alarms * 4 < sums.alarms_without);
    }
  }
}

}  // namespace sluice::test
