#include "cmd/commands.hpp"
#include "cmd/exit_code.hpp"
#include "cmd/gate_text.hpp"
#include "cmd/json.hpp"
#include "dialects/text/error.hpp"
#include "migrator/gate_questions.hpp"
#include "migrator/releases.hpp"
#include "migrator/verdict_document.hpp"
#include "migrator/waiting.hpp"

#include <fmt/format.h>

#include <functional>

namespace sluice::cmd {

namespace {

void show(environment& env, const common_options& common, const phases::answer& a) {
  if (common.json)
    env.term.line(migrator::verdict_document(a, tool_version()));
  else
    print_answer(env.term, a);
}

/// An older program must not work on a newer ledger, but finds its answer there as a row.
int answer_from_row(environment& env, const common_options& common, migrator::target& t,
                    const phases::release_id& from, const phases::release_id& to) {
  for (const migrator::verdict_row& row : t.book.read_verdicts()) {
    if (row.id != to) continue;
    if (common.json) {
      env.term.line(row.document);
    } else {
      env.term.line(fmt::format("{}: stored by Sluice {} at {} for {}", row.verdict,
                                row.tool_version, row.evaluated_at, to.text()));
      if (!row.closes_at.empty()) env.term.line(fmt::format("  until: {}", row.closes_at));
      if (!row.closed_by.empty()) env.term.line(fmt::format("  closed by: {}", row.closed_by));
      if (!row.reasons.empty()) env.term.print(row.reasons);
    }
    if (row.verdict == "safe") return done;
    return row.verdict == "unsafe" ? unsafe : unknown;
  }
  env.term.complain(
      fmt::format("error: the newer Sluice on this database stored no verdict for a "
                  "rollback from {} to {}",
                  from.text(), to.text()));
  return unknown;
}

json floor_json(const phases::floor_answer& a) {
  json islands = json::array();
  for (const phases::release_id& id : a.islands) islands.push_back(id.text());
  json rollbacks = json::array();
  for (const phases::answer& each : a.rollbacks)
    rollbacks.push_back(json::parse(migrator::verdict_document(each, tool_version())));
  return {{"version", 1},
          {"question", "floor"},
          {"service", a.from.service},
          {"from", a.from.text()},
          {"floor", a.floor ? json(a.floor->text()) : json(nullptr)},
          {"islands", islands},
          {"rollbacks", rollbacks},
          {"exit_code", phases::exit_code(a)}};
}

/// Asks, again while time alone may help, and shows what comes of it.
int answer_question(environment& env, const common_options& common, migrator::target& t,
                    const std::function<phases::answer()>& ask) {
  const phases::answer a = migrator::wait_while_transient(t, ask);
  show(env, common, a);
  return migrator::exit_code_after_waiting(t, a);
}

}  // namespace

int run_gate_rollback(environment& env, const common_options& common, const gate_options& options) {
  project here(env, common);
  const phases::release_id from = migrator::parse_release(options.from);
  const phases::release_id to = migrator::parse_release(options.to);
  if (from.service != to.service)
    throw text::input_error(
        fmt::format("{} and {} are releases of two services", from.text(), to.text()),
        "a rollback goes from a release to an older one of the same service");
  if (from == to) throw text::input_error("--from and --to name the same release", "");
  migrator::target& t = here.target();
  try {
    static_cast<void>(here.used_target());
  } catch (const migrator::newer_ledger_error&) {
    return answer_from_row(env, common, t, from, to);
  }
  return answer_question(env, common, t,
                         [&] { return migrator::ask_rollback(t, here.changes(), from, to); });
}

int run_gate_deploy(environment& env, const common_options& common, const gate_options& options) {
  project here(env, common);
  const phases::release_id id = migrator::parse_release(options.release);
  const phases::strategy how =
      options.strategy == "recreate" ? phases::strategy::recreate : phases::strategy::rolling;
  migrator::target& t = here.used_target();
  return answer_question(env, common, t,
                         [&] { return migrator::ask_deploy(t, here.changes(), id, how); });
}

int run_gate_floor(environment& env, const common_options& common, const gate_options& options) {
  project here(env, common);
  std::optional<phases::release_id> from;
  if (!options.from.empty()) from = migrator::parse_release(options.from);
  if (from && from->service != options.service)
    throw text::input_error(fmt::format("{} is no release of {}", from->text(), options.service),
                            "--from names the release of the service that runs now");
  migrator::target& t = here.used_target();
  const phases::floor_answer a = migrator::ask_floor(t, here.changes(), options.service, from);
  if (common.json)
    print_json(env.term, floor_json(a));
  else
    print_floor(env.term, a);
  return phases::exit_code(a);
}

int run_gate_contract(environment& env, const common_options& common, const gate_options& options) {
  project here(env, common);
  const phases::change& c = phases::find_change(here.changes(), options.change);
  migrator::target& t = here.used_target();
  return answer_question(env, common, t,
                         [&] { return migrator::ask_contract(t, here.changes(), c); });
}

}  // namespace sluice::cmd
