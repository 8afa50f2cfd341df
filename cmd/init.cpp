#include "cmd/commands.hpp"
#include "cmd/exit_code.hpp"
#include "cmd/json.hpp"
#include "dialects/text/error.hpp"
#include "phases/disk.hpp"
#include "phases/duration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>

namespace sluice::cmd {

namespace {

namespace fs = std::filesystem;

void write_new(const fs::path& path, std::string_view text) {
  std::error_code problem;
  if (fs::exists(path, problem))
    throw text::input_error(
        fmt::format("'{}' is there already; nothing was changed", path.string()), "");
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (!out)
    throw text::input_error(fmt::format("cannot write '{}'", path.string()),
                            "check the folder's permissions and the space left");
}

void make_folder(const fs::path& path) {
  std::error_code problem;
  fs::create_directories(path, problem);
  if (problem)
    throw text::input_error(
        fmt::format("cannot make folder '{}': {}", path.string(), problem.message()), "");
}

/// "20260301120000", later than every change that is there.
std::string new_version(const std::vector<phases::change>& changes) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  auto at = std::chrono::duration_cast<std::chrono::milliseconds>(now);
  while (true) {
    std::string version;
    for (const char c : phases::timestamp_text(at).substr(0, 19)) {
      if (c >= '0' && c <= '9') version += c;
    }
    const bool taken = std::any_of(changes.begin(), changes.end(), [&](const phases::change& c) {
      return c.version.size() == version.size() && c.version >= version;
    });
    if (!taken) return version;
    at += std::chrono::seconds(1);
  }
}

struct new_file {
  std::string_view name;
  std::string_view text;
};
constexpr std::array<new_file, 4> phase_files{{
    {"expand.sql",
     "-- Additive only: every release that runs now must keep working.\n"
     "-- A new column is nullable; a sync trigger keeps old and new place equal.\n"},
    {"migrate.sql",
     "-- Backfill jobs: one UPDATE, DELETE or INSERT ... SELECT each, cut into batches by Sluice.\n"
     "-- Above the statement: sluice:backfill name=..., as a '--' comment of its own line.\n"},
    {"verify.sql",
     "-- Queries that prove that old and new place agree; each says what it expects.\n"
     "-- Above the query: sluice:expect empty, as a '--' comment of its own line.\n"},
    {"contract.sql",
     "-- The destructive half: drop the sync triggers first, then the old place.\n"},
}};

}  // namespace

int run_init(environment& env, const common_options& common, const init_options& options) {
  const std::string url = options.url.empty() ? "sqlite:app.db" : options.url;
  const connection_target parsed = parse_url(url);
  if (!parsed.password.empty() && url != parsed.shown)
    throw text::input_error("the URL holds a password, which does not belong into a file",
                            "leave it out and set SLUICE_PASSWORD, or use ?password_file=PATH");
  write_new("sluice.toml", new_config_text(url));
  make_folder("migrations");
  if (common.json) {
    print_json(env.term, {{"version", 1}, {"created", {"sluice.toml", "migrations"}}});
  } else {
    env.term.line("created sluice.toml and migrations/");
    env.term.line("next: sluice new NAME_OF_THE_CHANGE");
  }
  return done;
}

int run_new(environment& env, const common_options& common, const new_options& options) {
  project here(env, common);
  const std::string& slug = options.slug;
  const bool good =
      !slug.empty() && slug.size() <= 100 && std::all_of(slug.begin(), slug.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
      });
  if (!good)
    throw text::input_error(fmt::format("'{}' is no good name for a change", slug),
                            "use small letters, digits and '_', such as rename_full_name");
  std::vector<phases::change> changes;
  // New files hold comments alone, and a folder with such a change cannot be read: then the clock's
  // version is all there is.
  try {
    changes = here.changes();
  } catch (const text::input_error&) {
  }
  for (const phases::change& c : changes) {
    if (c.slug == slug)
      throw text::input_error(fmt::format("there is a change '{}' already: {}", slug, c.id),
                              "give the new one another name");
  }
  const fs::path dir = here.config().dir;
  const std::string id = fmt::format("{}_{}", new_version(changes), slug);
  std::vector<std::string> created;
  if (options.single) {
    make_folder(dir);
    const fs::path file = dir / (id + ".sql");
    write_new(file, phase_files[0].text);
    created.push_back(file.string());
  } else {
    make_folder(dir / id);
    for (const new_file& f : phase_files) {
      const fs::path file = dir / id / f.name;
      write_new(file, f.text);
      created.push_back(file.string());
    }
  }
  if (common.json) {
    print_json(env.term, {{"version", 1}, {"change", id}, {"created", created}});
  } else {
    for (const std::string& file : created) env.term.line(fmt::format("created {}", file));
    env.term.line("remove the phase files that the change does not need");
  }
  return done;
}

}  // namespace sluice::cmd
