#include "phases/layout/definitions.hpp"
#include "phases/layout/sorting.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace sluice::phases::layout::known {

namespace {

constexpr std::string_view no_transaction = "-- no-transaction";

bool is_named(std::string_view path) {
  return is_sql(path) && is_flat(path) && path.find('_') != std::string_view::npos;
}

/// The tool's names alone do not tell it from others.
std::size_t count_marks(const folder& files) {
  std::size_t out = 0;
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    if (is_named(files.files()[i].path) && files.bytes(i).starts_with(no_transaction)) ++out;
  }
  return out;
}

void read(const folder& files, sorting& to) {
  std::vector<numbered_file> found;
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    const std::string_view path = files.files()[i].path;
    if (!is_named(path)) continue;
    const std::size_t digits = digits_at(path);
    if (digits == 0 || path[digits] != '_')
      throw text::input_error(
          fmt::format("{}: sqlx knows no version in this name", files.text(i)->name()),
          "name it <number>_<description>.sql");
    if (path.ends_with(".down.sql"))
      to.mark(i, role::down);
    else
      found.push_back({i, path.substr(0, digits)});
  }
  sort_by_number(found);
  refuse_same_numbers(found, files, "sqlx");
  for (const numbered_file& each : found) {
    std::string_view id = stem(files.files()[each.file].path);
    if (id.ends_with(".up")) id.remove_suffix(3);
    migration m;
    m.id = std::string(id);
    const bool alone = files.bytes(each.file).starts_with(no_transaction);
    m.scripts.push_back(
        {files.text(each.file), alone ? sending::as_one_message : sending::in_transaction});
    to.mark(each.file, role::up);
    to.add(std::move(m));
  }
}

}  // namespace

const definition sqlx{"sqlx", "files that begin with '-- no-transaction'",
                      definition::strength::content, count_marks, read};

}  // namespace sluice::phases::layout::known
