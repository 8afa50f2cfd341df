#include "phases/layout/annotated.hpp"
#include "phases/layout/definitions.hpp"
#include "phases/layout/sorting.hpp"

#include <string>
#include <utility>
#include <vector>

namespace sluice::phases::layout::known {

namespace {

constexpr annotations words{"sql-migrate", "+migrate", " (Up and Down may say notransaction)"};

std::size_t count_marks(const folder& files) {
  return count_if_most(files,
                       [](std::string_view bytes) { return has_annotation(bytes, words.marker); });
}

/// By the number that the name begins with, and by name; a name without a number comes last.
void read(const folder& files, sorting& to) {
  std::vector<numbered_file> found, unnumbered;
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    const std::string_view path = files.files()[i].path;
    if (!is_sql(path) || !is_flat(path)) continue;
    const std::string_view number = path.substr(0, digits_at(path));
    (number.empty() ? unnumbered : found).push_back({i, number});
  }
  sort_by_number(found);
  found.insert(found.end(), unnumbered.begin(), unnumbered.end());
  for (const numbered_file& each : found) {
    migration m;
    m.id = files.files()[each.file].path;
    m.scripts.push_back(read_sections(files.text(each.file), words, to));
    to.mark(each.file, role::up);
    to.add(std::move(m));
  }
}

}  // namespace

const definition sql_migrate{"sql-migrate", "lines '-- +migrate Up'", definition::strength::content,
                             count_marks, read};

}  // namespace sluice::phases::layout::known
