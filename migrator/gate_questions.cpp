#include "migrator/gate_questions.hpp"

#include "migrator/facts.hpp"

#include <fmt/format.h>

namespace sluice::migrator {

using phases::change;
using phases::history;

phases::answer ask_contract(target& t, const std::vector<change>& changes, const change& c) {
  const history past = t.book.read_history();
  phases::gate_facts facts = collect_facts(t, changes, past, pending_steps_of(c, past), true);
  facts.change = facts_of_change(c, changes, past);
  return phases::judge_contract(facts);
}

namespace {

/// The live schema, and those that the pending steps make of it.
phases::gate_facts all_facts(target& t, const std::vector<change>& changes) {
  const history past = t.book.read_history();
  return collect_facts(t, changes, past, pending_steps(changes, past), false);
}

phases::release_id one_live(const phases::gate_facts& facts, const std::string& service) {
  std::vector<std::string> live;
  phases::release_id out;
  for (const phases::release_facts& r : facts.releases) {
    if (r.id.service != service || r.status != phases::release_status::live) continue;
    out = r.id;
    live.push_back(out.text());
  }
  if (live.size() == 1) return out;
  throw text::input_error(live.empty() ? fmt::format("no release of {} is live", service)
                                       : fmt::format("{} are live", fmt::join(live, ", ")),
                          fmt::format("sluice gate floor {} --from {}@VERSION", service, service));
}

}  // namespace

phases::answer ask_rollback(target& t, const std::vector<change>& changes,
                            const phases::release_id& from, const phases::release_id& to) {
  return phases::judge_rollback(all_facts(t, changes), from, to);
}

phases::answer ask_deploy(target& t, const std::vector<change>& changes,
                          const phases::release_id& id, phases::strategy how) {
  return phases::judge_deploy(all_facts(t, changes), id, how);
}

phases::floor_answer ask_floor(target& t, const std::vector<change>& changes,
                               const std::string& service,
                               const std::optional<phases::release_id>& from) {
  const phases::gate_facts facts = all_facts(t, changes);
  const phases::release_id now = from ? *from : one_live(facts, service);
  if (facts.find(now) == nullptr)
    throw text::input_error(fmt::format("{} is not recorded on this target", now.text()),
                            fmt::format("sluice release record {} --queries PATH", now.text()));
  return phases::find_floor(facts, now);
}

}  // namespace sluice::migrator
