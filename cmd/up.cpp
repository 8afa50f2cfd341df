#include "cmd/commands.hpp"
#include "cmd/exit_code.hpp"
#include "cmd/gate_text.hpp"
#include "cmd/json.hpp"
#include "cmd/plan_text.hpp"
#include "dialects/catalog.hpp"
#include "dialects/text/error.hpp"
#include "lint/report/report.hpp"
#include "migrator/run.hpp"
#include "phases/duration.hpp"

#include <fmt/format.h>

namespace sluice::cmd {

namespace {

using migrator::done_step;
using migrator::held_step;
using migrator::up_result;

std::string step_text(const std::string& slug, phases::phase p) {
  return fmt::format("{}/{}", slug, phases::phase_name(p));
}

migrator::up_options options_of(const std::vector<phases::change>& changes, const std::string& to) {
  migrator::up_options out;
  out.today = today();
  if (to.empty()) return out;
  const std::size_t slash = to.find('/');
  out.to_change = phases::find_change(changes, to.substr(0, slash)).id;
  if (slash != std::string::npos) {
    out.to_phase = phases::phase_from_name(to.substr(slash + 1));
    if (!out.to_phase)
      throw text::input_error(fmt::format("--to: '{}' is no phase", to.substr(slash + 1)),
                              "expected CHANGE/expand, /migrate, /verify or /contract");
  }
  return out;
}

json to_json(const up_result& r, bool dry_run) {
  json out{{"version", 1}, {"dry_run", dry_run}};
  out["applied"] = json::array();
  for (const done_step& d : r.done)
    out["applied"].push_back({{"change", d.change},
                              {"phase", phases::phase_name(d.phase)},
                              {"statements", d.statements},
                              {"duration_ms", d.took.count()}});
  out["held"] = json::array();
  for (const held_step& h : r.held)
    out["held"].push_back({{"change", h.change},
                           {"phase", phases::phase_name(h.phase)},
                           {"reason", h.why},
                           {"next", h.next},
                           {"exit_code", h.exit_code},
                           {"reasons", reasons_json(h.reasons)}});
  out["ahead"] = r.ahead;
  if (r.refused) {
    std::string report;
    lint::write_json(*r.refused, report);
    out["refused"] = json::parse(report);
  }
  out["exit_code"] = r.exit_code;
  return out;
}

void print_sql(terminal& term, const std::vector<phases::change>& changes, const done_step& d) {
  const phases::step& s = *phases::find_change(changes, d.change).find(d.phase);
  for (const auto& statement : s.statements) term.line(fmt::format("{};", s.text_of(statement)));
}

/// What `plan` shows of the steps that would run, beside their names.
struct plan_view {
  bool sql = false;
  std::vector<phases::planned_statement> statements;
  server_version server;
};

plan_view view_of(migrator::target& t, const std::vector<phases::change>& changes,
                  const up_result& r) {
  plan_view out;
  out.server = t.db.server();
  if (r.done.empty()) return out;
  std::vector<phases::planned_step> steps;
  for (const done_step& d : r.done) steps.push_back({d.change, d.phase});
  out.statements = phases::plan(changes, steps, read_model(t.db), out.server);
  return out;
}

void print_statements(terminal& term, const plan_view& view, const done_step& d) {
  for (const phases::planned_statement& s : view.statements) {
    if (s.change == d.change && s.phase == d.phase) print_statement(term, s, view.server);
  }
}

void print_result(terminal& term, const up_result& r, const std::vector<phases::change>& changes,
                  bool dry_run, bool verbose, const plan_view* view) {
  if (r.refused) {
    std::string report;
    lint::write_text(*r.refused, report, term.colour());
    term.print(report);
    term.line("Nothing was applied.");
    return;
  }
  for (const std::string& id : r.ahead)
    term.line(fmt::format("ahead    {}: applied here by a newer checkout than this folder", id));
  const std::string_view word = dry_run ? "would apply" : "applied";
  for (const done_step& d : r.done) {
    term.line(fmt::format("{:<8} {}  ({} statement{}{})", term.paint("green", word),
                          step_text(d.slug, d.phase), d.statements, d.statements == 1 ? "" : "s",
                          verbose && !dry_run ? ", " + phases::duration_text(d.took) : ""));
    if (view != nullptr) print_statements(term, *view, d);
    if (view != nullptr && view->sql) print_sql(term, changes, d);
  }
  for (const held_step& h : r.held) {
    term.line(fmt::format("{:<8} {}: {}", term.paint("yellow", "held"), step_text(h.slug, h.phase),
                          h.why));
    if (!h.next.empty()) term.line(fmt::format("         next: {}", h.next));
    if (h.phase != phases::phase::contract &&
        phases::find_change(changes, h.change).find(phases::phase::contract) != nullptr)
      term.line(
          fmt::format("Stopped before {}: a contract step waits for backfill, verify and the "
                      "gate.",
                      step_text(h.slug, phases::phase::contract)));
    else if (h.phase == phases::phase::contract)
      term.line(fmt::format("Stopped before {}.", step_text(h.slug, h.phase)));
  }
  if (r.done.empty() && r.held.empty()) term.line("Everything is applied.");
}

}  // namespace

int run_up(environment& env, const common_options& common, const up_command_options& options) {
  project here(env, common);
  migrator::up_options wanted = options_of(here.changes(), options.to);
  wanted.dry_run = options.dry_run;
  wanted.out_of_order = options.out_of_order;
  wanted.with_backfill = options.with_backfill;
  wanted.nothing_runs = options.nothing_runs;
  const up_result result = migrator::run_up(here.target(), here.changes(), wanted);
  if (common.json)
    print_json(env.term, to_json(result, options.dry_run));
  else if (!common.quiet || result.refused)
    print_result(env.term, result, here.changes(), options.dry_run, common.verbose, nullptr);
  return result.exit_code;
}

int run_plan(environment& env, const common_options& common, const plan_options& options) {
  project here(env, common);
  migrator::up_options wanted = options_of(here.changes(), "");
  wanted.dry_run = true;
  wanted.out_of_order = options.out_of_order;
  const up_result result = migrator::run_up(here.target(), here.changes(), wanted);
  plan_view view = view_of(here.target(), here.changes(), result);
  view.sql = options.sql;
  if (common.json) {
    json document = to_json(result, true);
    document["statements"] = statements_json(view.statements, here.sql_dialect());
    print_json(env.term, document);
  } else {
    print_result(env.term, result, here.changes(), true, common.verbose, &view);
  }
  return result.refused ? result.exit_code : done;
}

}  // namespace sluice::cmd
