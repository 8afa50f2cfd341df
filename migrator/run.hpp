#pragma once

#include "lint/run.hpp"
#include "migrator/lock.hpp"
#include "migrator/target.hpp"
#include "migrator/verify.hpp"

#include <string>
#include <vector>

/// The main job: `sluice up`.
namespace sluice::migrator {

struct up_options {
  std::string to_change;                  ///< id of the last change to work on; empty: all
  std::optional<phases::phase> to_phase;  ///< of that change
  bool dry_run = false;
  bool out_of_order = false;
  bool with_backfill = false;  ///< run backfill jobs too, instead of leaving them to `backfill run`
  bool nothing_runs = false;   ///< the user says that no release runs on this database
  std::string today;           ///< YYYY-MM-DD, for expiring suppressions
};

struct done_step {
  std::string change, slug;
  phases::phase phase{};
  std::size_t statements = 0;
  std::chrono::milliseconds took{0};
};

struct held_step {
  std::string change, slug;
  phases::phase phase{};
  std::string why;     ///< one sentence
  std::string next;    ///< the command that resolves it
  int exit_code = 12;  ///< 11: will not resolve by waiting, 12: may, 10: a check failed
  std::vector<phases::reason> reasons;  ///< of the gate, for a contract step
};

struct up_result {
  std::vector<done_step> done;  ///< with dry_run: what would be done
  std::vector<held_step> held;
  std::vector<std::string> ahead;            ///< applied changes that are newer than the folder
  std::optional<lint::report_data> refused;  ///< findings because of which nothing was applied
  bool fresh = false;
  int exit_code = 0;
};

/// Throws history_error, step_error, busy_error, stopped_error, ledger_error, text errors.
[[nodiscard]] up_result run_up(target& t, const std::vector<phases::change>& changes,
                               const up_options& options);

/// An applied change was edited, deleted, or overtaken by a newer one. Exit code 2.
class history_error : public std::runtime_error {
 public:
  explicit history_error(std::vector<phases::history_problem> found);
  std::vector<phases::history_problem> problems;
};

struct contract_result {
  phases::answer gate;
  std::optional<verify_result> failed_checks;  ///< the check right before the contract failed
  std::optional<done_step> done;
  bool was_done = false;
};

/// Asks the gate and applies the contract step of one change when the answer is safe.
[[nodiscard]] contract_result run_contract(target& t, const std::vector<phases::change>& changes,
                                           const phases::change& c, bool out_of_order);

/// Throws history_error unless the folder and the ledger agree.
std::vector<std::string> check_folder(const std::vector<phases::change>& changes,
                                      const phases::history& past, bool out_of_order);

}  // namespace sluice::migrator
