#include "migrator/run.hpp"

#include "dialects/catalog.hpp"
#include "migrator/apply.hpp"
#include "migrator/backfill.hpp"
#include "migrator/contract.hpp"
#include "migrator/facts.hpp"
#include "migrator/gate_questions.hpp"
#include "migrator/lint_changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace sluice::migrator {

namespace {

using phases::change;
using phases::history;
using phases::phase;
using phases::step;
using clock = std::chrono::steady_clock;

std::string problem_text(const std::vector<phases::history_problem>& problems) {
  std::string out;
  for (const auto& p : problems) out += (out.empty() ? "" : "\n") + p.message;
  return out;
}

held_step held(const change& c, phase p, std::string why, std::string next, int code) {
  return {c.id, c.slug, p, std::move(why), std::move(next), code, {}};
}

held_step held_by_gate(const change& c, const phases::answer& gate) {
  const phases::reason* first = gate.reasons.empty() ? nullptr : &gate.reasons.front();
  held_step out =
      held(c, phase::contract, first == nullptr ? "the gate did not say safe" : first->message,
           first == nullptr ? "" : first->resolves_by,
           // Releases retire and bake times end: an unsafe contract is one that is not ready yet.
           gate.value == phases::verdict::unsafe ? 12 : phases::exit_code(gate));
  out.reasons = gate.reasons;
  return out;
}

/// What breaks a release, loses data or cannot be judged is not applied. Locks and habits are for
/// the reviewer, and whether a statement runs is for the server to say, which knows what is there.
bool forbids_applying(const lint::finding& f) {
  constexpr std::array<std::string_view, 4> unjudged{"malformed-statement", "not-read-only-verify",
                                                     "statement-not-understood",
                                                     "unexpected-in-migrate"};
  if (std::find(unjudged.begin(), unjudged.end(), f.rule) != unjudged.end()) return true;
  // The gate judges a contract step when its time has come.
  return f.phase != phase::contract &&
         (f.what == lint::rule_class::rollback || f.what == lint::rule_class::data_loss);
}

/// Statements that have no place in an expand step, or that hurt what a protected release runs, are
/// refused before anything is applied.
std::optional<lint::report_data> refuse_misplaced(target& t, const std::vector<change>& changes,
                                                  const history& past, const std::string& today) {
  const step_names pending = steps_not_done(changes, past);
  if (pending.empty()) return std::nullopt;
  lint::lint_input input = lint_input_of(changes, t.db.server(), today, &pending);
  input.queries = lint_queries(t).queries;
  input.queries_are_all = false;
  hold_contracts(input, pending);
  lint::report_data report = lint::run(input);
  std::erase_if(report.findings, [](const lint::finding& f) {
    return f.level != lint::severity::error || !forbids_applying(f);
  });
  if (report.findings.empty()) return std::nullopt;
  lint::summarise(report);
  return report;
}

/// One run over all changes, with what it has learned so far.
class upward_run {
 public:
  upward_run(target& t, const std::vector<change>& changes, const up_options& options,
             up_result& out)
      : t_(t), changes_(changes), options_(options), out_(out) {}

  void run(runner_lock* lock, history past) {
    lock_ = lock;
    past_ = std::move(past);
    for (const change& c : changes_) {
      if (!advance(c)) break;
      if (c.id == options_.to_change) break;
    }
  }

 private:
  /// Takes the change as far as it may go. False: nothing after it may run either.
  bool advance(const change& c) {
    if (const std::string waits = phases_not_done(c); !waits.empty()) {
      out_.held.push_back(held(c, *phases::next_phase(c, past_),
                               fmt::format("it waits for {}", waits),
                               fmt::format("finish {} first", waits), 12));
      return true;
    }
    for (const step& s : c.steps) {
      if (past_.is_done(c.id, s.phase)) continue;
      if (t_.out.stop_requested()) throw stopped_error("stopped; 'sluice up' goes on from here");
      if (!advance_step(c, s)) return s.phase != phase::expand;
      if (c.id == options_.to_change && options_.to_phase == s.phase) return false;
    }
    return true;
  }

  std::string phases_not_done(const change& c) {
    if (!phases::next_phase(c, past_)) return "";
    for (const std::string& needed : c.depends_on) {
      const change& other = phases::find_change(changes_, needed);
      if (phases::next_phase(other, past_)) return other.slug;
    }
    return "";
  }

  bool advance_step(const change& c, const step& s) {
    switch (s.phase) {
      case phase::expand:
        return apply(c, s, [&] { apply_step(t_, *lock_, c, s, nullptr); });
      case phase::migrate:
        return advance_migrate(c, s);
      case phase::verify:
        return advance_verify(c, s);
      case phase::contract:
        break;
    }
    return advance_contract(c, s);
  }

  bool ungated() const { return out_.fresh || options_.nothing_runs; }

  bool advance_migrate(const change& c, const step& s) {
    const bool has_jobs = std::any_of(s.statements.begin(), s.statements.end(),
                                      [](const auto& x) { return x.backfill.has_value(); });
    if (has_jobs && !ungated() && !options_.with_backfill) {
      out_.held.push_back(
          held(c, s.phase, "its backfill is not complete", "sluice backfill run", 12));
      return false;
    }
    return apply(c, s, [&] { run_migrate_step(t_, c); });
  }

  bool advance_verify(const change& c, const step& s) {
    verify_result result;
    const bool applied = apply(
        c, s, [&] { result = verify_change(t_, c); }, [&] { return result.passed; });
    if (!applied)
      out_.held.push_back(held(c, s.phase, "verify failed: the data does not agree",
                               fmt::format("sluice verify {}", c.slug), 10));
    return applied;
  }

  bool advance_contract(const change& c, const step& s) {
    if (ungated()) {
      return apply(
          c, s, [&] { checks_ = apply_contract_ungated(t_, *lock_, c); },
          [&] { return contract_passed(c); });
    }
    if (options_.dry_run) {
      out_.held.push_back(held(c, s.phase, "the gate decides when its turn comes",
                               fmt::format("sluice gate contract {}", c.slug), 12));
      return false;
    }
    const phases::answer gate = ask_contract(t_, changes_, c);
    if (gate.value != phases::verdict::safe) {
      out_.held.push_back(held_by_gate(c, gate));
      return false;
    }
    return apply(
        c, s, [&] { checks_ = apply_contract(t_, *lock_, c, gate); },
        [&] { return contract_passed(c); });
  }

  bool contract_passed(const change& c) {
    if (!checks_) return true;
    out_.held.push_back(held(c, phase::contract,
                             "the data did not agree right before the contract step",
                             fmt::format("sluice verify {}", c.slug), 10));
    return false;
  }

  template <typename Work>
  bool apply(const change& c, const step& s, Work work) {
    return apply(c, s, work, [] { return true; });
  }

  template <typename Work, typename Passed>
  bool apply(const change& c, const step& s, Work work, Passed passed) {
    const auto began = clock::now();
    if (!options_.dry_run) {
      work();
      if (!passed()) return false;
    }
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(clock::now() - began);
    out_.done.push_back({c.id, c.slug, s.phase, s.statements.size(), took});
    phases::step_record r;
    r.change = c.id;
    r.phase = s.phase;
    r.status = phases::step_status::done;
    r.checksum = s.checksum;
    std::erase_if(past_.steps,
                  [&](const auto& x) { return x.change == c.id && x.phase == s.phase; });
    past_.steps.push_back(std::move(r));
    return true;
  }

  target& t_;
  const std::vector<change>& changes_;
  const up_options& options_;
  up_result& out_;
  runner_lock* lock_ = nullptr;
  history past_;
  std::optional<verify_result> checks_;
};

bool is_empty(session& db) {
  const schema::model found = read_model(db);
  return found.tables.empty() && found.views.empty();
}

enum class beginning {
  empty,        ///< nothing is there yet
  interrupted,  ///< a first build that did not end
  in_use
};

beginning how_it_begins(target& t, const history& past, const up_options& options) {
  const bool has_ledger = t.book.exists();
  const bool has_releases = has_ledger && !t.book.read_releases().empty();
  if (options.nothing_runs && has_releases)
    throw text::input_error("--nothing-runs, but releases are recorded on this database",
                            "retire them, or leave the option out");
  if (has_releases) return beginning::in_use;
  // A database with tables of its own is no fresh one, whatever the ledger lacks.
  if (past.steps.empty() && is_empty(t.db)) return beginning::empty;
  return has_ledger && t.book.first_build() ? beginning::interrupted : beginning::in_use;
}

int exit_code_of(const up_result& r) {
  int code = 0;
  const auto rank = [](int c) { return c == 10 ? 3 : c == 11 ? 2 : c == 12 ? 1 : 0; };
  for (const held_step& h : r.held) {
    if (rank(h.exit_code) > rank(code)) code = h.exit_code;
  }
  return code;
}

}  // namespace

history_error::history_error(std::vector<phases::history_problem> found)
    : std::runtime_error(problem_text(found)), problems(std::move(found)) {}

std::vector<std::string> check_folder(const std::vector<change>& changes, const history& past,
                                      bool out_of_order) {
  phases::history_check found = phases::check_history(changes, past);
  if (out_of_order)
    std::erase_if(found.problems,
                  [](const auto& p) { return p.kind == phases::history_problem_kind::late; });
  if (!found.problems.empty()) throw history_error(std::move(found.problems));
  return found.ahead;
}

up_result run_up(target& t, const std::vector<change>& changes, const up_options& options) {
  up_result out;
  const bool has_ledger = t.book.exists();
  const history past = has_ledger ? t.book.read_history() : history{};

  // What is applied must be what stands in the folder.
  out.ahead = check_folder(changes, past, options.out_of_order);

  // Nothing is applied while a statement stands in the wrong phase.
  out.refused = refuse_misplaced(t, changes, past, options.today);
  if (out.refused) {
    out.exit_code = out.refused->verdict == lint::verdict::unknown ? 11 : 10;
    return out;
  }

  const bool work_left = std::any_of(changes.begin(), changes.end(), [&](const change& c) {
    return phases::next_phase(c, past).has_value();
  });
  if (!work_left) {
    if (has_ledger && !options.dry_run) refresh_verdicts(t, changes);
    return out;
  }

  const beginning seen = how_it_begins(t, past, options);
  if (options.dry_run) {
    out.fresh = seen != beginning::in_use;
    upward_run(t, changes, options, out).run(nullptr, past);
    out.exit_code = exit_code_of(out);
    return out;
  }

  runner_lock lock(t);
  // From here on no other runner works on this target; what was read before may have changed while
  // this one waited.
  const history now = t.book.read_history();
  out.ahead = check_folder(changes, now, options.out_of_order);
  const beginning begins = how_it_begins(t, now, options);
  out.fresh = begins != beginning::in_use;
  if (begins == beginning::empty) t.book.set_first_build(true);
  upward_run(t, changes, options, out).run(&lock, now);
  if (out.fresh && out.held.empty()) t.book.set_first_build(false);
  refresh_verdicts(t, changes);
  out.exit_code = exit_code_of(out);
  return out;
}

contract_result run_contract(target& t, const std::vector<change>& changes, const change& c,
                             bool out_of_order) {
  contract_result out;
  runner_lock lock(t);
  const history seen = t.book.read_history();
  check_folder(changes, seen, out_of_order);
  if (c.find(phase::contract) != nullptr && seen.is_done(c.id, phase::contract)) {
    out.was_done = true;
    refresh_verdicts(t, changes);
    out.gate = ask_contract(t, changes, c);
    return out;
  }
  out.gate = ask_contract(t, changes, c);
  if (out.gate.value != phases::verdict::safe) return out;
  const auto began = clock::now();
  out.failed_checks = apply_contract(t, lock, c, out.gate);
  if (out.failed_checks) return out;
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(clock::now() - began);
  out.done =
      done_step{c.id, c.slug, phase::contract, c.find(phase::contract)->statements.size(), took};
  refresh_verdicts(t, changes);
  return out;
}

}  // namespace sluice::migrator
