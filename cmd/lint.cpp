#include "cmd/baseline.hpp"
#include "cmd/commands.hpp"
#include "cmd/exit_code.hpp"
#include "cmd/git.hpp"
#include "cmd/json.hpp"
#include "cmd/lint_fix.hpp"
#include "cmd/lint_folder.hpp"
#include "cmd/lint_output.hpp"
#include "cmd/lint_select.hpp"
#include "cmd/nearest.hpp"
#include "dialects/text/error.hpp"
#include "lint/merge.hpp"
#include "lint/report/report.hpp"
#include "lint/report/words.hpp"
#include "lint/rule.hpp"
#include "lint/run.hpp"
#include "migrator/lint_changes.hpp"
#include "phases/disk_foreign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

namespace sluice::cmd {

namespace {

engine engine_for(project& here, const lint_options& options, const std::string& folder,
                  terminal& term) {
  if (options.dialect.empty()) {
    const auto kind = here.config().kind;
    if (kind) return *kind;
    const auto found = engine_of_folder(folder);
    if (!found)
      throw text::input_error(
          "no database and no dialect is named",
          "give --dialect postgres, mysql, mariadb or sqlite, or write dialect = \"...\" to "
          "sluice.toml");
    term.note(found->why);
    return found->value;
  }
  const auto named = engine_from_name(options.dialect);
  if (!named)
    throw text::input_error(fmt::format("'{}' is no dialect", options.dialect),
                            "expected postgres, mysql, mariadb or sqlite");
  return *named;
}

/// A version of the server, and how it was said.
struct said_version {
  std::string text;
  server_version version;
};

/// The versions that are said, separated by commas; at least one.
std::vector<said_version> servers_for(project& here, const lint_options& options, engine kind) {
  const std::string said = options.server_version.empty()
                               ? here.config().server_version.value_or("")
                               : options.server_version;
  if (said.empty()) return {{"", schema::usual_version(kind)}};
  std::vector<said_version> out;
  std::istringstream parts(said);
  for (std::string part; std::getline(parts, part, ',');) {
    const std::size_t begin = std::min(part.find_first_not_of(' '), part.size());
    const std::string text = part.substr(begin, part.find_last_not_of(' ') + 1 - begin);
    const auto version = parse_version(kind, text);
    if (!version)
      throw text::input_error(fmt::format("'{}' is no version of {}", text, engine_name(kind)),
                              "expected 15, 8.0.36 or 10.11; several with commas between them");
    out.push_back({text, *version});
  }
  return out;
}

/// A target that is named for this command alone, not in the environment or sluice.toml.
bool names_target(const common_options& common) {
  return !common.url.empty() || !common.target.empty();
}

/// The target's own server, unless the command line says other versions of it.
std::vector<said_version> servers_of_target(project& here, const lint_options& options) {
  const server_version live = here.existing_target().db.server();
  if (!options.dialect.empty() && engine_from_name(options.dialect) != live.kind)
    throw text::input_error(
        fmt::format("--dialect {}, but the target is {}", options.dialect, engine_name(live.kind)),
        "leave --dialect out");
  if (options.server_version.empty()) return {{"", live}};
  return servers_for(here, options, live.kind);
}

/// None without a target.
std::optional<migrator::step_names> pending_on_target(project& here, const common_options& common,
                                                      const std::vector<phases::change>& changes) {
  if (!names_target(common)) return std::nullopt;
  migrator::target& t = here.existing_target();
  return migrator::steps_not_done(changes,
                                  t.book.exists() ? t.book.read_history() : phases::history{});
}

/// What the rules of class rollback ask, and whether it is all that runs.
struct known_queries {
  std::vector<lint::recorded_query> queries;
  bool are_all = true;
};

known_queries queries_for(project& here, const common_options& common, const lint_options& options,
                          dialect d, terminal& term) {
  if (!names_target(common))
    return {migrator::lint_queries(
        options.queries.empty() ? here.config().lint.queries : options.queries, d)};
  if (!options.queries.empty())
    throw text::input_error("--queries and a target do not go together",
                            "the target knows what its releases run; leave one of them out");
  migrator::protected_queries known = migrator::lint_queries(here.existing_target());
  if (known.releases.empty()) {
    term.note("no release is live or on standby on this target: everything counts as used");
  } else if (!known.without.empty()) {
    term.note(fmt::format("nobody recorded what {} runs: everything counts as used",
                          fmt::join(known.without, ", ")));
  } else {
    term.note(fmt::format("judged by {} of {}", lint::count_text(known.queries.size(), "statement"),
                          fmt::join(known.releases, ", ")));
  }
  return {std::move(known.queries), known.without.empty()};
}

/// Empty: recognised by what the folder holds.
std::string_view layout_of(const lint_options& options) {
  if (options.layout.empty() || options.layout == "auto") return {};
  const std::vector<std::string_view> known = phases::layout_names();
  const auto found = std::find(known.begin(), known.end(), options.layout);
  if (found != known.end()) return *found;
  const std::string near = nearest(options.layout, known);
  throw text::input_error(fmt::format("'{}' is no layout{}", options.layout,
                                      near.empty() ? "" : fmt::format("; is {} meant?", near)),
                          fmt::format("expected auto, {}", fmt::join(known, ", ")));
}

constexpr const char* stdin_name = "stdin";

/// What came on standard input, as a change behind all others.
phases::change read_stdin(const streams& from, const server_version& server) {
  auto file = std::make_shared<const text::source>(stdin_name, from.in ? from.in() : "");
  text::check_is_text(*file);
  phases::change out;
  out.id = out.slug = stdin_name;
  out.steps.push_back(phases::read_step(std::move(file), phases::phase::expand, server,
                                        out.depends_on, phases::on_malformed::keep));
  return out;
}

bool wants_stdin(const lint_options& options) {
  return std::find(options.paths.begin(), options.paths.end(), "-") != options.paths.end();
}

/// The migrations; standard input may stand alone.
phases::folder_reading read_all(project& here, const std::string& folder,
                                const common_options& common, const server_version& server,
                                const lint_options& options, const streams& from) {
  phases::folder_reading out;
  out.layout = "sluice";
  const bool is_own =
      here.config().has_file || (names_target(common) && here.existing_target().book.exists());
  if (!wants_stdin(options) || std::filesystem::exists(folder))
    out = phases::read_any_folder(folder, server, layout_of(options), is_own);
  if (wants_stdin(options)) out.changes.push_back(read_stdin(from, server));
  return out;
}

lint_wishes wishes_of(const resolved_config& config, const std::string& folder,
                      const lint_options& options, const phases::folder_reading& read) {
  lint_wishes out;
  for (const phases::layout::file_note& file : read.files) {
    if (file.what != phases::layout::role::up)
      out.others.push_back((std::filesystem::path(folder) / file.path).string());
  }
  out.paths = options.paths;
  out.exclude = config.lint.exclude;
  if (options.base.empty()) return out;
  if (wants_stdin(options))
    throw text::input_error("--base and standard input do not go together",
                            "leave one of them out");
  out.only_changed = true;
  out.changed = changed_since(folder, options.base);
  return out;
}

/// None while one is written.
std::string baseline_of(const lint_section& config, const lint_options& options) {
  if (!options.write_baseline.empty()) return {};
  return options.baseline.empty() ? config.baseline : options.baseline;
}

int write_baseline(terminal& term, const std::string& file, const lint_wishes& wishes,
                   const lint::report_data& report) {
  if (!wishes.all_files())
    throw text::input_error("a baseline is written of all files",
                            "name no PATH, no --base and no target");
  write_file(file, baseline_text(report.findings));
  term.line(
      fmt::format("wrote {} to {}", lint::count_text(report.findings.size(), "finding"), file));
  return done;
}

void write_fixed(terminal& term, const std::vector<fixed_file>& files) {
  for (const fixed_file& f : files) {
    if (f.name == stdin_name)
      throw text::input_error("standard input cannot be rewritten",
                              "--diff shows what --fix would do");
    write_file(f.name, f.after);
    term.note(fmt::format("fixed {} in {}", lint::count_text(f.fixes, "finding"), f.name));
  }
}

void tell_gone(terminal& term, const std::string& file, const gone_findings& gone) {
  constexpr std::size_t most = 5;
  if (gone.empty()) return;
  term.note(fmt::format("{} of {} {} gone; sluice lint --write-baseline {} forgets them",
                        lint::count_text(gone.size(), "finding"), file,
                        gone.size() == 1 ? "is" : "are", file));
  for (std::size_t i = 0; i < std::min(most, gone.size()); ++i)
    term.note(fmt::format("  {}", gone[i]));
  if (gone.size() > most) term.note(fmt::format("  and {} more", gone.size() - most));
}

int exit_code_of(const lint::report_data& report, lint::severity fails_at) {
  if (report.verdict == lint::verdict::unknown) return unknown;
  return std::any_of(report.findings.begin(), report.findings.end(),
                     [&](const lint::finding& f) { return f.level >= fails_at; })
             ? +unsafe
             : +done;
}

lint::report_style style_for(const terminal& term, bool verbose, lint::severity fails_at) {
  lint::report_style out;
  out.colour = term.colour();
  out.by_harm = true;
  out.every_why = verbose;
  if (term.to().out_is_terminal && !verbose) out.lines = term.to().out_lines;
  out.columns = term.to().out_columns;
  out.fails_at = fails_at;
  out.version = tool_version();
  return out;
}

}  // namespace

int run_lint(environment& env, const common_options& common, const lint_options& options) {
  project here(env, common);
  const lint_section& config = here.config().lint;
  std::vector<std::string> formats = options.formats;
  if (common.json) formats.emplace_back("json");
  const std::vector<lint_output> outputs = parse_outputs(formats);
  const lint::severity fails_at = lint::severity_from_name(options.fail_on)
                                      .value_or(config.fail_on.value_or(lint::severity::error));
  const told<std::string> folder = lint_folder(here.config(), options);
  if (!folder.why.empty()) env.term.note(folder.why);
  const std::vector<said_version> servers =
      names_target(common)
          ? servers_of_target(here, options)
          : servers_for(here, options, engine_for(here, options, folder.value, env.term));
  const server_version& server = servers.front().version;
  phases::folder_reading read =
      read_all(here, folder.value, common, server, options, env.term.to());
  lint_wishes wishes = wishes_of(here.config(), folder.value, options, read);
  const std::string baseline = baseline_of(config, options);
  const known_queries known = queries_for(here, common, options, dialect_of(server.kind), env.term);
  const auto pending = pending_on_target(here, common, read.changes);
  // Files that the target has applied only build the schema, unless they are named.
  if (options.paths.empty() && options.base.empty()) wishes.pending = pending;
  if (wishes.pending && wishes.pending->empty()) env.term.note("the target has applied every file");
  gone_findings gone;
  const auto judge_for = [&](const server_version& one) {
    lint::lint_input input = migrator::lint_input_of(read.changes, one, today());
    input.settings = config.settings;
    input.queries = known.queries;
    input.queries_are_all = known.are_all;
    const std::size_t excluded = select_steps(input, wishes);
    if (pending) migrator::hold_contracts(input, *pending);
    lint::report_data report = lint::run(input);
    report.summary.excluded = excluded;
    return report;
  };
  const auto judge = [&] {
    std::vector<lint::versioned_report> reports;
    for (const said_version& each : servers)
      reports.push_back({each.text, judge_for(each.version)});
    lint::report_data report = lint::merge(std::move(reports));
    report.layout = migrator::layout_note_of(read);
    if (!baseline.empty()) gone = apply_baseline(baseline, report);
    return report;
  };
  lint::report_data report = judge();
  if (!options.write_baseline.empty())
    return write_baseline(env.term, options.write_baseline, wishes, report);
  if (options.fix || options.diff) {
    const int before = exit_code_of(report, fails_at);
    const std::vector<fixed_file> files = fix_findings(read.changes, server, report, judge);
    if (options.diff) {
      for (const fixed_file& f : files) env.term.print(diff_text(f));
      return before;
    }
    write_fixed(env.term, files);
  }
  if (wishes.all_files()) tell_gone(env.term, baseline, gone);
  write_outputs(outputs, report, style_for(env.term, common.verbose, fails_at), env.term);
  return exit_code_of(report, fails_at);
}

}  // namespace sluice::cmd
