#include "phases/layout/definitions.hpp"
#include "phases/layout/sorting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace sluice::phases::layout::known {

namespace {

/// "20240102030405_add_users" of "20240102030405_add_users/migration.sql".
std::string_view migration_of(const folder& files, std::string_view path) {
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos || path.substr(slash + 1) != "migration.sql") return {};
  const std::string_view name = path.substr(0, slash);
  // Drizzle's newer folders.
  if (files.find(fmt::format("{}/snapshot.json", name))) return {};
  return name;
}

std::size_t count_marks(const folder& files) {
  return static_cast<std::size_t>(std::count_if(
      files.files().begin(), files.files().end(),
      [&](const folder::entry& each) { return !migration_of(files, each.path).empty(); }));
}

void read(const folder& files, sorting& to) {
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    const std::string_view path = files.files()[i].path;
    if (path == "migration_lock.toml") to.mark(i, role::support);
    const std::string_view name = migration_of(files, path);
    if (name.empty()) continue;
    migration m;
    m.id = std::string(name);
    m.scripts.push_back({files.text(i), sending::as_one_message});
    to.mark(i, role::up);
    to.add(std::move(m));
  }
}

}  // namespace

const definition prisma{"prisma", "folders with migration.sql", definition::strength::names,
                        count_marks, read};

}  // namespace sluice::phases::layout::known
