#include "phases/tracker.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::phases {

std::string_view step_status_name(step_status s) {
  switch (s) {
    case step_status::running:
      return "running";
    case step_status::done:
      return "done";
    case step_status::failed:
      break;
  }
  return "failed";
}

std::optional<step_status> step_status_from_name(std::string_view name) {
  for (const step_status s : {step_status::running, step_status::done, step_status::failed}) {
    if (step_status_name(s) == name) return s;
  }
  return std::nullopt;
}

const step_record* history::find(std::string_view change, phases::phase p) const {
  for (const step_record& r : steps) {
    if (r.change == change && r.phase == p) return &r;
  }
  return nullptr;
}

const job_record* history::find_job(std::string_view change, std::string_view job) const {
  for (const job_record& r : jobs) {
    if (r.change == change && r.job == job) return &r;
  }
  return nullptr;
}

bool history::is_done(std::string_view change, phases::phase p) const {
  const step_record* r = find(change, p);
  return r != nullptr && r->status == step_status::done;
}

std::string_view change_state_name(change_state s) {
  switch (s) {
    case change_state::pending:
      return "pending";
    case change_state::expanded:
      return "expanded";
    case change_state::migrating:
      return "migrating";
    case change_state::migrated:
      return "migrated";
    case change_state::verified:
      return "verified";
    case change_state::contracted:
      return "contracted";
    case change_state::failed:
      break;
  }
  return "failed";
}

change_state state_of(const change& c, const history& past) {
  change_state state = change_state::pending;
  for (const step& s : c.steps) {
    const step_record* r = past.find(c.id, s.phase);
    if (r == nullptr) return state;
    // A verify that failed has changed nothing: the change stays where it was.
    if (r->status == step_status::failed)
      return s.phase == phase::verify ? state : change_state::failed;
    if (r->status == step_status::running)
      return s.phase == phase::migrate ? change_state::migrating : state;
    switch (s.phase) {
      case phase::expand:
        state = change_state::expanded;
        break;
      case phase::migrate:
        state = change_state::migrated;
        break;
      case phase::verify:
        state = change_state::verified;
        break;
      case phase::contract:
        state = change_state::contracted;
        break;
    }
  }
  return state;
}

std::optional<phase> next_phase(const change& c, const history& past) {
  for (const step& s : c.steps) {
    if (!past.is_done(c.id, s.phase)) return s.phase;
  }
  return std::nullopt;
}

namespace {

void check_edited(const change& c, const history& past, history_check& out) {
  for (const step& s : c.steps) {
    const step_record* r = past.find(c.id, s.phase);
    if (r == nullptr || r->status != step_status::done || r->checksum == s.checksum) continue;
    out.problems.push_back(
        {history_problem_kind::edited, c.id,
         fmt::format("{}: edited after it was applied at {} (checksum {}, applied {})",
                     s.file->name(), r->finished_at, s.checksum.substr(0, 12),
                     r->checksum.substr(0, 12)),
         "bring the applied text back (from version control) and write a new change for the rest"});
  }
}

}  // namespace

history_check check_history(const std::vector<change>& changes, const history& past) {
  history_check out;
  const auto on_disk = [&](const std::string& id) {
    return std::any_of(changes.begin(), changes.end(), [&](const change& c) { return c.id == id; });
  };
  const auto version_number = [](std::string_view id) {
    std::string_view v = id.substr(0, id.find('_'));
    while (v.size() > 1 && v.front() == '0') v.remove_prefix(1);
    return v;
  };
  const auto older = [&](std::string_view a, std::string_view b) {
    const auto x = version_number(a), y = version_number(b);
    return x.size() != y.size() ? x.size() < y.size() : x < y;
  };

  for (const change& c : changes) check_edited(c, past, out);

  std::vector<std::string> missing;
  for (const step_record& r : past.steps) {
    if (!on_disk(r.change) && std::find(missing.begin(), missing.end(), r.change) == missing.end())
      missing.push_back(r.change);
  }
  for (const std::string& id : missing) {
    if (changes.empty() || older(changes.back().id, id)) {
      out.ahead.push_back(id);
    } else {
      out.problems.push_back({history_problem_kind::deleted, id,
                              fmt::format("{}: applied here, but gone from the folder", id),
                              "bring its files back from version control: applied changes stay"});
    }
  }

  std::string newest_applied;
  for (const step_record& r : past.steps) {
    if (on_disk(r.change) && (newest_applied.empty() || older(newest_applied, r.change)))
      newest_applied = r.change;
  }
  for (const change& c : changes) {
    const bool touched = std::any_of(past.steps.begin(), past.steps.end(),
                                     [&](const step_record& r) { return r.change == c.id; });
    if (touched || newest_applied.empty() || !older(c.id, newest_applied)) continue;
    out.problems.push_back(
        {history_problem_kind::late, c.id,
         fmt::format("{}: not applied, but older than {}, which is", c.id, newest_applied),
         "rename it with a newer version, or apply it with 'sluice up --out-of-order' when it "
         "does not depend on the order"});
  }
  return out;
}

}  // namespace sluice::phases
