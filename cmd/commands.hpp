#pragma once

#include "cmd/options.hpp"
#include "cmd/project.hpp"

/// One function a command: it does the work, prints, and gives the exit code.
namespace sluice::cmd {

int run_init(environment& env, const common_options& common, const init_options& options);
int run_new(environment& env, const common_options& common, const new_options& options);
int run_lint(environment& env, const common_options& common, const lint_options& options);
int run_explain(environment& env, const common_options& common, const explain_options& options);
int run_status(environment& env, const common_options& common);
int run_plan(environment& env, const common_options& common, const plan_options& options);
int run_up(environment& env, const common_options& common, const up_command_options& options);
int run_verify(environment& env, const common_options& common, const change_options& options);
int run_contract(environment& env, const common_options& common, const change_options& options);
int run_backfill(environment& env, const common_options& common, const backfill_options& options);
int run_backfill_status(environment& env, const common_options& common);
int run_release_record(environment& env, const common_options& common,
                       const release_options& options);
int run_release_status(environment& env, const common_options& common,
                       const release_options& options, const std::string& status);
int run_release_list(environment& env, const common_options& common);
int run_release_show(environment& env, const common_options& common,
                     const release_options& options);
int run_gate_rollback(environment& env, const common_options& common, const gate_options& options);
int run_gate_deploy(environment& env, const common_options& common, const gate_options& options);
int run_gate_floor(environment& env, const common_options& common, const gate_options& options);
int run_gate_contract(environment& env, const common_options& common, const gate_options& options);
int run_events(environment& env, const common_options& common, const events_options& options);
int run_drift(environment& env, const common_options& common, const drift_options& options);
int run_resolve(environment& env, const common_options& common, const resolve_options& options);
int run_demo(environment& env, const demo_options& options);

}  // namespace sluice::cmd
