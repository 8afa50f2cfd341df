#include "phases/layout/definitions.hpp"
#include "phases/layout/sorting.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace sluice::phases::layout::known {

namespace {

bool goes_up(std::string_view path) {
  return is_flat(path) && path.ends_with(".up.sql");
}

/// What golang-migrate would not open.
std::size_t count_marks(const folder& files) {
  const auto all = static_cast<std::size_t>(
      std::count_if(files.files().begin(), files.files().end(),
                    [](const folder::entry& each) { return goes_up(each.path); }));
  return golang_migrate.count_marks(files) * 2 >= all ? 0 : all;
}

void read(const folder& files, sorting& to) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    const std::string_view path = files.files()[i].path;
    if (goes_up(path)) found.push_back(i);
    if (is_flat(path) && path.ends_with(".down.sql")) to.mark(i, role::down);
  }
  std::sort(found.begin(), found.end(), [&](std::size_t a, std::size_t b) {
    return precedes_naturally(files.files()[a].path, files.files()[b].path);
  });
  for (const std::size_t file : found) {
    const std::string& path = files.files()[file].path;
    migration m;
    m.id = path.substr(0, path.size() - std::string_view(".up.sql").size());
    m.scripts.push_back({files.text(file), sending::as_one_message});
    to.mark(file, role::up);
    to.add(std::move(m));
  }
}

}  // namespace

const definition up_down{"up-down", "pairs of name.up.sql and name.down.sql",
                         definition::strength::names, count_marks, read};

}  // namespace sluice::phases::layout::known
