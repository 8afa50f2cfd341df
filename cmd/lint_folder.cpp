#include "cmd/lint_folder.hpp"

#include "cmd/lint_select.hpp"
#include "dialects/text/error.hpp"
#include "phases/phase.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <vector>

namespace sluice::cmd {

namespace {

namespace fs = std::filesystem;

/// Of Rails and dbmate, Flyway, Prisma, Drizzle, Supabase and the like.
constexpr std::array<std::string_view, 9> usual_places = {"db/migrations",
                                                          "db/migrate",
                                                          "database/migrations",
                                                          "prisma/migrations",
                                                          "src/main/resources/db/migration",
                                                          "drizzle",
                                                          "supabase/migrations",
                                                          "sql/migrations",
                                                          "migration"};

bool is_folder(const fs::path& path) {
  std::error_code problem;
  return fs::is_directory(path, problem);
}

bool lies_in(const fs::path& path, const fs::path& folder) {
  return is_below(fs::weakly_canonical(path), fs::weakly_canonical(folder));
}

/// A file of one migration's own folder does not say which one it is.
bool stands_in_own_folder(const fs::path& file) {
  const std::string name = file.stem().string();
  return name == "migration" || name == "up" || name == "down" || phases::phase_from_name(name);
}

/// The folder of one migration among others.
bool holds_one_migration(const fs::path& folder) {
  std::error_code problem;
  for (const fs::path& entry : fs::directory_iterator(folder, problem)) {
    if (entry.extension() == ".sql" && stands_in_own_folder(entry)) return true;
  }
  return false;
}

fs::path parent_of(const fs::path& path) {
  const fs::path named = path.has_filename() ? path : path.parent_path();  // "folder/"
  return named.has_parent_path() ? named.parent_path() : fs::path(".");
}

fs::path folder_of(const fs::path& path) {
  const fs::path folder = is_folder(path) ? path : parent_of(path);
  return holds_one_migration(folder) ? parent_of(folder) : folder;
}

/// Nothing when they lie in several folders.
std::optional<fs::path> folder_of_all(const std::vector<std::string>& paths) {
  std::optional<fs::path> out;
  for (const std::string& path : paths) {
    if (path == "-") continue;
    fs::path folder = folder_of(path);
    if (out && lies_in(folder, *out)) continue;
    if (out && !lies_in(*out, folder)) return std::nullopt;
    out = std::move(folder);
  }
  return out;
}

void check_are_there(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    std::error_code problem;
    if (path != "-" && !fs::exists(path, problem))
      throw text::input_error(fmt::format("no file or folder '{}'", path), "");
  }
}

bool names_more_than_stdin(const std::vector<std::string>& paths) {
  return std::any_of(paths.begin(), paths.end(), [](const auto& path) { return path != "-"; });
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// What stands in quotes behind `key` and its = or colon.
std::string quoted_after(const std::string& text, std::string_view key) {
  std::size_t at = text.find(key);
  if (at == std::string::npos) return {};
  at = text.find_first_not_of("\" \t:=", at + key.size());
  if (at == std::string::npos) return {};
  return text.substr(at, text.find('"', at) - at);
}

/// Of a provider or a URL: "postgresql" of "postgresql+asyncpg://", "sqlite" of "sqlite3:". Prisma
/// writes "file:" for SQLite.
std::optional<engine> engine_named(std::string_view name) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
  const std::string_view scheme = name.substr(0, name.find_first_not_of(letters));
  return scheme == "file" ? engine::sqlite : engine_from_name(scheme);
}

}  // namespace

told<std::string> lint_folder(const resolved_config& config, const lint_options& options) {
  check_are_there(options.paths);
  if (config.dir_is_named || config.has_file) return {config.dir, ""};
  const bool there = is_folder(config.dir);
  const auto named = folder_of_all(options.paths);
  // A file beside the migrations folder is more likely a slip.
  const bool meant = std::any_of(options.paths.begin(), options.paths.end(), is_folder);
  if (named && (!there || (meant && !lies_in(*named, config.dir)))) return {named->string(), ""};
  if (!there && !named && names_more_than_stdin(options.paths))
    throw text::input_error("the paths lie in several folders",
                            "name those of one migrations folder at a time");
  if (there || !options.paths.empty()) return {config.dir, ""};
  std::vector<std::string_view> found;
  std::copy_if(usual_places.begin(), usual_places.end(), std::back_inserter(found), is_folder);
  if (found.size() > 1)
    throw text::input_error(fmt::format("there are migrations in {}", fmt::join(found, " and in ")),
                            "name one of them: sluice lint " + std::string(found.front()));
  if (found.empty()) return {config.dir, ""};
  return {std::string(found.front()),
          fmt::format("there is no folder '{}': reading {}", config.dir, found.front())};
}

std::optional<told<engine>> engine_of_folder(const std::string& folder) {
  const fs::path lock = fs::path(folder) / "migration_lock.toml";
  if (const auto kind = engine_named(quoted_after(text_of(lock), "provider")))
    return told<engine>{*kind, fmt::format("{} says {}", lock.string(), engine_name(*kind))};
  const fs::path journal = fs::path(folder) / "meta" / "_journal.json";
  if (const auto kind = engine_named(quoted_after(text_of(journal), "\"dialect\"")))
    return told<engine>{*kind, fmt::format("{} says {}", journal.string(), engine_name(*kind))};
  const char* url = std::getenv("DATABASE_URL");
  if (const auto kind = engine_named(url == nullptr ? "" : url))
    return told<engine>{*kind, fmt::format("DATABASE_URL says {}", engine_name(*kind))};
  return std::nullopt;
}

}  // namespace sluice::cmd
