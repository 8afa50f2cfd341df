#pragma once

#include "phases/change.hpp"

#include <optional>
#include <string>
#include <vector>

/// What the ledger says about changes, and what follows from it. Pure.
namespace sluice::phases {

enum class step_status { running, done, failed };
[[nodiscard]] std::string_view step_status_name(step_status s);
[[nodiscard]] std::optional<step_status> step_status_from_name(std::string_view name);

struct step_record {
  std::string change;  ///< the change's id
  phases::phase phase = phase::expand;
  step_status status = step_status::running;
  std::string checksum;
  bool transactional = true;
  std::size_t statements_done = 0;
  std::size_t statements_total = 0;
  std::string started_at, finished_at;
  std::string error;
};

enum class job_status { running, done, failed };
struct job_record {
  std::string change;
  std::string job;
  job_status status = job_status::running;
  std::string cursor;  ///< JSON array of the last key done; empty at the start
  std::uint64_t rows_changed = 0;
  std::uint64_t rows_seen = 0;
  std::uint64_t rows_estimated = 0;
  std::uint64_t batches = 0;
  std::uint64_t batch_rows = 0;
  std::string statement_hash;
  std::string started_at, updated_at, finished_at;
  std::string error;
};

struct history {
  std::vector<step_record> steps;
  std::vector<job_record> jobs;

  [[nodiscard]] const step_record* find(std::string_view change, phase p) const;
  [[nodiscard]] const job_record* find_job(std::string_view change, std::string_view job) const;
  [[nodiscard]] bool is_done(std::string_view change, phase p) const;
};

/// The state of a change in one target.
enum class change_state { pending, expanded, migrating, migrated, verified, contracted, failed };
[[nodiscard]] std::string_view change_state_name(change_state s);
[[nodiscard]] change_state state_of(const change& c, const history& past);

/// The first phase of the change that is not done; nothing when all are.
[[nodiscard]] std::optional<phase> next_phase(const change& c, const history& past);

enum class history_problem_kind {
  edited,   ///< an applied step's file is not what was applied
  deleted,  ///< an applied change is gone from the folder although newer ones are there
  late      ///< a change that is not applied has a lower version than one that is
};
struct history_problem {
  history_problem_kind kind{};
  std::string change;
  std::string message;
  std::string help;
};

struct history_check {
  std::vector<history_problem> problems;
  /// Applied changes that are newer than all of the folder's: an older checkout or release runs
  /// against a newer database, which is no error.
  std::vector<std::string> ahead;
};
[[nodiscard]] history_check check_history(const std::vector<change>& changes, const history& past);

}  // namespace sluice::phases
