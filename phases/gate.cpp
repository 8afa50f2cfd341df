#include "phases/gate.hpp"

#include "phases/duration.hpp"
#include "phases/gate_freshness.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::phases {

std::string_view verdict_name(verdict v) {
  switch (v) {
    case verdict::unsafe:
      return "unsafe";
    case verdict::unknown:
      return "unknown";
    case verdict::safe:
      break;
  }
  return "safe";
}

std::string_view loss_name(loss l) {
  switch (l) {
    case loss::none:
      return "none";
    case loss::hidden:
      return "hidden";
    case loss::overwritten:
      return "overwritten";
    case loss::unknown:
      break;
  }
  return "unknown";
}

std::string_view release_status_name(release_status s) {
  switch (s) {
    case release_status::recorded:
      return "recorded";
    case release_status::live:
      return "live";
    case release_status::standby:
      return "standby";
    case release_status::retired:
      break;
  }
  return "retired";
}

std::optional<release_status> release_status_from_name(std::string_view name) {
  for (const auto s : {release_status::recorded, release_status::live, release_status::standby,
                       release_status::retired}) {
    if (release_status_name(s) == name) return s;
  }
  return std::nullopt;
}

const release_facts* gate_facts::find(const release_id& id) const {
  for (const release_facts& r : releases) {
    if (r.id == id) return &r;
  }
  return nullptr;
}

bool is_protected(release_status s) {
  return s == release_status::live || s == release_status::standby;
}

void settle(answer& a) {
  a.value = verdict::safe;
  for (const reason& r : a.reasons) a.value = std::min(a.value, r.weight);
  std::stable_sort(a.reasons.begin(), a.reasons.end(),
                   [](const reason& x, const reason& y) { return x.weight < y.weight; });
}

namespace {

/// What keeps a release from working in one schema state.
std::vector<reason> obstacles(const gate_facts& facts, const release_facts& r, std::size_t state) {
  std::vector<reason> out;
  const schema_state& s = facts.states[state];
  if (r.requirements.empty() || r.statements == 0) {
    reason none;
    none.code = "NO_REQUIREMENTS";
    none.release = r.id.text();
    none.message = fmt::format("nothing is recorded of the SQL that {} runs", r.id.text());
    none.resolves_by = fmt::format("sluice release record {} --queries PATH", r.id.text());
    out.push_back(none);
    return out;
  }
  if (!s.unjudged.empty()) {
    reason step;
    step.code = s.step.empty() ? "SCHEMA_UNJUDGED" : "STEP_UNJUDGED";
    step.release = r.id.text();
    step.object = s.step;
    step.message = s.step.empty()
                       ? s.unjudged
                       : fmt::format("{} could not be simulated: {}", s.step, s.unjudged);
    step.resolves_by = s.step.empty()
                           ? "an account that may create a scratch database beside the target"
                           : "write the step with statements that Sluice understands";
    out.push_back(step);
    return out;
  }
  for (const judged_statement& j : r.not_holding[state]) {
    reason one;
    one.code = j.result.code;
    one.weight = j.result.outcome == proof_outcome::breaks ? verdict::unsafe : verdict::unknown;
    one.release = r.id.text();
    one.statement = j.place;
    one.object = j.result.object;
    one.message =
        fmt::format("{} runs `{}` ({}): {}", r.id.text(), j.sql, j.place, j.result.message);
    one.resolves_by = j.result.resolves_by;
    out.push_back(one);
  }
  return out;
}

void append(std::vector<reason>& to, std::vector<reason> more) {
  for (reason& r : more) to.push_back(std::move(r));
}

/// What the step makes stale that was not before.
std::vector<reason> newly_stale(const gate_facts& facts, const release_facts& r) {
  const auto writers = live_besides(facts, r);
  const std::vector<reason> before = stale_columns(facts, r, writers, 0);
  std::vector<reason> out = stale_columns(facts, r, writers, 1);
  std::erase_if(out, [&](const reason& found) {
    return std::any_of(before.begin(), before.end(), [&](const reason& known) {
      return known.object == found.object && known.weight <= found.weight;
    });
  });
  return out;
}

/// The first pending step after which the release no longer works for certain.
std::optional<closing> find_closing(const gate_facts& facts, const release_facts& r,
                                    const std::vector<const release_facts*>& writers) {
  for (std::size_t state = 1; state < facts.states.size(); ++state) {
    std::vector<reason> found = obstacles(facts, r, state);
    append(found, stale_columns(facts, r, writers, state));
    if (found.empty()) continue;
    const auto worst =
        std::min_element(found.begin(), found.end(),
                         [](const reason& a, const reason& b) { return a.weight < b.weight; });
    return closing{facts.states[state].step, worst->message};
  }
  return std::nullopt;
}

/// What `from` has written since that `to` will not show, or will overwrite.
loss find_loss(const gate_facts& facts, const release_facts& from, const release_facts& to) {
  loss out = loss::none;
  const auto knows = [&](const std::string& column) {
    return to.reads.contains(column) || to.writes.contains(column);
  };
  for (const std::string& written : from.writes) {
    if (written.find('.') == std::string::npos || knows(written)) continue;
    const bool carried =
        !facts.syncs.empty() &&
        std::any_of(facts.syncs[0].begin(), facts.syncs[0].end(), [&](const sync_fact& sync) {
          return sync.from == written && knows(sync.to) &&
                 kept_by(sync, from) == freshness::carried;
        });
    if (!carried) out = loss::hidden;
  }
  return out;
}

answer begin_answer(const gate_facts& facts, std::string question) {
  answer a;
  a.question = std::move(question);
  a.fingerprint = facts.fingerprint;
  a.evaluated_at = facts.now;
  return a;
}

reason unregistered(const release_id& id) {
  reason r;
  r.code = "UNKNOWN_RELEASE";
  r.release = id.text();
  r.message = fmt::format("{} is not recorded on this target", id.text());
  r.resolves_by = fmt::format("sluice release record {} --queries PATH", id.text());
  return r;
}

void judge_change_state(const gate_facts& facts, answer& a) {
  const change_facts& c = *facts.change;
  const auto not_ready = [&](std::string code, std::string message, std::string fix) {
    reason r;
    r.code = std::move(code);
    r.object = c.slug;
    r.message = std::move(message);
    r.resolves_by = std::move(fix);
    r.transient = true;
    a.reasons.push_back(r);
  };
  if (!c.failed.empty()) {
    not_ready("STEP_FAILED", c.failed, "sluice status");
    a.reasons.back().transient = false;
    return;
  }
  if (!c.waits_for.empty())
    not_ready("DEPENDENCY_NOT_DONE", fmt::format("{} waits for {}", c.slug, c.waits_for),
              fmt::format("finish {} first", c.waits_for));
  if (!c.next || *c.next == phase::contract) return;
  switch (*c.next) {
    case phase::expand:
      not_ready("NOT_EXPANDED", "its expand step is not applied", "sluice up");
      break;
    case phase::migrate: {
      std::string jobs;
      for (const std::string& j : c.unfinished_jobs) jobs += (jobs.empty() ? "" : ", ") + j;
      not_ready("BACKFILL_INCOMPLETE",
                jobs.empty() ? "its migrate step is not done"
                             : fmt::format("its backfill is not complete: {}", jobs),
                "sluice backfill run");
      break;
    }
    case phase::verify:
      not_ready("NOT_VERIFIED", "its verify step has not passed",
                fmt::format("sluice verify {}", c.slug));
      break;
    case phase::contract:
      break;
  }
}

void judge_bake(const gate_facts& facts, answer& a) {
  const release_facts* last = nullptr;
  for (const release_facts& r : facts.releases) {
    if (r.status != release_status::retired) continue;
    // Without recorded statements nobody can say that it did not need the old shape.
    const bool needed = r.requirements.empty() || !obstacles(facts, r, 1).empty();
    if (needed && (last == nullptr || r.retired_at > last->retired_at)) last = &r;
  }
  if (last == nullptr) return;
  const auto over = last->retired_at + facts.bake;
  if (last->retired_at > facts.now) {
    reason skew;
    skew.code = "CLOCK_SKEW";
    skew.message = fmt::format("{} was retired at {}, which lies in the future of the database",
                               last->id.text(), timestamp_text(last->retired_at));
    skew.resolves_by = "set the clock right";
    a.reasons.push_back(skew);
    return;
  }
  if (over <= facts.now) return;
  a.bake_left = over - facts.now;
  reason bake;
  bake.code = "BAKE_TIME";
  bake.release = last->id.text();
  bake.message =
      fmt::format("the bake time of {} since {} was retired is not over: {} left",
                  duration_text(facts.bake), last->id.text(), duration_text(a.bake_left));
  bake.resolves_by = "wait (--wait DURATION)";
  bake.transient = true;
  a.reasons.push_back(bake);
}

}  // namespace

answer judge_rollback(const gate_facts& facts, const release_id& from, const release_id& to) {
  answer a = begin_answer(facts, "rollback");
  a.from = from.text();
  a.to = to.text();
  const release_facts* now = facts.find(from);
  const release_facts* then = facts.find(to);
  if (now == nullptr) a.reasons.push_back(unregistered(from));
  if (then == nullptr) a.reasons.push_back(unregistered(to));
  if (now == nullptr || then == nullptr) {
    settle(a);
    return a;
  }
  append(a.reasons, obstacles(facts, *then, 0));
  for (reason& r : a.reasons) {
    if (r.weight == verdict::unsafe)
      r.resolves_by =
          "go forward: mend the newer code, or bring back what is gone with a new change";
  }
  const bool from_known = !now->requirements.empty();
  if (!from_known) {
    reason r;
    r.code = "NO_REQUIREMENTS";
    r.release = from.text();
    r.message = fmt::format(
        "nothing is recorded of the SQL that {} runs: what it has written is "
        "not known",
        from.text());
    r.resolves_by = fmt::format("sluice release record {} --queries PATH", from.text());
    a.reasons.push_back(r);
  }
  // Everybody who may have written, or writes beside it after the rollback.
  std::vector<const release_facts*> writers{now};
  for (const release_facts& r : facts.releases) {
    if (r.status == release_status::live && r.id != from && r.id != to) writers.push_back(&r);
  }
  append(a.reasons, stale_columns(facts, *then, writers, 0));
  for (const release_facts* w : writers) {
    if (w != now) append(a.reasons, stale_columns(facts, *w, {then}, 0));
  }
  settle(a);
  if (a.value != verdict::safe) {
    if (const auto found = facts.closed_by.find(to); found != facts.closed_by.end())
      a.closed_by = found->second;
    return a;
  }
  a.loss = find_loss(facts, *now, *then);
  a.closes_at = find_closing(facts, *then, writers);
  return a;
}

answer judge_release(const gate_facts& facts, const release_id& id) {
  answer a = begin_answer(facts, "rollback");
  a.to = id.text();
  const release_facts* r = facts.find(id);
  if (r == nullptr) {
    a.reasons.push_back(unregistered(id));
    settle(a);
    return a;
  }
  append(a.reasons, obstacles(facts, *r, 0));
  const std::vector<const release_facts*> writers = live_besides(facts, *r);
  append(a.reasons, stale_columns(facts, *r, writers, 0));
  settle(a);
  if (a.value == verdict::safe) a.closes_at = find_closing(facts, *r, writers);
  if (const auto found = facts.closed_by.find(id);
      a.value != verdict::safe && found != facts.closed_by.end())
    a.closed_by = found->second;
  return a;
}

answer judge_contract(const gate_facts& facts) {
  answer a = begin_answer(facts, "contract");
  const change_facts& c = *facts.change;
  a.change = c.slug;
  if (!c.contract_known) {
    reason r;
    r.code = "NOTHING_TO_CONTRACT";
    r.object = c.slug;
    r.message = fmt::format("{} has no contract step", c.slug);
    a.reasons.push_back(r);
    settle(a);
    return a;
  }
  if (c.state == change_state::contracted) {
    settle(a);
    return a;
  }
  judge_change_state(facts, a);
  if (facts.releases.empty()) {
    reason r;
    r.code = "NO_RELEASES";
    r.message = "no release is recorded on this target, so nobody can say what still runs";
    r.resolves_by = "sluice release record SERVICE@VERSION --queries PATH, then release live";
    a.reasons.push_back(r);
  } else if (std::none_of(facts.releases.begin(), facts.releases.end(),
                          [](const auto& r) { return r.status == release_status::live; })) {
    reason r;
    r.code = "NO_LIVE_RELEASE";
    r.message = "no release is recorded as live, so nobody can say what runs now";
    r.resolves_by = "sluice release live SERVICE@VERSION";
    a.reasons.push_back(r);
  }
  for (const release_facts& r : facts.releases) {
    if (!is_protected(r.status)) continue;
    std::vector<reason> all = obstacles(facts, r, 1);
    append(all, newly_stale(facts, r));
    for (reason& found : all) {
      if (found.weight == verdict::unsafe)
        found.resolves_by = fmt::format(
            "sluice release retire {}, when it runs nowhere and need "
            "not come back",
            r.id.text());
      a.reasons.push_back(std::move(found));
    }
  }
  judge_bake(facts, a);
  settle(a);
  return a;
}

int exit_code(const answer& a) {
  if (a.value == verdict::unsafe) return 10;
  if (a.value == verdict::unknown) {
    // Waiting helps only when everything that stands in the way is transient.
    const bool all = std::all_of(a.reasons.begin(), a.reasons.end(), [](const reason& r) {
      return r.weight == verdict::safe || r.transient;
    });
    return all ? 12 : 11;
  }
  return a.question == "rollback" && a.loss != loss::none ? 13 : 0;
}

}  // namespace sluice::phases
