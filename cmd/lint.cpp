#include "cmd/commands.hpp"
#include "cmd/exit_code.hpp"
#include "cmd/json.hpp"
#include "cmd/nearest.hpp"
#include "dialects/text/error.hpp"
#include "lint/report/report.hpp"
#include "lint/rule.hpp"
#include "lint/run.hpp"
#include "migrator/lint_changes.hpp"
#include "phases/disk_foreign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace sluice::cmd {

namespace {

namespace fs = std::filesystem;
using wanted_steps = std::vector<std::pair<std::string, phases::phase>>;

engine engine_for(project& here, const lint_options& options) {
  if (options.dialect.empty()) {
    static_cast<void>(here.sql_dialect());  // which says so when there is none
    return *here.config().kind;
  }
  const auto named = engine_from_name(options.dialect);
  if (!named)
    throw text::input_error(fmt::format("'{}' is no dialect", options.dialect),
                            "expected postgres, mysql, mariadb or sqlite");
  return *named;
}

server_version server_for(project& here, const lint_options& options) {
  const engine kind = engine_for(here, options);
  const std::string said = options.server_version.empty()
                               ? here.config().server_version.value_or("")
                               : options.server_version;
  if (said.empty()) return schema::usual_version(kind);
  const auto version = parse_version(kind, said);
  if (!version)
    throw text::input_error(fmt::format("'{}' is no version of {}", said, engine_name(kind)),
                            "expected 15, 8.0.36 or 10.11");
  return *version;
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

bool is_below(const fs::path& file, const fs::path& path) {
  const fs::path a = fs::weakly_canonical(file);
  const fs::path b = fs::weakly_canonical(path);
  return a == b || std::mismatch(b.begin(), b.end(), a.begin(), a.end()).first == b.end();
}

/// The steps whose files are named, or lie in a named folder.
wanted_steps find_wanted(const std::vector<phases::change>& changes,
                         const std::vector<std::string>& paths) {
  wanted_steps out;
  for (const std::string& path : paths) {
    if (!fs::exists(path)) throw text::input_error(fmt::format("no file or folder '{}'", path), "");
    const std::size_t before = out.size();
    for (const phases::change& c : changes) {
      for (const phases::step& s : c.steps) {
        if (is_below(s.file->name(), path)) out.emplace_back(c.id, s.phase);
      }
    }
    if (out.size() == before)
      throw text::input_error(fmt::format("'{}' is no part of the migrations folder", path),
                              "name files below the folder that --dir (or sluice.toml) names");
  }
  return out;
}

}  // namespace

int run_lint(environment& env, const common_options& common, const lint_options& options) {
  project here(env, common);
  const server_version server = server_for(here, options);
  const phases::folder_reading read = phases::read_any_folder(
      here.config().dir, server, layout_of(options), here.config().has_file);
  const wanted_steps wanted = find_wanted(read.changes, options.paths);
  lint::report_data report = lint::run(migrator::lint_input_of(
      read.changes, server, today(), options.paths.empty() ? nullptr : &wanted));
  report.layout = migrator::layout_note_of(read);
  std::string text;
  if (common.json || options.format == "json")
    lint::write_json(report, text);
  else
    lint::write_text(report, text, env.term.colour());
  env.term.print(text);

  const auto counts = [&](const lint::finding& f) {
    if (options.fail_on == "error") return f.level == lint::severity::error;
    if (options.fail_on == "warning") return f.level != lint::severity::info;
    return true;
  };
  if (report.verdict == lint::verdict::unknown) return unknown;
  return std::any_of(report.findings.begin(), report.findings.end(), counts) ? +unsafe : +done;
}

int run_explain(environment& env, const common_options& common, const explain_options& options) {
  const auto page = lint::explain(options.rule);
  const std::string_view near = lint::nearest_rule(options.rule);
  if (!page)
    throw text::input_error(fmt::format("no rule '{}'", options.rule),
                            near.empty() ? "" : fmt::format("did you mean '{}'?", near));
  if (common.json)
    print_json(env.term, {{"version", 1}, {"rule", options.rule}, {"page", *page}});
  else
    env.term.print(*page);
  return done;
}

}  // namespace sluice::cmd
