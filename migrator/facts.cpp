#include "migrator/facts.hpp"

#include "dialects/shadow.hpp"
#include "migrator/freshness.hpp"
#include "migrator/prove.hpp"
#include "migrator/verdict_document.hpp"
#include "phases/duration.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::migrator {

namespace {

using phases::change;
using phases::gate_facts;
using phases::history;
using phases::phase;
using phases::release_facts;

bool has_ddl(phase p) {
  return p == phase::expand || p == phase::contract;
}

requirement_sets read_sets(target& t, const std::vector<release_row>& releases) {
  requirement_sets out;
  for (const release_row& r : releases) {
    if (!r.requirements.empty() && !out.contains(r.requirements))
      out.emplace(r.requirements, t.book.read_requirements(r.requirements));
  }
  return out;
}

std::vector<applied_step> applied_steps(const std::vector<change>& changes, const history& past) {
  std::vector<applied_step> out;
  for (const change& c : changes) {
    for (const phases::step& s : c.steps) {
      if (has_ddl(s.phase) && past.is_done(c.id, s.phase))
        out.push_back({&s, past.find(c.id, s.phase)->finished_at});
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const applied_step& a, const applied_step& b) {
    return a.finished_at < b.finished_at;
  });
  return out;
}

/// Places count gaps that dropped columns left, which a copy does not have.
std::string comparable(schema::definitions all) {
  std::map<std::string, std::vector<schema::definition*>> by_table;
  for (schema::definition& d : all) {
    if (d.kind == "column") by_table[d.table].push_back(&d);
  }
  for (auto& [table, columns] : by_table) {
    std::stable_sort(columns.begin(), columns.end(), [](const auto* a, const auto* b) {
      const std::string x = a->fact("place"), y = b->fact("place");
      return std::pair(x.size(), x) < std::pair(y.size(), y);
    });
    for (std::size_t i = 0; i < columns.size(); ++i) columns[i]->facts["place"] = std::to_string(i);
  }
  return schema::write_definitions(all);
}

/// The line of one text at which another differs from it.
std::string first_difference(const std::string& text, const std::string& other) {
  const auto [a, b] = std::mismatch(text.begin(), text.end(), other.begin(), other.end());
  const std::size_t at = static_cast<std::size_t>(a - text.begin());
  const std::size_t line = text.rfind('\n', at == 0 ? 0 : at - 1);
  const std::size_t begin = line == std::string::npos ? 0 : line + 1;
  return text.substr(begin, text.find('\n', at) - begin);
}

/// A proof on a copy that differs from the target proves nothing about the target.
void check_copy(target& t, const schema::model& live, proof_run& run) {
  std::string there = schema::dump(live);
  std::string here = schema::dump(run.live);
  if (there == here) {
    there = comparable(read_definitions(t.db));
    here = comparable(run.defined.front());
  }
  if (there == here) return;
  for (phases::schema_state& s : run.states)
    s.unjudged = fmt::format("the shadow does not equal the target's schema (near '{}')",
                             first_difference(there, here));
}

/// States of which nothing is known, and why.
proof_run unproved(const std::vector<simulated_step>& steps, bool as_one, const std::string& why) {
  proof_run run;
  run.states.push_back({"", why});
  for (const simulated_step& s : steps) {
    if (!as_one || &s == &steps.back())
      run.states.push_back({phases::step_name(*s.change, s.step->phase), why});
  }
  return run;
}

proof_run prove_sets(target& t, requirement_sets& sets, const std::set<std::string>& in_use,
                     const std::vector<applied_step>& done,
                     const std::vector<simulated_step>& steps, bool as_one,
                     const schema::model& live) {
  if (sets.empty()) return unproved(steps, as_one, "");
  std::unique_ptr<shadow> copy;
  try {
    drop_stale_shadows(t.db);
    copy = open_shadow(t.db, t.connection);
  } catch (const text::database_error& e) {
    // Without a copy nothing can be proved; that is an answer, and no reason to fail.
    return unproved(
        steps, as_one,
        fmt::format("no scratch copy of the schema could be made: {}", e.server_message()));
  }
  proof_run run = prove(t, *copy, sets, in_use, done, steps, as_one);
  check_copy(t, live, run);
  return run;
}

std::string last_closing(const std::vector<verdict_row>& rows, const phases::release_id& id) {
  for (const verdict_row& r : rows) {
    if (r.id == id) return r.closed_by;
  }
  return "";
}

/// Verdicts depend on nothing but these and the schema that they made.
std::string digest_of(const history& past, const std::vector<release_row>& releases) {
  std::string all;
  for (const phases::step_record& s : past.steps)
    all += fmt::format("{} {} {}\n", s.change, phases::phase_name(s.phase),
                       phases::step_status_name(s.status));
  for (const phases::job_record& j : past.jobs)
    all += fmt::format("{} {} {}\n", j.change, j.job, static_cast<int>(j.status));
  for (const release_row& r : releases)
    all += fmt::format("{} {} {}\n", r.id.text(), phases::release_status_name(r.status),
                       r.requirements);
  return phases::sha256(all);
}

/// The step that was applied last: what a verdict that has just turned owes its turn to.
std::string newest_step(const std::vector<change>& changes, const history& past) {
  const phases::step_record* newest = nullptr;
  for (const phases::step_record& s : past.steps) {
    if (s.status == phases::step_status::done && has_ddl(s.phase) &&
        (newest == nullptr || s.finished_at > newest->finished_at))
      newest = &s;
  }
  if (newest == nullptr) return "";
  for (const change& c : changes) {
    if (c.id == newest->change) return phases::step_name(c, newest->phase);
  }
  return fmt::format("{}/{}", newest->change, phases::phase_name(newest->phase));
}

std::string reasons_text(const phases::answer& a) {
  std::string out;
  for (const phases::reason& r : a.reasons) out += fmt::format("{}: {}\n", r.code, r.message);
  return out;
}

}  // namespace

std::vector<simulated_step> pending_steps_of(const change& c, const history& past) {
  std::vector<simulated_step> out;
  for (const phases::step& s : c.steps) {
    if (has_ddl(s.phase) && !past.is_done(c.id, s.phase)) out.push_back({&c, &s});
  }
  return out;
}

std::vector<simulated_step> pending_steps(const std::vector<change>& changes, const history& past) {
  std::vector<simulated_step> out;
  for (const change& c : changes) {
    for (const simulated_step& s : pending_steps_of(c, past)) out.push_back(s);
  }
  return out;
}

phases::change_facts facts_of_change(const change& c, const std::vector<change>& changes,
                                     const history& past) {
  phases::change_facts out;
  out.id = c.id;
  out.slug = c.slug;
  out.state = phases::state_of(c, past);
  out.next = phases::next_phase(c, past);
  out.contract_known = c.find(phase::contract) != nullptr;
  // A contract step that failed is asked about anew: whoever mends it must be able to run it again.
  if (out.state == phases::change_state::failed && out.next && *out.next != phase::contract) {
    const phases::step_record* r = past.find(c.id, *out.next);
    out.failed =
        fmt::format("{} failed: {}", phases::step_name(c, *out.next), r == nullptr ? "" : r->error);
  }
  if (const phases::step* migrate = c.find(phase::migrate);
      migrate != nullptr && !past.is_done(c.id, phase::migrate)) {
    for (const phases::step_statement& s : migrate->statements) {
      if (!s.backfill) continue;
      const phases::job_record* job = past.find_job(c.id, s.backfill->name);
      if (job == nullptr || job->status != phases::job_status::done)
        out.unfinished_jobs.push_back(s.backfill->name);
    }
  }
  for (const std::string& needed : c.depends_on) {
    const change& other = phases::find_change(changes, needed);
    if (phases::next_phase(other, past)) out.waits_for = other.slug;
  }
  return out;
}

gate_facts collect_facts(target& t, const std::vector<change>& changes, const history& past,
                         const std::vector<simulated_step>& steps, bool as_one) {
  gate_facts facts;
  facts.now = t.book.now();
  facts.bake = t.options.bake;
  const std::vector<release_row> releases = t.book.read_releases();
  requirement_sets sets = read_sets(t, releases);
  const schema::model live = read_model(t.db);
  std::set<std::string> in_use;
  for (const release_row& r : releases) {
    if (r.status != phases::release_status::retired) in_use.insert(r.requirements);
  }
  const proof_run run =
      prove_sets(t, sets, in_use, applied_steps(changes, past), steps, as_one, live);
  facts.states = run.states;
  facts.fingerprint = schema::fingerprint(live);
  if (!run.defined.empty()) {
    facts.moving = find_moving(t, changes, past, run.defined.front());
    for (const schema::definitions& state : run.defined)
      facts.syncs.push_back(find_syncs(facts.moving, state, t.sql_dialect()));
  }

  const std::vector<verdict_row> verdicts = t.book.read_verdicts();
  for (const release_row& r : releases) {
    release_facts f;
    f.id = r.id;
    f.status = r.status;
    f.requirements = r.requirements;
    f.retired_at = phases::parse_timestamp(r.retired_at).value_or(std::chrono::milliseconds(0));
    f.not_holding.resize(facts.states.size());
    if (!r.requirements.empty()) f.statements = sets.at(r.requirements).size();
    if (const auto set = run.sets.find(r.requirements); set != run.sets.end()) {
      f.reads = set->second.reads;
      f.writes = set->second.writes;
      f.statement_writes = set->second.statement_writes;
      f.not_holding = set->second.not_holding;
    }
    if (const std::string step = last_closing(verdicts, r.id); !step.empty())
      facts.closed_by.emplace(r.id, step);
    facts.releases.push_back(std::move(f));
  }
  return facts;
}

void refresh_verdicts(target& t, const std::vector<change>& changes) {
  const history past = t.book.read_history();
  const std::vector<release_row> releases = t.book.read_releases();
  if (releases.empty()) return;
  const std::string digest = digest_of(past, releases);
  if (t.book.verdicts_digest() == digest) return;
  const std::string newest = newest_step(changes, past);
  const gate_facts facts = collect_facts(t, changes, past, pending_steps(changes, past), false);
  const std::vector<verdict_row> before = t.book.read_verdicts();
  for (const release_facts& r : facts.releases) {
    const phases::answer a = phases::judge_release(facts, r.id);
    verdict_row row;
    row.id = r.id;
    row.fingerprint = facts.fingerprint;
    row.verdict = std::string(phases::verdict_name(a.value));
    row.closes_at = a.closes_at ? a.closes_at->step : "";
    row.reasons = reasons_text(a);
    row.evaluated_at = t.book.now_text();
    row.tool_version = t.book.tool_version();
    if (a.value != phases::verdict::safe) {
      row.closed_by = last_closing(before, r.id);
      const auto was = std::find_if(before.begin(), before.end(),
                                    [&](const verdict_row& v) { return v.id == r.id; });
      if (was != before.end() && was->verdict == "safe") row.closed_by = newest;
    }
    phases::answer told = a;
    told.closed_by = row.closed_by;
    row.document = verdict_document(told, t.book.tool_version());
    t.book.write_verdict(row);
  }
  t.book.set_verdicts_digest(digest);
}

}  // namespace sluice::migrator
