#include "cmd/gate_text.hpp"

#include <fmt/format.h>

namespace sluice::cmd {

namespace {

std::string question_text(const phases::answer& a) {
  if (a.question == "contract") {
    switch (a.value) {
      case phases::verdict::safe:
        return fmt::format("the contract step of {} may be applied.", a.change);
      case phases::verdict::unsafe:
        return fmt::format("the contract step of {} would break a release that is protected.",
                           a.change);
      case phases::verdict::unknown:
        break;
    }
    return fmt::format("the contract step of {} is not cleared.", a.change);
  }
  if (a.question == "deploy") {
    switch (a.value) {
      case phases::verdict::safe:
        return fmt::format("{} may be started on this schema.", a.to);
      case phases::verdict::unsafe:
        return fmt::format("{} must not be started on this schema.", a.to);
      case phases::verdict::unknown:
        break;
    }
    return fmt::format("nobody can say whether {} works on this schema.", a.to);
  }
  switch (a.value) {
    case phases::verdict::safe:
      return fmt::format("the code may be rolled back from {} to {}.", a.from, a.to);
    case phases::verdict::unsafe:
      return fmt::format("the code cannot be rolled back from {} to {}.", a.from, a.to);
    case phases::verdict::unknown:
      break;
  }
  return fmt::format("nobody can say whether {} works after a rollback from {}.", a.to, a.from);
}

std::string_view loss_text(phases::loss l) {
  switch (l) {
    case phases::loss::none:
      return "none";
    case phases::loss::hidden:
      return "hidden: the older code does not show some of what was written since";
    case phases::loss::overwritten:
      return "overwritten: the older code replaces some of what was written since";
    case phases::loss::unknown:
      break;
  }
  return "unknown";
}

std::string verdict_word(terminal& term, phases::verdict v) {
  return v == phases::verdict::safe     ? term.paint("green", "SAFE")
         : v == phases::verdict::unsafe ? term.paint("red", "UNSAFE")
                                        : term.paint("yellow", "UNKNOWN");
}

/// What closes or closed the way to one release, in a line.
std::string short_why(const phases::answer& a) {
  if (a.value == phases::verdict::safe)
    return a.closes_at ? fmt::format("until {}", a.closes_at->step) : "no pending step closes it";
  const std::string why =
      a.reasons.empty() ? ""
                        : fmt::format("{}: {}", a.reasons.front().code, a.reasons.front().message);
  return a.closed_by.empty() ? why : fmt::format("closed by {}; {}", a.closed_by, why);
}

}  // namespace

void print_floor(terminal& term, const phases::floor_answer& a) {
  if (a.rollbacks.empty()) {
    term.line(fmt::format("{}: no release of {} was recorded before {}.",
                          verdict_word(term, phases::verdict::unknown), a.from.service,
                          a.from.text()));
    return;
  }
  if (a.floor) {
    term.line(fmt::format("{}: the code may be rolled back from {} as far as {}.",
                          verdict_word(term, phases::verdict::safe), a.from.text(),
                          a.floor->text()));
  } else {
    term.line(fmt::format("{}: {} has no way back to {}.",
                          verdict_word(term, a.rollbacks.front().value), a.from.text(),
                          a.rollbacks.front().to));
  }
  for (const phases::answer& each : a.rollbacks)
    term.line(
        fmt::format("  {}  {}  {}", verdict_word(term, each.value), each.to, short_why(each)));
}

json reasons_json(const std::vector<phases::reason>& reasons) {
  json out = json::array();
  for (const phases::reason& r : reasons) {
    json one{{"code", r.code},
             {"severity", phases::verdict_name(r.weight)},
             {"message", r.message},
             {"transient", r.transient}};
    if (!r.object.empty()) one["object"] = r.object;
    if (!r.release.empty()) one["release"] = r.release;
    if (!r.statement.empty()) one["statement"] = r.statement;
    if (!r.resolves_by.empty()) one["resolves_by"] = r.resolves_by;
    out.push_back(one);
  }
  return out;
}

void print_answer(terminal& term, const phases::answer& a) {
  const bool safe = a.value == phases::verdict::safe;
  term.line(fmt::format("{}: {}", verdict_word(term, a.value), question_text(a)));
  if (a.question == "rollback" && safe) {
    term.line(fmt::format("  data loss: {}", loss_text(a.loss)));
    if (a.closes_at) {
      term.line(fmt::format("  until: {}", a.closes_at->step));
      term.line(fmt::format("    {}", a.closes_at->why));
    } else {
      term.line("  until: no pending step closes this way");
    }
  }
  if (!a.closed_by.empty()) term.line(fmt::format("  closed by: {}", a.closed_by));
  for (std::size_t i = 0; i < a.reasons.size(); ++i) {
    const phases::reason& r = a.reasons[i];
    term.line(fmt::format("  {}: {}", r.code, r.message));
    // One remedy for several reasons is said once, below the last of them.
    const bool said_below =
        i + 1 < a.reasons.size() && a.reasons[i + 1].resolves_by == r.resolves_by;
    if (!r.resolves_by.empty() && !said_below)
      term.line(fmt::format("    resolves it: {}", r.resolves_by));
  }
}

}  // namespace sluice::cmd
