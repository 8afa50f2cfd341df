#include "phases/disk.hpp"

#include "dialects/text/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace sluice::phases {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view name_form =
    "a change is named VERSION_slug, such as 20260301120000_rename_full_name";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_slug(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '-';
  });
}

change named(const std::string& stem, const std::string& shown) {
  change out;
  const std::size_t digits =
      static_cast<std::size_t>(std::find_if_not(stem.begin(), stem.end(), is_digit) - stem.begin());
  if (digits == 0 || digits > 20 || digits >= stem.size() || stem[digits] != '_' ||
      !is_slug(std::string_view(stem).substr(digits + 1)))
    throw text::input_error(fmt::format("{}: this name has no place in a migrations folder", shown),
                            std::string(name_form));
  out.id = stem;
  out.version = stem.substr(0, digits);
  out.slug = stem.substr(digits + 1);
  if (out.id.size() > 190)
    throw text::input_error(fmt::format("{}: the name is longer than 190 characters", shown), "");
  return out;
}

std::vector<fs::path> entries_of(const fs::path& folder) {
  std::vector<fs::path> out;
  std::error_code problem;
  for (fs::directory_iterator it(folder, problem), end; !problem && it != end;
       it.increment(problem)) {
    if (it->path().filename().string().front() != '.') out.push_back(it->path());
  }
  if (problem)
    throw text::input_error(
        fmt::format("cannot read folder '{}': {}", folder.string(), problem.message()), "");
  std::sort(out.begin(), out.end());
  return out;
}

step read_file(const fs::path& path, phase p, const server_version& server,
               std::vector<std::string>& depends_on, on_malformed malformed) {
  std::error_code problem;
  // Opening a pipe would wait for its writer.
  if (fs::exists(path, problem) && !fs::is_regular_file(path, problem))
    throw text::input_error(fmt::format("cannot read {}: it is not a file", path.string()), "");
  auto file = std::make_shared<const text::source>(text::read_source(path.string(), path.string()));
  return read_step(std::move(file), p, server, depends_on, malformed);
}

change read_folder(const fs::path& folder, const server_version& server, on_malformed malformed) {
  change out = named(folder.filename().string(), folder.string());
  std::vector<std::pair<phase, fs::path>> files;
  for (const fs::path& entry : entries_of(folder)) {
    if (entry.extension() != ".sql") continue;
    const auto p = phase_from_name(entry.stem().string());
    if (!p)
      throw text::input_error(fmt::format("{}: no phase has this name", entry.string()),
                              "the files of a change are expand.sql, migrate.sql, verify.sql and "
                              "contract.sql");
    files.emplace_back(*p, entry);
  }
  std::sort(files.begin(), files.end());
  for (const auto& [p, path] : files)
    out.steps.push_back(read_file(path, p, server, out.depends_on, malformed));
  if (out.steps.empty())
    throw text::input_error(
        fmt::format("{}: the change has no phase file", folder.string()),
        "add expand.sql (and, where needed, migrate.sql, verify.sql, contract.sql)");
  return out;
}

}  // namespace

std::vector<change> read_changes(const std::string& folder, const server_version& server,
                                 on_malformed malformed) {
  std::error_code problem;
  if (!fs::exists(folder, problem))
    throw text::input_error(fmt::format("no migrations folder '{}'", folder),
                            "run 'sluice init' here, or name the folder with --dir");
  if (!fs::is_directory(folder, problem))
    throw text::input_error(fmt::format("'{}' is not a folder", folder),
                            "name the migrations folder with --dir");
  std::vector<change> out;
  for (const fs::path& entry : entries_of(folder)) {
    if (fs::is_directory(entry)) {
      out.push_back(read_folder(entry, server, malformed));
    } else if (entry.extension() == ".sql") {
      change single = named(entry.stem().string(), entry.string());
      single.steps.push_back(read_file(entry, phase::expand, server, single.depends_on, malformed));
      out.push_back(std::move(single));
    }
  }
  order_changes(out);
  return out;
}

}  // namespace sluice::phases
