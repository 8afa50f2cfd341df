#include "phases/layout/annotated.hpp"
#include "phases/layout/definitions.hpp"
#include "phases/layout/sorting.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace sluice::phases::layout::known {

namespace {

constexpr annotations words{"goose", "+goose", ", NO TRANSACTION, ENVSUB ON or OFF"};

/// <integer>_<name>.sql or .go
std::string_view version_of(std::string_view path) {
  const std::size_t digits = digits_at(path);
  const bool named = digits > 0 && digits < path.size() && path[digits] == '_' && is_flat(path);
  return named ? path.substr(0, digits) : std::string_view();
}

std::size_t count_marks(const folder& files) {
  return count_if_most(files,
                       [](std::string_view bytes) { return has_annotation(bytes, words.marker); });
}

void read(const folder& files, sorting& to) {
  std::vector<numbered_file> found;
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    const std::string& path = files.files()[i].path;
    if (path.ends_with("_test.go")) continue;
    const std::string_view version = version_of(path);
    if (!version.empty() && (is_sql(path) || path.ends_with(".go"))) {
      found.push_back({i, version});
    } else if (is_sql(path) && is_flat(path)) {
      throw text::input_error(
          fmt::format("{}: goose knows no version in this name", files.text(i)->name()),
          "name it <number>_<name>.sql");
    }
  }
  sort_by_number(found);
  refuse_same_numbers(found, files, "goose");
  for (const numbered_file& each : found) {
    const std::string& path = files.files()[each.file].path;
    migration m;
    m.language = language_of(path);
    m.id = path.substr(0, path.rfind('.'));
    const auto& file = files.text(each.file);
    m.scripts.push_back(m.language.empty() ? read_sections(file, words, to) : script{file});
    to.mark(each.file, role::up);
    to.add(std::move(m));
  }
}

}  // namespace

const definition goose{"goose", "lines '-- +goose Up'", definition::strength::content, count_marks,
                       read};

}  // namespace sluice::phases::layout::known
