#include "phases/layout/definitions.hpp"
#include "phases/layout/sorting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace sluice::phases::layout::known {

namespace {

/// "<version>_<name>" of "<version>_<name>/up.sql".
std::string_view migration_of(std::string_view path, std::string_view file) {
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos || path.substr(slash + 1) != file) return {};
  return path.substr(0, slash);
}

/// "2024-01-02-030405" is the version 20240102030405.
std::string version_of(std::string_view migration) {
  std::string out;
  for (const char c : migration.substr(0, migration.find('_'))) {
    if (c != '-') out += c;
  }
  return out;
}

std::size_t count_marks(const folder& files) {
  return static_cast<std::size_t>(std::count_if(
      files.files().begin(), files.files().end(),
      [](const folder::entry& each) { return !migration_of(each.path, "up.sql").empty(); }));
}

bool runs_in_transaction(const folder& files, std::string_view migration) {
  const auto metadata = files.find(fmt::format("{}/metadata.toml", migration));
  if (!metadata) return true;
  bool out = true;
  each_line(files.bytes(*metadata), [&](const text_line& line) {
    const std::string_view text = line.text.substr(0, line.text.find('#'));
    const std::size_t equals = std::min(text.find('='), text.size());
    if (trimmed(text.substr(0, equals)) == "run_in_transaction")
      out = trimmed(text.substr(std::min(equals + 1, text.size()))) != "false";
  });
  return out;
}

void read(const folder& files, sorting& to) {
  struct found_file {
    std::size_t file;
    std::string_view migration;
    std::string version;
  };
  std::vector<found_file> found;
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    const std::string_view path = files.files()[i].path;
    const std::string_view migration = migration_of(path, "up.sql");
    if (!migration.empty()) found.push_back({i, migration, version_of(migration)});
    if (!migration_of(path, "down.sql").empty()) to.mark(i, role::down);
    if (!migration_of(path, "metadata.toml").empty()) to.mark(i, role::support);
  }
  // The tool compares versions as text.
  std::stable_sort(found.begin(), found.end(),
                   [](const found_file& a, const found_file& b) { return a.version < b.version; });
  for (std::size_t i = 1; i < found.size(); ++i) {
    if (found[i - 1].version != found[i].version) continue;
    throw text::input_error(
        fmt::format("two migrations have the version {}: {} and {}", found[i].version,
                    found[i - 1].migration, found[i].migration),
        "Diesel drops one of them without a word: give the one that is not applied anywhere "
        "another version");
  }
  for (const found_file& each : found) {
    migration m;
    m.id = std::string(each.migration);
    m.scripts.push_back({files.text(each.file), runs_in_transaction(files, each.migration)
                                                    ? sending::in_transaction
                                                    : sending::as_one_message});
    to.mark(each.file, role::up);
    to.add(std::move(m));
  }
}

}  // namespace

const definition diesel{"diesel", "folders with up.sql", definition::strength::names, count_marks,
                        read};

}  // namespace sluice::phases::layout::known
