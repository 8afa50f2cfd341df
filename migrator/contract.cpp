#include "migrator/contract.hpp"

#include "dialects/catalog.hpp"
#include "migrator/apply.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::migrator {

namespace {

using phases::change;

/// Carries failed checks out of the step's transaction.
struct checks_failed {
  verify_result result;
};

std::vector<std::string> release_states(target& t) {
  std::vector<std::string> out;
  for (const release_row& r : t.book.read_releases())
    out.push_back(fmt::format("{} {} {}", r.id.text(), phases::release_status_name(r.status),
                              r.requirements));
  return out;
}

std::optional<verify_result> apply(target& t, runner_lock& lock, const change& c,
                                   const std::function<void()>& more) {
  const phases::step& s = *c.find(phases::phase::contract);
  // Once a part of it has been applied, the data can no longer agree: the way back is closed
  // already.
  const bool begun = remaining_statements(t, c, s).size() < s.statements.size();
  const auto recheck = [&] {
    if (more) more();
    if (begun) return;
    verify_result checks = run_checks(t, c);
    if (!checks.passed) throw checks_failed{std::move(checks)};
  };
  try {
    apply_step(t, lock, c, s, recheck);
  } catch (const checks_failed& f) {
    t.book.add_event("contract-refused", phases::step_name(c, phases::phase::contract),
                     "the data did not agree right before the contract step");
    return f.result;
  }
  return std::nullopt;
}

}  // namespace

std::optional<verify_result> apply_contract(target& t, runner_lock& lock, const change& c,
                                            const phases::answer& gate) {
  const std::vector<std::string> releases = release_states(t);
  return apply(t, lock, c, [&] {
    if (release_states(t) != releases)
      throw busy_error("the recorded releases changed while the gate was being asked",
                       "run the command again", 12);
    if (schema::fingerprint(read_model(t.db)) != gate.fingerprint)
      throw busy_error("the schema changed while the gate was being asked", "run the command again",
                       12);
  });
}

std::optional<verify_result> apply_contract_ungated(target& t, runner_lock& lock, const change& c) {
  return apply(t, lock, c, nullptr);
}

}  // namespace sluice::migrator
