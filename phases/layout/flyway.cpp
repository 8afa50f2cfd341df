#include "phases/layout/definitions.hpp"
#include "phases/layout/sorting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace sluice::phases::layout::known {

namespace {

/// V2_1__add_users.sql, R__views.sql, U2_1__add_users.sql, B2__all.sql
struct file_name {
  char kind = 'V';
  std::string_view version;
  std::string_view description;
};

bool is_version(std::string_view text) {
  return digits_at(text) > 0 && text.find_first_not_of("0123456789._") == std::string_view::npos;
}

std::optional<file_name> read_name(std::string_view path) {
  const std::string_view name = base_name(path);
  const std::size_t dot = name.rfind('.');
  const std::size_t bar = name.find("__");
  if (bar == std::string_view::npos || dot == std::string_view::npos || dot < bar)
    return std::nullopt;
  file_name out;
  out.kind = name.front();
  out.version = name.substr(1, bar - 1);
  out.description = name.substr(bar + 2, dot - bar - 2);
  if (out.kind == 'R') return out.version.empty() ? std::optional(out) : std::nullopt;
  const bool known = out.kind == 'V' || out.kind == 'U' || out.kind == 'B';
  return known && is_version(out.version) ? std::optional(out) : std::nullopt;
}

/// beforeMigrate.sql, afterEachMigrate__refresh.sql
bool is_callback(std::string_view path) {
  const std::string_view name = base_name(path);
  for (const std::string_view word : {"before", "after"}) {
    if (name.starts_with(word) && name.size() > word.size() && name[word.size()] >= 'A' &&
        name[word.size()] <= 'Z')
      return true;
  }
  return name == "createSchema.sql";
}

struct found_file {
  std::size_t file = 0;
  file_name name;
};

std::size_t count_marks(const folder& files) {
  std::size_t out = 0;
  for (const folder::entry& each : files.files()) {
    if (!is_sql(each.path)) continue;
    const auto name = read_name(each.path);
    if (name && name->kind == 'V') ++out;
  }
  return out;
}

/// A switch of the side file V1__x.sql.conf.
bool says(const folder& files, std::string_view path, std::string_view key,
          std::string_view value) {
  const auto side = files.find(fmt::format("{}.conf", path));
  if (!side) return false;
  bool out = false;
  each_line(files.bytes(*side), [&](const text_line& line) {
    const std::size_t equals = line.text.find('=');
    if (equals == std::string_view::npos) return;
    out |= trimmed(line.text.substr(0, equals)) == key &&
           equals_folded(trimmed(line.text.substr(equals + 1)), value);
  });
  return out;
}

void add(const folder& files, const found_file& each, sorting& to) {
  const std::string& path = files.files()[each.file].path;
  migration m;
  m.language = language_of(path);
  m.id = path.substr(0, path.rfind('.'));
  // Flyway sees such statements by itself, and refuses a script that mixes them with others.
  script s{files.text(each.file), sending::unless_forbidden};
  if (says(files, path, "executeInTransaction", "false")) s.how = sending::one_by_one;
  if (!says(files, path, "placeholderReplacement", "false"))
    s.replaced = placeholders::dollar_braces;
  m.scripts.push_back(std::move(s));
  to.mark(each.file, role::up);
  to.add(std::move(m));
}

bool before(const found_file& a, const found_file& b) {
  return compare_versions(a.name.version, b.name.version) < 0;
}

/// A baseline stands for the versions up to its own where they are not there any more.
void take_baselines(std::vector<found_file>& baselines, std::vector<found_file>& versions,
                    sorting& to) {
  std::stable_sort(baselines.begin(), baselines.end(), before);
  for (std::size_t i = 0; i < baselines.size(); ++i) {
    const bool newest = i + 1 == baselines.size();
    if (newest && (versions.empty() || before(baselines[i], versions.front()))) {
      versions.insert(versions.begin(), baselines[i]);
    } else {
      to.mark(baselines[i].file, role::left_out, "what the versions up to it make, at once");
    }
  }
}

void read(const folder& files, sorting& to) {
  std::vector<found_file> versions, repeatables, baselines;
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    const std::string& path = files.files()[i].path;
    if (path.ends_with(".sql.conf")) to.mark(i, role::support);
    if (!is_sql(path) && language_of(path).empty()) continue;
    if (is_sql(path) && is_callback(path)) to.mark(i, role::left_out, "a callback");
    const auto name = read_name(path);
    if (!name) continue;
    if (name->kind == 'U')
      to.mark(i, role::down);
    else
      (name->kind == 'V'   ? versions
       : name->kind == 'R' ? repeatables
                           : baselines)
          .push_back({i, *name});
  }
  std::stable_sort(versions.begin(), versions.end(), before);
  for (std::size_t i = 1; i < versions.size(); ++i) {
    if (before(versions[i - 1], versions[i])) continue;
    throw text::input_error(
        fmt::format("two files have the version {}: {} and {}", versions[i].name.version,
                    files.text(versions[i - 1].file)->name(), files.text(versions[i].file)->name()),
        "Flyway refuses the folder: give the one that is not applied anywhere another version");
  }
  take_baselines(baselines, versions, to);
  std::stable_sort(repeatables.begin(), repeatables.end(),
                   [](const found_file& a, const found_file& b) {
                     return a.name.description < b.name.description;
                   });
  for (const found_file& each : versions) add(files, each, to);
  for (const found_file& each : repeatables) add(files, each, to);
}

}  // namespace

const definition flyway{"flyway", "files named V1__description.sql", definition::strength::names,
                        count_marks, read};

}  // namespace sluice::phases::layout::known
