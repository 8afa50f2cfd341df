#include "phases/layout/definitions.hpp"
#include "phases/layout/sorting.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace sluice::phases::layout::known {

namespace {

/// Nothing marks it: it is what remains.
std::size_t count_marks(const folder& /*files*/) {
  return 0;
}

void read(const folder& files, sorting& to) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    const std::string& path = files.files()[i].path;
    const bool program = digits_at(base_name(path)) > 0 && !language_of(path).empty();
    if (is_sql(path) || program) found.push_back(i);
  }
  std::sort(found.begin(), found.end(), [&](std::size_t a, std::size_t b) {
    return precedes_naturally(files.files()[a].path, files.files()[b].path);
  });
  for (const std::size_t file : found) {
    const std::string& path = files.files()[file].path;
    migration m;
    m.language = language_of(path);
    m.id = path.substr(0, path.rfind('.'));
    m.scripts.push_back({files.text(file), sending::one_by_one});
    to.mark(file, role::up);
    to.add(std::move(m));
  }
}

}  // namespace

const definition plain{"plain", "files that end in .sql, in the order of their names",
                       definition::strength::names, count_marks, read};

}  // namespace sluice::phases::layout::known
