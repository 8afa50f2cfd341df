#include "cmd/cli.hpp"

#include "cmd/cli_completion.hpp"
#include "cmd/commands.hpp"
#include "cmd/exit_code.hpp"
#include "cmd/failure.hpp"
#include "cmd/nearest.hpp"
#include "phases/disk_foreign.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace sluice::cmd {

namespace {

/// Everything that a command line can say; CLI11 fills it.
struct parsed_line {
  common_options common;
  init_options init;
  new_options fresh;
  lint_options lint;
  explain_options explain;
  plan_options plan;
  up_command_options up;
  change_options verify, contract;
  drift_options drift;
  backfill_options backfill;
  release_options release;
  gate_options gate;
  events_options events;
  resolve_options resolve;
  demo_options demo;
  completion_options completion;
  std::function<int(environment&)> run;
};

void add_output_options(CLI::App& app, common_options& o) {
  app.add_flag("--json", o.json, "Print one JSON document");
  app.add_flag("-q,--quiet", o.quiet, "Print results that matter only");
  app.add_flag("-v,--verbose", o.verbose, "Print more");
  app.add_flag("--no-color", o.no_color, "Print without colours (so does NO_COLOR)");
}

void add_folder_options(CLI::App& app, common_options& o) {
  add_output_options(app, o);
  app.add_option("--dir", o.dir, "The migrations folder (default: migrations)")
      ->type_name("FOLDER");
  app.add_option("--config", o.config, "The configuration file (default: sluice.toml)")
      ->type_name("FILE");
}

void add_target_options(CLI::App& app, common_options& o) {
  add_folder_options(app, o);
  app.add_option("--url", o.url,
                 "The database: postgresql://, mysql://, mariadb:// or sqlite:PATH (or SLUICE_URL)")
      ->type_name("URL");
  app.add_option("--target", o.target, "A database named in sluice.toml")->type_name("NAME");
  app.add_option("--wait", o.wait,
                 "How long to wait for what time alone resolves: 30s, 5m, 1h (default: not at all)")
      ->type_name("DURATION");
}

CLI::App& add_command(CLI::App& to, const std::string& name, const std::string& what,
                      const std::string& examples) {
  CLI::App& out = *to.add_subcommand(name, what);
  if (!examples.empty()) out.footer("Examples:\n" + examples);
  return out;
}

std::string layout_help() {
  return fmt::format(
      "Which tool the folder was made for (default: auto, told from what it holds): {}",
      fmt::join(phases::layout_names(), ", "));
}

void add_project_commands(CLI::App& app, parsed_line& line) {
  CLI::App& init = add_command(app, "init", "Make sluice.toml and the migrations folder",
                               "  sluice init --url sqlite:app.db");
  add_output_options(init, line.common);
  init.add_option("--url", line.init.url, "The database to write to sluice.toml")->type_name("URL");
  init.callback(
      [&] { line.run = [&](environment& e) { return run_init(e, line.common, line.init); }; });

  CLI::App& fresh = add_command(app, "new", "Make the files of a new change",
                                "  sluice new rename_full_name\n  sluice new add_index --single");
  add_target_options(fresh, line.common);
  fresh.add_option("slug", line.fresh.slug, "The change's name")->required()->type_name("NAME");
  fresh.add_flag("--single", line.fresh.single, "One file with an expand phase alone");
  fresh.callback(
      [&] { line.run = [&](environment& e) { return run_new(e, line.common, line.fresh); }; });

  CLI::App& lint =
      add_command(app, "lint", "Report what breaks a release that still runs",
                  "  sluice lint\n  sluice lint migrations/20260301120000_rename_full_name\n"
                  "  sluice lint --base origin/main --format github --format sarif=sluice.sarif\n"
                  "  sluice lint --queries web@41=releases/web@41 --queries jobs/sql\n"
                  "  sluice lint --base origin/main --target production\n"
                  "  cat change.sql | sluice lint --dialect postgres --json -");
  add_target_options(lint, line.common);
  lint.add_option(
          "paths", line.lint.paths,
          "Files or folders to report on (default: all); - is standard input, judged after them")
      ->type_name("PATH");
  lint.add_option("--dialect", line.lint.dialect, "postgres, mysql, mariadb or sqlite")
      ->type_name("DIALECT");
  lint.add_option(
      "--server-version", line.lint.server_version,
      "What the statements will run on: 15, 8.0.36, 10.11; several with commas (default: "
      "the version that Sluice's facts were first measured on)");
  lint.add_option("--layout", line.lint.layout, layout_help())->type_name("NAME");
  lint.add_option("--base", line.lint.base,
                  "Report on what is new or changed since this branch left GITREF")
      ->type_name("GITREF");
  lint.add_option("--format", line.lint.formats,
                  "text, json, sarif, github, gitlab, junit or markdown; NAME=FILE writes a file; "
                  "may be repeated")
      ->type_name("NAME[=FILE]")
      ->allow_extra_args(false);
  lint.add_option("--queries", line.lint.queries,
                  "Files or folders of the SQL that a release runs: judge what breaks it, not what "
                  "could; may be repeated")
      ->type_name("[RELEASE=]PATH")
      ->allow_extra_args(false);
  lint.add_flag("--fix", line.lint.fix,
                "Rewrite what can be rewritten safely, then report the rest");
  lint.add_flag("--diff", line.lint.diff, "Print what --fix would do, and change nothing");
  lint.add_option("--baseline", line.lint.baseline,
                  "Count the findings of this file, show the rest")
      ->type_name("FILE");
  lint.add_option("--write-baseline", line.lint.write_baseline,
                  "Write all findings to a file for --baseline")
      ->type_name("FILE");
  lint.add_option("--fail-on", line.lint.fail_on, "error, warning or info: what makes exit code 10")
      ->check(CLI::IsMember({"error", "warning", "info"}));
  lint.callback(
      [&] { line.run = [&](environment& e) { return run_lint(e, line.common, line.lint); }; });

  CLI::App& explain =
      add_command(app, "explain", "Print the page of a lint rule, or list the rules",
                  "  sluice explain\n  sluice explain drop-column");
  add_output_options(explain, line.common);
  explain.add_option("rule", line.explain.rule, "The rule's id (default: a list of all)")
      ->type_name("RULE");
  explain.add_flag("--markdown", line.explain.markdown, "Print the page as docs/rules has it");
  explain.callback([&] {
    line.run = [&](environment& e) { return run_explain(e, line.common, line.explain); };
  });
}

void add_run_commands(CLI::App& app, parsed_line& line) {
  CLI::App& status = add_command(app, "status", "Show where every change stands, and what is next",
                                 "  sluice status --json");
  add_target_options(status, line.common);
  status.callback([&] { line.run = [&](environment& e) { return run_status(e, line.common); }; });

  CLI::App& plan =
      add_command(app, "plan", "Show what 'up' would do, without doing it", "  sluice plan --sql");
  add_target_options(plan, line.common);
  plan.add_flag("--sql", line.plan.sql, "Print the statements too");
  plan.add_flag("--out-of-order", line.plan.out_of_order,
                "Accept a change older than an applied one");
  plan.callback(
      [&] { line.run = [&](environment& e) { return run_plan(e, line.common, line.plan); }; });

  CLI::App& up = add_command(app, "up", "Apply every step that may be applied now",
                             "  sluice up\n  sluice up --dry-run\n"
                             "  sluice up --to rename_full_name/expand");
  add_target_options(up, line.common);
  up.add_option("--to", line.up.to, "The last change (or CHANGE/PHASE) to apply")
      ->type_name("CHANGE");
  up.add_flag("--dry-run", line.up.dry_run, "Show, but apply nothing");
  up.add_flag("--out-of-order", line.up.out_of_order, "Accept a change older than an applied one");
  up.add_flag("--with-backfill", line.up.with_backfill, "Run backfill jobs too");
  up.add_flag("--nothing-runs", line.up.nothing_runs,
              "No release runs on this database (a developer's own): apply contract steps too");
  up.callback([&] { line.run = [&](environment& e) { return run_up(e, line.common, line.up); }; });

  CLI::App& drift = add_command(
      app, "drift", "Show where the database is not what the migrations made of it",
      "  sluice drift\n  sluice drift --against postgresql://replica.example.com/app --json");
  add_target_options(drift, line.common);
  drift
      .add_option("--against", line.drift.against,
                  "Compare with another database instead of with the migrations")
      ->type_name("URL");
  drift.callback(
      [&] { line.run = [&](environment& e) { return run_drift(e, line.common, line.drift); }; });

  CLI::App& verify = add_command(app, "verify", "Prove that old and new place agree",
                                 "  sluice verify rename_full_name");
  add_target_options(verify, line.common);
  verify.add_option("change", line.verify.change, "The change")->required()->type_name("CHANGE");
  verify.callback(
      [&] { line.run = [&](environment& e) { return run_verify(e, line.common, line.verify); }; });

  CLI::App& contract =
      add_command(app, "contract", "Apply a contract step, when the gate says safe",
                  "  sluice contract rename_full_name\n"
                  "  sluice contract rename_full_name --wait 10m");
  add_target_options(contract, line.common);
  contract.add_option("change", line.contract.change, "The change")
      ->required()
      ->type_name("CHANGE");
  contract.callback([&] {
    line.run = [&](environment& e) { return run_contract(e, line.common, line.contract); };
  });

  CLI::App& backfill =
      add_command(app, "backfill", "Run backfill jobs, or show how far they are", "");
  backfill.require_subcommand(1);
  CLI::App& run = add_command(backfill, "run", "Run the jobs that are left, or one of them",
                              "  sluice backfill run\n  sluice backfill run display_name");
  add_target_options(run, line.common);
  run.add_option("job", line.backfill.job, "A job's or a change's name")->type_name("JOB");
  run.callback([&] {
    line.run = [&](environment& e) { return run_backfill(e, line.common, line.backfill); };
  });
  CLI::App& progress = add_command(backfill, "status", "Show every job's progress", "");
  add_target_options(progress, line.common);
  progress.callback(
      [&] { line.run = [&](environment& e) { return run_backfill_status(e, line.common); }; });

  CLI::App& resolve = add_command(
      app, "resolve",
      "Say whether a statement took effect that was interrupted and cannot be judged",
      "  sluice resolve rename_full_name/contract 2 done --reason \"seen in the catalogue\"");
  add_target_options(resolve, line.common);
  resolve.add_option("step", line.resolve.step, "CHANGE/PHASE")->required()->type_name("STEP");
  resolve.add_option("statement", line.resolve.ordinal, "The statement's number, from 1")
      ->required()
      ->type_name("N");
  resolve.add_option("verdict", line.resolve.verdict, "done or not-done")
      ->required()
      ->check(CLI::IsMember({"done", "not-done"}));
  resolve.add_option("--reason", line.resolve.reason, "Why you know")
      ->required()
      ->type_name("TEXT");
  resolve.callback([&] {
    line.run = [&](environment& e) { return run_resolve(e, line.common, line.resolve); };
  });

  CLI::App& events =
      add_command(app, "events", "Show the audit trail", "  sluice events --newest 20");
  add_target_options(events, line.common);
  events.add_option("--newest", line.events.newest, "How many (default: 50)")->type_name("N");
  events.callback(
      [&] { line.run = [&](environment& e) { return run_events(e, line.common, line.events); }; });
}

void add_release_commands(CLI::App& app, parsed_line& line) {
  CLI::App& release = add_command(app, "release", "Record which releases exist and which run", "");
  release.require_subcommand(1);
  CLI::App& record = add_command(release, "record", "Record a release and the SQL that it runs",
                                 "  sluice release record web@41 --queries sql/queries");
  add_target_options(record, line.common);
  record.add_option("release", line.release.release, "SERVICE@VERSION")
      ->required()
      ->type_name("RELEASE");
  record.add_option("--queries", line.release.queries, "Files or folders of the SQL that it runs")
      ->type_name("PATH");
  record.callback([&] {
    line.run = [&](environment& e) { return run_release_record(e, line.common, line.release); };
  });
  const auto add_state = [&](const std::string& name, const std::string& what) {
    CLI::App& state =
        add_command(release, name, what, fmt::format("  sluice release {} web@41", name));
    add_target_options(state, line.common);
    state.add_option("release", line.release.release, "SERVICE@VERSION")
        ->required()
        ->type_name("RELEASE");
    const std::string status = name == "retire" ? "retired" : name;
    state.callback([&line, status] {
      line.run = [&line, status](environment& e) {
        return run_release_status(e, line.common, line.release, status);
      };
    });
  };
  add_state("live", "The release runs");
  add_state("standby", "The release is kept to roll back to");
  add_state("retire", "The release runs nowhere and need not come back");
  CLI::App& list = add_command(release, "list", "List the releases", "");
  add_target_options(list, line.common);
  list.callback(
      [&] { line.run = [&](environment& e) { return run_release_list(e, line.common); }; });
  CLI::App& show = add_command(release, "show", "Show a release's statements and verdict",
                               "  sluice release show web@41");
  add_target_options(show, line.common);
  show.add_option("release", line.release.release, "SERVICE@VERSION")
      ->required()
      ->type_name("RELEASE");
  show.callback([&] {
    line.run = [&](environment& e) { return run_release_show(e, line.common, line.release); };
  });
}

void add_gate_commands(CLI::App& app, parsed_line& line) {
  CLI::App& gate = add_command(app, "gate", "Ask whether a step or a rollback is safe now", "");
  gate.require_subcommand(1);
  CLI::App& rollback =
      add_command(gate, "rollback", "May the code go back, and until which step does that hold?",
                  "  sluice gate rollback --from web@42 --to web@41");
  add_target_options(rollback, line.common);
  rollback.add_option("--from", line.gate.from, "The release that runs now")
      ->required()
      ->type_name("RELEASE");
  rollback.add_option("--to", line.gate.to, "The release to go back to")
      ->required()
      ->type_name("RELEASE");
  rollback.callback([&] {
    line.run = [&](environment& e) { return run_gate_rollback(e, line.common, line.gate); };
  });
  CLI::App& deploy =
      add_command(gate, "deploy", "May this release be started on the schema as it is?",
                  "  sluice gate deploy web@43\n  sluice gate deploy web@43 --strategy recreate");
  add_target_options(deploy, line.common);
  deploy.add_option("release", line.gate.release, "The release")->required()->type_name("RELEASE");
  deploy
      .add_option("--strategy", line.gate.strategy,
                  "rolling (default): it runs beside the live releases of its service; recreate: "
                  "they stop before it starts")
      ->check(CLI::IsMember({"rolling", "recreate"}));
  deploy.callback([&] {
    line.run = [&](environment& e) { return run_gate_deploy(e, line.common, line.gate); };
  });
  CLI::App& floor = add_command(gate, "floor", "How far back can the code of a service go?",
                                "  sluice gate floor web\n  sluice gate floor web --from web@42");
  add_target_options(floor, line.common);
  floor.add_option("service", line.gate.service, "The service")->required()->type_name("SERVICE");
  floor.add_option("--from", line.gate.from, "The release that runs now (default: the live one)")
      ->type_name("RELEASE");
  floor.callback([&] {
    line.run = [&](environment& e) { return run_gate_floor(e, line.common, line.gate); };
  });
  CLI::App& contract = add_command(gate, "contract", "May this change's contract step be applied?",
                                   "  sluice gate contract rename_full_name --json");
  add_target_options(contract, line.common);
  contract.add_option("change", line.gate.change, "The change")->required()->type_name("CHANGE");
  contract.callback([&] {
    line.run = [&](environment& e) { return run_gate_contract(e, line.common, line.gate); };
  });
}

void add_other_commands(CLI::App& app, parsed_line& line) {
  CLI::App& demo = add_command(
      app, "demo", "Play the worked example, start to end, in a temporary SQLite file", "");
  add_output_options(demo, line.common);
  demo.add_flag("--keep", line.demo.keep, "Keep the folder and say where it is");
  demo.callback([&] { line.run = [&](environment& e) { return run_demo(e, line.demo); }; });

  CLI::App& completion = add_command(app, "completion", "Print a completion script for a shell",
                                     "  sluice completion bash > /etc/bash_completion.d/sluice");
  completion.add_option("shell", line.completion.shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  completion.callback([&app, &line] {
    line.run = [&app, &line](environment& e) {
      e.term.print(completion_script(app, line.completion.shell));
      return +done;
    };
  });
}

/// CLI11 quotes the words that it does not expect, and such a word may be a URL.
std::string without_passwords(std::string text) {
  for (std::size_t at = text.find("://"); at != std::string::npos; at = text.find("://", at + 3)) {
    const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
    const std::size_t host = text.rfind('@', end - 1);
    const std::size_t password = text.find(':', at + 3);
    if (host != std::string::npos && password < host)
      text.replace(password + 1, host - password - 1, "***");
  }
  return text;
}

/// CLI11 only says that a command is missing.
std::string usage_problem(const CLI::App& app, const CLI::ParseError& e,
                          const std::vector<std::string>& words) {
  if (words.empty() || words.front().starts_with('-') || !app.get_subcommands().empty())
    return e.what();
  std::vector<std::string_view> known;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    known.push_back(command->get_name());
  const std::string meant = nearest(words.front(), known);
  return fmt::format("there is no command '{}'{}", words.front(),
                     meant.empty() ? "" : fmt::format("; did you mean '{}'?", meant));
}

int complain_about_usage(terminal& term, const CLI::App& app, const CLI::ParseError& e,
                         const std::vector<std::string>& words) {
  term.complain(fmt::format("error: {}", without_passwords(usage_problem(app, e, words))));
  const CLI::App* at = &app;
  while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
  std::string name;
  for (const CLI::App* up = at; up != nullptr; up = up->get_parent())
    name = up->get_name() + (name.empty() ? "" : " " + name);
  term.complain(fmt::format("help: {} --help", name));
  return bad_input;
}

bool wants_json(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--json" || words[i] == "--format=json") return true;
    if (words[i] == "--format" && i + 1 < words.size() && words[i + 1] == "json") return true;
  }
  return false;
}

}  // namespace

int run_command_line(const std::vector<std::string>& words, const streams& to,
                     const connector& connect) {
  CLI::App app("Sluice moves a database schema forward without breaking a release that still runs.",
               "sluice");
  parsed_line line;
  app.set_version_flag("--version", "sluice " + tool_version());
  app.set_help_all_flag("--help-all", "Help for every command");
  app.require_subcommand(1);
  app.footer(
      "See 'sluice COMMAND --help'. Exit codes: 0 done or safe, 1 failed, 2 bad input, "
      "10 unsafe, 11 unknown, 12 not ready, 13 safe with loss, 14 held, 15 timed out.");
  add_project_commands(app, line);
  add_run_commands(app, line);
  add_release_commands(app, line);
  add_gate_commands(app, line);
  add_other_commands(app, line);

  // CLI11 takes the words from the back.
  std::vector<std::string> reversed(words.rbegin(), words.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::ParseError& e) {
    terminal term(to, true, false);
    if (e.get_exit_code() != 0) return complain_about_usage(term, app, e, words);
    std::ostringstream text;
    app.exit(e, text, text);
    term.print(text.str());
    return done;
  }
  terminal term(to, line.common.no_color, line.common.quiet);
  environment env{term, connect};
  try {
    return line.run(env);
  } catch (...) {
    return report_failure(term, line.common.json || wants_json(words));
  }
}

}  // namespace sluice::cmd
