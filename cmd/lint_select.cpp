#include "cmd/lint_select.hpp"

#include "cmd/glob.hpp"
#include "dialects/text/error.hpp"
#include "lint/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

namespace sluice::cmd {

namespace {

namespace fs = std::filesystem;

/// Leaves the steps whose files are named, or lie in a named folder.
void keep_named(lint::lint_input& input, const std::vector<std::string>& paths,
                const std::vector<std::string>& others) {
  std::vector<fs::path> files;
  for (const lint::step_input& s : input.steps)
    files.push_back(fs::weakly_canonical(s.file->name()));
  std::vector<bool> named(files.size(), false);
  for (const std::string& path : paths) {
    if (path == "-") {  // standard input is the last step
      named.back() = true;
      continue;
    }
    const fs::path wanted = fs::weakly_canonical(path);
    bool found = false;
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (!is_below(files[i], wanted)) continue;
      named[i] = true;
      found = true;
    }
    const auto is_wanted = [&](const std::string& s) {
      return is_below(fs::weakly_canonical(s), wanted);
    };
    if (!found && std::none_of(others.begin(), others.end(), is_wanted))
      throw text::input_error(fmt::format("'{}' is no part of the migrations folder", path),
                              "name files below the folder that --dir (or sluice.toml) names");
  }
  for (std::size_t i = 0; i < files.size(); ++i) input.steps[i].report &= named[i];
}

void keep_changed(lint::lint_input& input, const std::vector<std::string>& changed) {
  std::set<fs::path> wanted;
  for (const std::string& file : changed) wanted.insert(fs::weakly_canonical(file));
  for (lint::step_input& s : input.steps)
    s.report &= wanted.contains(fs::weakly_canonical(s.file->name()));
}

void keep_pending(lint::lint_input& input, const migrator::step_names& pending) {
  for (lint::step_input& s : input.steps)
    s.report &=
        std::find(pending.begin(), pending.end(), std::pair(s.change, s.phase)) != pending.end();
}

}  // namespace

bool is_below(const fs::path& path, const fs::path& folder) {
  return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first ==
         folder.end();
}

std::size_t select_steps(lint::lint_input& input, const lint_wishes& wishes) {
  if (!wishes.paths.empty()) keep_named(input, wishes.paths, wishes.others);
  if (wishes.only_changed) keep_changed(input, wishes.changed);
  if (wishes.pending) keep_pending(input, *wishes.pending);
  std::set<std::string> excluded;
  for (lint::step_input& s : input.steps) {
    const std::string path = lint::plain_path(s.file->name());
    if (!s.report || std::none_of(wishes.exclude.begin(), wishes.exclude.end(),
                                  [&](const auto& p) { return matches_glob(path, p); }))
      continue;
    s.report = false;
    excluded.insert(path);
  }
  return excluded.size();
}

}  // namespace sluice::cmd
