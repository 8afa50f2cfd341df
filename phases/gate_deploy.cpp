#include "phases/gate_deploy.hpp"

#include "phases/gate_freshness.hpp"

#include <fmt/format.h>

namespace sluice::phases {

namespace {

/// The first pending step after which the release works; empty when none makes it.
std::string step_that_helps(const gate_facts& facts, const release_facts& r) {
  for (std::size_t state = 1; state < facts.states.size(); ++state) {
    if (facts.states[state].unjudged.empty() && r.not_holding[state].empty())
      return facts.states[state].step;
  }
  return {};
}

}  // namespace

answer judge_deploy(const gate_facts& facts, const release_id& id, strategy how) {
  answer a = judge_release(facts, id);
  a.question = "deploy";
  a.closes_at.reset();
  a.closed_by.clear();
  const release_facts* r = facts.find(id);
  if (r == nullptr) return a;
  const std::string helps = r->not_holding[0].empty() ? "" : step_that_helps(facts, *r);
  for (reason& each : a.reasons) {
    if (each.weight == verdict::unsafe && !helps.empty())
      each.resolves_by = fmt::format("sluice up: it works once {} is applied", helps);
  }
  for (const release_facts* other : live_besides(facts, *r)) {
    const bool stops = how == strategy::recreate && other->id.service == id.service;
    if (stops) continue;
    for (reason& each : stale_columns(facts, *other, {r}, 0)) a.reasons.push_back(std::move(each));
  }
  settle(a);
  return a;
}

}  // namespace sluice::phases
