#include "cmd/commands.hpp"
#include "cmd/exit_code.hpp"
#include "cmd/gate_text.hpp"
#include "cmd/json.hpp"
#include "cmd/verify_text.hpp"
#include "dialects/text/error.hpp"
#include "migrator/facts.hpp"
#include "migrator/gate_questions.hpp"
#include "migrator/lock.hpp"
#include "migrator/run.hpp"
#include "migrator/verdict_document.hpp"
#include "migrator/waiting.hpp"

#include <fmt/format.h>

namespace sluice::cmd {

void print_checks(terminal& term, const migrator::verify_result& r) {
  for (const migrator::check_result& c : r.checks) {
    std::string keys;
    for (const std::string& k : c.sample_keys) keys += (keys.empty() ? "" : ", ") + k;
    if (!keys.empty())
      keys = fmt::format(" ({}{})", keys, c.rows > c.sample_keys.size() ? ", ..." : "");
    term.line(fmt::format("{} {}: {}{}",
                          c.passed ? term.paint("green", "ok  ") : term.paint("red", "FAIL"),
                          c.name, c.message, keys));
  }
}

json checks_json(const migrator::verify_result& r) {
  json out = json::array();
  for (const migrator::check_result& c : r.checks)
    out.push_back({{"check", c.name},
                   {"passed", c.passed},
                   {"rows", c.rows},
                   {"sample_keys", c.sample_keys},
                   {"message", c.message}});
  return out;
}

int run_verify(environment& env, const common_options& common, const change_options& options) {
  project here(env, common);
  const phases::change& c = phases::find_change(here.changes(), options.change);
  migrator::target& t = here.target();
  const phases::history past = t.book.exists() ? t.book.read_history() : phases::history{};
  migrator::check_folder(here.changes(), past, options.out_of_order);
  const auto before = [&](phases::phase p) {
    return c.find(p) == nullptr || past.is_done(c.id, p);
  };
  if (!before(phases::phase::expand) || !before(phases::phase::migrate)) {
    const bool expanded = before(phases::phase::expand);
    const std::string why = fmt::format("{} cannot be verified yet: its {} step is not done",
                                        c.slug, expanded ? "migrate" : "expand");
    const std::string next = expanded ? "sluice backfill run" : "sluice up";
    if (common.json)
      print_json(env.term, {{"version", 1},
                            {"change", c.id},
                            {"passed", false},
                            {"message", why},
                            {"next", next},
                            {"exit_code", +not_ready}});
    else
      env.term.line(fmt::format("{}\nnext: {}", why, next));
    return not_ready;
  }
  if (c.find(phases::phase::contract) != nullptr && past.is_done(c.id, phases::phase::contract))
    throw text::input_error(fmt::format("{} is contracted: the old place is gone", c.slug),
                            "there is nothing left to compare");
  migrator::runner_lock lock(t);
  const migrator::verify_result r = migrator::verify_change(t, c);
  migrator::refresh_verdicts(t, here.changes());
  const int code = r.passed ? done : unsafe;
  if (common.json) {
    print_json(env.term, {{"version", 1},
                          {"change", c.id},
                          {"passed", r.passed},
                          {"checks", checks_json(r)},
                          {"exit_code", code}});
  } else {
    print_checks(env.term, r);
    env.term.line(r.passed ? fmt::format("{} is verified.", c.slug)
                           : fmt::format("{} is not verified: the data does not agree.", c.slug));
  }
  return code;
}

int run_contract(environment& env, const common_options& common, const change_options& options) {
  project here(env, common);
  const phases::change& c = phases::find_change(here.changes(), options.change);
  migrator::target& t = here.used_target();
  if (here.config().wait.count() > 0) {
    // Waiting happens before the lock is taken, so that others can work meanwhile.
    static_cast<void>(migrator::wait_while_transient(
        t, [&] { return migrator::ask_contract(t, here.changes(), c); }));
  }
  const migrator::contract_result r =
      migrator::run_contract(t, here.changes(), c, options.out_of_order);
  int code = migrator::exit_code_after_waiting(t, r.gate);
  if (r.failed_checks) code = unsafe;
  if (r.done || r.was_done) code = done;
  if (common.json) {
    json out{{"version", 1}, {"change", c.id}, {"applied", r.done.has_value()}};
    out["gate"] = json::parse(migrator::verdict_document(r.gate, tool_version()));
    if (r.failed_checks) out["failed_checks"] = checks_json(*r.failed_checks);
    out["exit_code"] = code;
    print_json(env.term, out);
    return code;
  }
  if (r.was_done) {
    env.term.line(fmt::format("{} is contracted already.", c.slug));
  } else if (r.done) {
    env.term.line(fmt::format("applied  {}/contract  ({} statement{})", c.slug, r.done->statements,
                              r.done->statements == 1 ? "" : "s"));
  } else if (r.failed_checks) {
    print_checks(env.term, *r.failed_checks);
    env.term.line(fmt::format("{}/contract was not applied: the data does not agree.", c.slug));
  } else {
    print_answer(env.term, r.gate);
    env.term.line(fmt::format("{}/contract was not applied.", c.slug));
  }
  return code;
}

}  // namespace sluice::cmd
