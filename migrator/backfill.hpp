#pragma once

#include "migrator/chunk.hpp"
#include "migrator/target.hpp"

#include <functional>
#include <vector>

namespace sluice::migrator {

/// The backfill jobs of a change's migrate step, with their keys read from the catalogue.
/// Throws text::input_error when a job cannot be cut or its table has no usable key.
[[nodiscard]] std::vector<job_plan> plan_jobs(target& t, const phases::change& c);
[[nodiscard]] job_plan plan_job_live(target& t, const phases::change& c, const phases::step& s,
                                     const phases::step_statement& statement);

/// Runs one job to its end, from where an earlier run left it. The cursor moves in the transaction
/// of its batch, so that a run killed at any instant is taken up without a gap or a repetition.
/// Throws stopped_error when a stop was requested (after the batch), busy_error when another worker
/// has the job, text::database_error when a batch fails for good.
phases::job_record run_job(target& t, const job_plan& job);

/// Runs what is left of a migrate step, in order, and records the step as done at the end.
void run_migrate_step(target& t, const phases::change& c);

}  // namespace sluice::migrator
