#include "phases/disk_foreign.hpp"

#include "dialects/text/error.hpp"
#include "phases/disk.hpp"
#include "phases/foreign.hpp"
#include "phases/layout/sorting.hpp"
#include "phases/phase.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

namespace sluice::phases {

namespace {

namespace fs = std::filesystem;

/// Names that begin with a dot are none of a migration tool's business.
void list(const fs::path& folder, const std::string& prefix, std::vector<std::string>& out) {
  std::error_code problem;
  for (fs::directory_iterator it(folder, problem), end; !problem && it != end;
       it.increment(problem)) {
    const std::string name = it->path().filename().string();
    if (name.front() == '.') continue;
    std::error_code unknown;
    if (!it->is_directory(unknown)) {
      out.push_back(prefix + name);
    } else if (!it->is_symlink(unknown)) {
      list(it->path(), prefix + name + "/", out);
    }
  }
  if (problem)
    throw text::input_error(
        fmt::format("cannot read folder '{}': {}", folder.string(), problem.message()), "");
}

layout::folder open_folder(const std::string& folder, engine kind) {
  std::vector<std::string> paths;
  list(folder, "", paths);
  return {std::move(paths),
          [folder](const std::string& path) {
            const fs::path whole = fs::path(folder) / path;
            std::error_code problem;
            // Opening a pipe would wait for its writer.
            if (fs::exists(whole, problem) && !fs::is_regular_file(whole, problem))
              throw text::input_error(
                  fmt::format("cannot read {}: it is not a file", whole.string()), "");
            return std::make_shared<const text::source>(
                text::read_source(whole.string(), whole.string()));
          },
          kind};
}

/// "20260301120000_add_orders.sql"
bool has_our_name(const std::string& path) {
  const std::size_t digits = layout::digits_at(path);
  if (digits == 0 || digits > 20 || path.size() <= digits + 5 || path[digits] != '_') return false;
  return std::all_of(path.begin() + static_cast<std::ptrdiff_t>(digits), path.end() - 4,
                     [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '_' || c == '-';
                     });
}

/// No other tool has files of these names in a folder of a change.
bool is_ours(const layout::folder& files) {
  for (const auto& file : files.files()) {
    const std::size_t slash = file.real.find('/');
    if (slash == std::string::npos || !has_our_name(file.real.substr(0, slash) + ".sql")) continue;
    const std::string name = file.real.substr(slash + 1);
    if (layout::is_sql(name) && phase_from_name(layout::stem(name))) return true;
  }
  return false;
}

/// Nothing marks the folder as another tool's. Files without phases could be anybody's: where
/// Sluice has been set up they are its own, unless their names say otherwise.
bool may_be_ours(const layout::folder& files, bool has_project) {
  std::size_t all = 0, named = 0;
  for (const auto& file : files.files()) {
    if (!layout::is_sql(file.path)) continue;
    ++all;
    named += layout::is_flat(file.path) && has_our_name(file.path) ? 1u : 0u;
  }
  return all == 0 || (has_project && named * 2 >= all);
}

const layout::definition* recognise(const layout::folder& files, bool has_project) {
  if (is_ours(files)) return nullptr;
  if (const auto* found = layout::detect(files)) return found;
  return may_be_ours(files, has_project) ? nullptr : layout::find_layout("plain");
}

}  // namespace

std::vector<std::string_view> layout_names() {
  std::vector<std::string_view> out{"sluice"};
  for (const layout::definition& d : layout::definitions()) out.push_back(d.name);
  return out;
}

folder_reading read_any_folder(const std::string& folder, const server_version& server,
                               std::string_view layout, bool has_project) {
  folder_reading out;
  out.layout = "sluice";
  std::error_code problem;
  if (layout != "sluice" && fs::is_directory(folder, problem)) {
    const layout::folder files = open_folder(folder, server.kind);
    const layout::definition* found =
        layout.empty() ? recognise(files, has_project) : layout::find_layout(layout);
    if (found != nullptr) {
      layout::history history = layout::read(*found, files);
      out.layout = std::string(found->name);
      out.changes = changes_of(history, server);
      out.files = std::move(history.files);
      out.down_parts = history.down_parts;
      out.parts_of_other_engines = history.parts_of_other_engines;
      return out;
    }
  }
  out.changes = read_changes(folder, server, on_malformed::keep);
  return out;
}

}  // namespace sluice::phases
