#include "phases/layout/definitions.hpp"
#include "phases/layout/sorting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace sluice::phases::layout::known {

namespace {

constexpr std::string_view separator = "---- create above / drop below ----";
constexpr std::string_view no_transaction = "---- tern: disable-tx ----";

bool is_numbered(std::string_view path) {
  const std::size_t digits = digits_at(path);
  return is_sql(path) && is_flat(path) && digits > 0 && path[digits] == '_';
}

/// A file without a separator cannot be undone: not every file has one.
std::size_t count_marks(const folder& files) {
  std::size_t out = 0;
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    if (!is_numbered(files.files()[i].path)) continue;
    const std::string_view bytes = files.bytes(i);
    out += bytes.find(separator) != std::string_view::npos ||
                   bytes.find(no_transaction) != std::string_view::npos
               ? 1u
               : 0u;
  }
  return out;
}

script read_file(const std::shared_ptr<const text::source>& file, sorting& to) {
  const std::string_view bytes = file->bytes();
  const std::size_t end = std::min(bytes.find(separator), bytes.size());
  if (end < bytes.size()) {
    to.count_down_part();
    const std::size_t again = bytes.find(separator, end + 1);
    if (again != std::string_view::npos)
      refuse(*file, again, "a second line 'create above / drop below'",
             "tern splits a file once: keep one of them");
  }
  const bool alone = bytes.find(no_transaction) < end;
  return {only(file, {{0, static_cast<std::uint32_t>(end)}}),
          alone ? sending::one_by_one : sending::in_transaction, placeholders::double_braces};
}

void read(const folder& files, sorting& to) {
  std::vector<numbered_file> found;
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    const std::string_view path = files.files()[i].path;
    if (is_numbered(path)) {
      found.push_back({i, path.substr(0, digits_at(path))});
    } else if (is_sql(path) && !is_flat(path)) {
      to.mark(i, role::support);  // a template that migrations include
    } else if (path.ends_with(".conf")) {
      to.mark(i, role::support);
    }
  }
  sort_by_number(found);
  refuse_same_numbers(found, files, "tern");
  for (std::size_t n = 0; n < found.size(); ++n) {
    if (compare_numbers(found[n].version, std::to_string(n + 1)) != 0)
      throw text::input_error(fmt::format("{}: no migration has the number {}",
                                          files.text(found[n].file)->name(), n + 1),
                              "tern refuses a gap: number the files from 1 without one");
    migration m;
    m.id = std::string(stem(files.files()[found[n].file].path));
    m.scripts.push_back(read_file(files.text(found[n].file), to));
    to.mark(found[n].file, role::up);
    to.add(std::move(m));
  }
}

}  // namespace

const definition tern{"tern", "lines '---- create above / drop below ----'",
                      definition::strength::content, count_marks, read};

}  // namespace sluice::phases::layout::known
