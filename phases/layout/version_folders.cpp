#include "phases/layout/definitions.hpp"
#include "phases/layout/sorting.hpp"
#include "phases/phase.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace sluice::phases::layout::known {

namespace {

/// "0.17" of "0.17/00__inbox.sql", "3.1.0" of "3.1.0_schema/ddl.sql", "2" of "v2/a.sql".
std::string_view version_of(std::string_view path) {
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return {};
  std::string_view name = path.substr(0, slash);
  if (name.starts_with("v") || name.starts_with("V")) name.remove_prefix(1);
  const std::size_t end = std::min(name.find_first_not_of("0123456789."), name.size());
  const bool whole = end == name.size();
  const std::string_view version = name.substr(0, end);
  const bool dotted = version.find('.') != std::string_view::npos;
  if (digits_at(version) == 0 || version.ends_with('.')) return {};
  // "20240102_add_users" is a migration's own folder.
  return whole || (dotted && (name[end] == '_' || name[end] == '-')) ? version : std::string_view();
}

/// Files that folders of other tools are known by.
bool is_of_others(std::string_view path) {
  const std::string_view name = stem(base_name(path));
  return name == "up" || name == "down" || name == "migration" || name.ends_with(".up") ||
         phase_from_name(name).has_value() || (name.starts_with("V") && digits_at(name, 1) > 0);
}

bool is_migration(std::string_view path) {
  return is_sql(path) && !version_of(path).empty() && !is_of_others(path);
}

std::size_t count_marks(const folder& files) {
  return static_cast<std::size_t>(
      std::count_if(files.files().begin(), files.files().end(),
                    [](const folder::entry& each) { return is_migration(each.path); }));
}

void read(const folder& files, sorting& to) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    const std::string& path = files.files()[i].path;
    if (is_migration(path))
      found.push_back(i);
    else if (is_sql(path))
      to.mark(i, role::left_out, "it lies in no version's folder");
  }
  std::sort(found.begin(), found.end(), [&](std::size_t a, std::size_t b) {
    const std::string &x = files.files()[a].path, &y = files.files()[b].path;
    const int order = compare_versions(version_of(x), version_of(y));
    return order != 0 ? order < 0 : precedes_naturally(x, y);
  });
  for (const std::size_t file : found) {
    migration m;
    m.id = std::string(stem(files.files()[file].path));
    m.scripts.push_back({files.text(file), sending::one_by_one});
    to.mark(file, role::up);
    to.add(std::move(m));
  }
}

}  // namespace

const definition version_folders{"version-folders", "folders named after versions, such as 1.4",
                                 definition::strength::names, count_marks, read};

}  // namespace sluice::phases::layout::known
