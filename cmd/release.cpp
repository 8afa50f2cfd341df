#include "cmd/commands.hpp"
#include "cmd/exit_code.hpp"
#include "cmd/json.hpp"
#include "dialects/text/error.hpp"
#include "migrator/facts.hpp"
#include "migrator/releases.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::cmd {

namespace {

using migrator::release_row;
using migrator::requirement_row;
using migrator::verdict_row;

json release_json(const release_row& r) {
  return {{"release", r.id.text()},         {"service", r.id.service},
          {"version", r.id.version},        {"state", phases::release_status_name(r.status)},
          {"requirements", r.requirements}, {"recorded_at", r.recorded_at},
          {"live_at", r.live_at},           {"standby_at", r.standby_at},
          {"retired_at", r.retired_at}};
}

const verdict_row* find_verdict(const std::vector<verdict_row>& rows,
                                const phases::release_id& id) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const verdict_row& v) { return v.id == id; });
  return found == rows.end() ? nullptr : &*found;
}

/// The proofs are worth having at once: a statement that does not resolve is told when it is
/// recorded.
std::string verdict_of(migrator::target& t, project& here, const phases::release_id& id) {
  migrator::refresh_verdicts(t, here.changes());
  const std::vector<verdict_row> rows = t.book.read_verdicts();
  const verdict_row* v = find_verdict(rows, id);
  if (v == nullptr) return "";
  if (v->verdict == "safe") return "works on this schema";
  const std::string first = v->reasons.substr(0, v->reasons.find('\n'));
  return fmt::format("{} on this schema: {}",
                     v->verdict == "unsafe" ? "does not work" : "cannot be judged", first);
}

void require_ledger(migrator::target& t) {
  if (!t.book.exists())
    throw text::input_error("no release is recorded on this database",
                            "sluice release record SERVICE@VERSION --queries PATH");
}

release_row find_release(migrator::target& t, const phases::release_id& id) {
  require_ledger(t);
  for (release_row& r : t.book.read_releases()) {
    if (r.id == id) return r;
  }
  throw text::input_error(fmt::format("{} is not recorded on this target", id.text()),
                          fmt::format("sluice release record {} --queries PATH", id.text()));
}

}  // namespace

int run_release_record(environment& env, const common_options& common,
                       const release_options& options) {
  project here(env, common);
  const phases::release_id id = migrator::parse_release(options.release);
  static_cast<void>(here.changes());
  migrator::target& t = here.target();
  const migrator::record_result r = migrator::record_release(t, id, options.queries);
  const std::string verdict = verdict_of(t, here, id);
  if (common.json) {
    print_json(env.term, {{"version", 1},
                          {"release", release_json(r.release)},
                          {"statements", r.statements},
                          {"verdict", verdict}});
  } else if (!common.quiet) {
    env.term.line(fmt::format("recorded {} with {} statement{}; it {}", id.text(), r.statements,
                              r.statements == 1 ? "" : "s", verdict));
    if (r.release.requirements.empty())
      env.term.line("without --queries nobody can say what it needs: the gate answers unknown");
  }
  return done;
}

int run_release_status(environment& env, const common_options& common,
                       const release_options& options, const std::string& status) {
  project here(env, common);
  const phases::release_id id = migrator::parse_release(options.release);
  static_cast<void>(here.changes());
  migrator::target& t = here.target();
  const release_row r =
      migrator::set_release_status(t, id, *phases::release_status_from_name(status));
  const std::string verdict = verdict_of(t, here, id);
  if (common.json) {
    print_json(env.term, {{"version", 1}, {"release", release_json(r)}, {"verdict", verdict}});
  } else if (!common.quiet) {
    env.term.line(fmt::format("{} is {}; it {}", id.text(), status, verdict));
  }
  return done;
}

int run_release_list(environment& env, const common_options& common) {
  project here(env, common);
  migrator::target& t = here.target();
  const std::vector<release_row> releases =
      t.book.exists() ? t.book.read_releases() : std::vector<release_row>{};
  if (common.json) {
    json all = json::array();
    for (const release_row& r : releases) all.push_back(release_json(r));
    print_json(env.term, {{"version", 1}, {"releases", all}});
    return done;
  }
  if (releases.empty()) env.term.line("No release is recorded.");
  for (const release_row& r : releases)
    env.term.line(fmt::format("{:<9} {}{}", phases::release_status_name(r.status), r.id.text(),
                              r.requirements.empty() ? "  (no statements recorded)" : ""));
  return done;
}

int run_release_show(environment& env, const common_options& common,
                     const release_options& options) {
  project here(env, common);
  migrator::target& t = here.target();
  const phases::release_id id = migrator::parse_release(options.release);
  const release_row r = find_release(t, id);
  const std::vector<requirement_row> needs = r.requirements.empty()
                                                 ? std::vector<requirement_row>{}
                                                 : t.book.read_requirements(r.requirements);
  const std::vector<verdict_row> verdicts = t.book.read_verdicts();
  const verdict_row* v = find_verdict(verdicts, id);
  if (common.json) {
    json statements = json::array();
    for (const requirement_row& n : needs)
      statements.push_back({{"place", n.place},
                            {"statement", n.sql},
                            {"proved", n.proved},
                            {"footprint", n.footprint},
                            {"shape", n.shape}});
    json out{{"version", 1}, {"release", release_json(r)}, {"statements", statements}};
    if (v != nullptr) out["verdict"] = json::parse(v->document, nullptr, false);
    print_json(env.term, out);
    return done;
  }
  env.term.line(fmt::format("{} is {}", id.text(), phases::release_status_name(r.status)));
  for (const requirement_row& n : needs) {
    env.term.line(fmt::format("{}  {}", n.place, n.sql));
    for (const std::string& f : n.footprint) env.term.line(fmt::format("    {}", f));
    if (!n.proved) env.term.line("    never resolved on this database so far");
  }
  if (v != nullptr)
    env.term.line(fmt::format("verdict of {}: {}{}", v->evaluated_at, v->verdict,
                              v->closes_at.empty() ? "" : ", until " + v->closes_at));
  return done;
}

}  // namespace sluice::cmd
