#include "migrator/backfill.hpp"

#include "cmd/commands.hpp"
#include "cmd/exit_code.hpp"
#include "cmd/json.hpp"
#include "dialects/text/error.hpp"
#include "migrator/facts.hpp"
#include "migrator/run.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::cmd {

namespace {

using phases::change;
using phases::history;
using phases::job_record;
using phases::phase;

std::string_view job_state(const job_record* j) {
  if (j == nullptr) return "pending";
  switch (j->status) {
    case phases::job_status::done:
      return "done";
    case phases::job_status::failed:
      return "failed";
    case phases::job_status::running:
      break;
  }
  return "running";
}

bool has_job(const change& c, const std::string& job) {
  const phases::step* migrate = c.find(phase::migrate);
  return migrate != nullptr &&
         std::any_of(migrate->statements.begin(), migrate->statements.end(), [&](const auto& s) {
           return job.empty() || c.slug == job || c.id == job ||
                  (s.backfill && s.backfill->name == job);
         });
}

std::string known_jobs(const std::vector<change>& changes) {
  std::string out;
  for (const change& c : changes) {
    const phases::step* migrate = c.find(phase::migrate);
    if (migrate == nullptr) continue;
    for (const auto& s : migrate->statements) {
      if (s.backfill) out += (out.empty() ? "" : ", ") + s.backfill->name;
    }
  }
  return out.empty() ? "no change has a backfill job" : "the jobs are: " + out;
}

json job_json(const change& c, const std::string& name, const job_record* j) {
  json out{{"change", c.id}, {"job", name}, {"state", job_state(j)}};
  if (j == nullptr) return out;
  out["rows_changed"] = j->rows_changed;
  out["rows_seen"] = j->rows_seen;
  out["rows_estimated"] = j->rows_estimated;
  out["batches"] = j->batches;
  out["batch_rows"] = j->batch_rows;
  out["started_at"] = j->started_at;
  out["updated_at"] = j->updated_at;
  out["finished_at"] = j->finished_at;
  if (!j->error.empty()) out["error"] = j->error;
  return out;
}

template <typename Each>
void each_job(const std::vector<change>& changes, Each each) {
  for (const change& c : changes) {
    const phases::step* migrate = c.find(phase::migrate);
    if (migrate == nullptr) continue;
    for (const auto& s : migrate->statements) {
      if (s.backfill) each(c, s.backfill->name);
    }
  }
}

}  // namespace

int run_backfill(environment& env, const common_options& common, const backfill_options& options) {
  project here(env, common);
  const std::vector<change>& changes = here.changes();
  if (!options.job.empty() && std::none_of(changes.begin(), changes.end(), [&](const change& c) {
        return has_job(c, options.job);
      }))
    throw text::input_error(fmt::format("no backfill job or change '{}'", options.job),
                            known_jobs(changes));
  migrator::target& t = here.target();
  const history past = t.book.exists() ? t.book.read_history() : history{};
  migrator::check_folder(changes, past, true);

  json done_jobs = json::array();
  std::size_t ran = 0;
  std::string waiting;
  for (const change& c : changes) {
    if (!has_job(c, options.job) || past.is_done(c.id, phase::migrate)) continue;
    if (!past.is_done(c.id, phase::expand)) {
      waiting = fmt::format("{} is not expanded yet: run 'sluice up' first", c.slug);
      continue;
    }
    migrator::run_migrate_step(t, c);
    ++ran;
    const history now = t.book.read_history();
    for (const auto& s : c.find(phase::migrate)->statements) {
      if (!s.backfill) continue;
      const job_record* j = now.find_job(c.id, s.backfill->name);
      done_jobs.push_back(job_json(c, s.backfill->name, j));
      if (!common.json && !common.quiet && j != nullptr)
        env.term.line(fmt::format("{}  {} of {}: {} rows changed in {} batch{}",
                                  env.term.paint("green", "done"), s.backfill->name, c.slug,
                                  grouped(j->rows_changed), j->batches,
                                  j->batches == 1 ? "" : "es"));
    }
  }
  if (t.book.exists()) migrator::refresh_verdicts(t, changes);
  const int code = waiting.empty() ? done : not_ready;
  if (common.json) {
    json out{{"version", 1}, {"jobs", done_jobs}};
    if (!waiting.empty()) out["waiting"] = waiting;
    out["exit_code"] = code;
    print_json(env.term, out);
  } else if (!waiting.empty()) {
    env.term.line(waiting);
  } else if (ran == 0) {
    env.term.line("No backfill job is left to run.");
  }
  return code;
}

int run_backfill_status(environment& env, const common_options& common) {
  project here(env, common);
  const std::vector<change>& changes = here.changes();
  migrator::target& t = here.target();
  const history past = t.book.exists() ? t.book.read_history() : history{};
  json all = json::array();
  each_job(changes, [&](const change& c, const std::string& name) {
    const job_record* j = past.find_job(c.id, name);
    all.push_back(job_json(c, name, j));
    if (common.json) return;
    std::string line = fmt::format("{:<8} {} of {}", job_state(j), name, c.slug);
    if (j != nullptr)
      line += fmt::format(": {} rows changed, {} of about {} seen, {} batches, last at {}",
                          grouped(j->rows_changed), grouped(j->rows_seen),
                          grouped(std::max(j->rows_estimated, j->rows_seen)), j->batches,
                          j->updated_at);
    env.term.line(line);
    if (j != nullptr && !j->error.empty()) env.term.line(fmt::format("         {}", j->error));
  });
  if (common.json)
    print_json(env.term, {{"version", 1}, {"jobs", all}});
  else if (all.empty())
    env.term.line("No change has a backfill job.");
  return done;
}

}  // namespace sluice::cmd
