#include "cmd/commands.hpp"
#include "cmd/exit_code.hpp"
#include "cmd/json.hpp"
#include "dialects/text/error.hpp"
#include "migrator/facts.hpp"
#include "migrator/recover.hpp"
#include "migrator/run.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::cmd {

namespace {

using phases::change;
using phases::change_state;
using phases::history;
using phases::phase;

std::string next_command(const change& c, const history& past) {
  const auto next = phases::next_phase(c, past);
  if (!next) return "";
  switch (*next) {
    case phase::expand:
      return "sluice up";
    case phase::migrate:
      return "sluice backfill run";
    case phase::verify:
      return fmt::format("sluice verify {}", c.slug);
    case phase::contract:
      break;
  }
  return fmt::format("sluice gate contract {}", c.slug);
}

struct open_statement {
  std::string step;
  std::size_t ordinal = 0;
  std::string state;
  std::string connection;
  std::string evidence;
};

/// Statements whose end nobody has recorded.
std::vector<open_statement> open_statements(migrator::target& t, const std::vector<change>& changes,
                                            const history& past) {
  std::vector<open_statement> out;
  for (const change& c : changes) {
    for (const phases::step& s : c.steps) {
      const phases::step_record* r = past.find(c.id, s.phase);
      if (r == nullptr || r->transactional || r->status == phases::step_status::done) continue;
      for (const migrator::journal_entry& e : t.book.read_journal(c.id, s.phase)) {
        if (e.state == migrator::journal_state::done) continue;
        out.push_back({phases::step_name(c, s.phase), e.ordinal,
                       e.state == migrator::journal_state::failed ? "failed" : "begun",
                       e.connection_id, e.evidence});
      }
    }
  }
  return out;
}

std::string first_error(const change& c, const history& past) {
  for (const phases::step& s : c.steps) {
    const phases::step_record* r = past.find(c.id, s.phase);
    if (r != nullptr && !r->error.empty()) return r->error;
  }
  return "";
}

}  // namespace

int run_status(environment& env, const common_options& common) {
  project here(env, common);
  const std::vector<change>& changes = here.changes();
  migrator::target& t = here.target();
  const bool known = t.book.exists();
  const history past = known ? t.book.read_history() : history{};
  const std::vector<migrator::release_row> releases =
      known ? t.book.read_releases() : std::vector<migrator::release_row>{};
  const phases::history_check folder = phases::check_history(changes, past);
  const std::vector<open_statement> open =
      known ? open_statements(t, changes, past) : std::vector<open_statement>{};

  if (common.json) {
    json out{{"version", 1}};
    out["changes"] = json::array();
    for (const change& c : changes) {
      json one{{"change", c.id},
               {"state", phases::change_state_name(phases::state_of(c, past))},
               {"next", next_command(c, past)}};
      if (const std::string e = first_error(c, past); !e.empty()) one["error"] = e;
      out["changes"].push_back(one);
    }
    out["releases"] = json::array();
    for (const auto& r : releases)
      out["releases"].push_back(
          {{"release", r.id.text()}, {"state", phases::release_status_name(r.status)}});
    out["problems"] = json::array();
    for (const auto& p : folder.problems)
      out["problems"].push_back({{"change", p.change}, {"message", p.message}, {"help", p.help}});
    out["ahead"] = folder.ahead;
    out["open_statements"] = json::array();
    for (const open_statement& s : open)
      out["open_statements"].push_back({{"step", s.step},
                                        {"statement", s.ordinal},
                                        {"state", s.state},
                                        {"connection", s.connection},
                                        {"evidence", s.evidence}});
    print_json(env.term, out);
    return folder.problems.empty() ? done : bad_input;
  }

  if (changes.empty()) env.term.line("The migrations folder holds no change.");
  for (const change& c : changes) {
    const std::string next = next_command(c, past);
    env.term.line(fmt::format("{:<10} {}{}", phases::change_state_name(phases::state_of(c, past)),
                              c.id, next.empty() ? "" : fmt::format("  next: {}", next)));
    if (const std::string e = first_error(c, past); !e.empty())
      env.term.line(fmt::format("           {}", e));
  }
  for (const open_statement& s : open)
    env.term.line(fmt::format("{} statement {} of {} (connection {}){}", s.state, s.ordinal, s.step,
                              s.connection, s.evidence.empty() ? "" : ": " + s.evidence));
  for (const std::string& id : folder.ahead)
    env.term.line(fmt::format("ahead      {}: applied by a newer checkout than this folder", id));
  for (const auto& p : folder.problems) {
    env.term.line(fmt::format("{} {}", env.term.paint("red", "problem"), p.message));
    env.term.line(fmt::format("  help: {}", p.help));
  }
  for (const auto& r : releases)
    env.term.line(
        fmt::format("release    {} {}", r.id.text(), phases::release_status_name(r.status)));
  return folder.problems.empty() ? done : bad_input;
}

int run_events(environment& env, const common_options& common, const events_options& options) {
  project here(env, common);
  migrator::target& t = here.target();
  const std::vector<migrator::event_row> events =
      t.book.exists() ? t.book.read_events(options.newest) : std::vector<migrator::event_row>{};
  if (common.json) {
    json all = json::array();
    for (const auto& e : events)
      all.push_back({{"id", e.id},
                     {"at", e.at},
                     {"actor", e.actor},
                     {"tool_version", e.tool_version},
                     {"kind", e.kind},
                     {"subject", e.subject},
                     {"detail", e.detail}});
    print_json(env.term, {{"version", 1}, {"events", all}});
    return done;
  }
  if (events.empty()) env.term.line("No event is recorded.");
  for (const auto& e : events)
    env.term.line(fmt::format("{}  {:<18} {}  {}  ({}, Sluice {})", e.at, e.kind, e.subject,
                              e.detail, e.actor, e.tool_version));
  return done;
}

int run_resolve(environment& env, const common_options& common, const resolve_options& options) {
  project here(env, common);
  const std::size_t slash = options.step.find('/');
  const auto p = slash == std::string::npos
                     ? std::nullopt
                     : phases::phase_from_name(options.step.substr(slash + 1));
  if (!p)
    throw text::input_error(fmt::format("'{}' names no step", options.step),
                            "a step is named CHANGE/PHASE, such as rename_full_name/contract");
  const change& c = phases::find_change(here.changes(), options.step.substr(0, slash));
  const phases::step* s = c.find(*p);
  if (s == nullptr)
    throw text::input_error(fmt::format("{} has no {} step", c.slug, phases::phase_name(*p)), "");
  migrator::target& t = here.target();
  if (!t.book.exists())
    throw text::input_error("this database has no ledger: there is nothing to resolve", "");
  migrator::runner_lock lock(t);
  migrator::resolve_statement(t, c, *s, options.ordinal, options.verdict == "done", options.reason);
  if (common.json)
    print_json(env.term, {{"version", 1},
                          {"step", phases::step_name(c, *p)},
                          {"statement", options.ordinal},
                          {"resolved", options.verdict}});
  else
    env.term.line(fmt::format("recorded: statement {} of {} is {}; 'sluice up' goes on",
                              options.ordinal, phases::step_name(c, *p), options.verdict));
  return done;
}

}  // namespace sluice::cmd
