#include "phases/layout/definitions.hpp"
#include "phases/layout/sorting.hpp"

#include <string>
#include <utility>
#include <vector>

namespace sluice::phases::layout::known {

namespace {

/// {version}_{title}.{up|down}.{extension}
struct file_name {
  std::string_view version;
  std::string_view direction;
  std::string_view extension;
};

std::optional<file_name> read_name(std::string_view path) {
  if (!is_flat(path)) return std::nullopt;
  const std::size_t digits = digits_at(path);
  if (digits == 0 || digits >= path.size() || path[digits] != '_') return std::nullopt;
  // The title may hold ".up." itself: the tool takes the last one.
  const std::size_t up = path.rfind(".up."), down = path.rfind(".down.");
  const bool goes_up =
      up != std::string_view::npos && (down == std::string_view::npos || up > down);
  const std::size_t at = goes_up ? up : down;
  if (at == std::string_view::npos || at < digits) return std::nullopt;
  const std::string_view direction = goes_up ? "up" : "down";
  return file_name{path.substr(0, digits), direction, path.substr(at + direction.size() + 2)};
}

std::vector<numbered_file> ups(const folder& files) {
  std::vector<numbered_file> out;
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    const auto name = read_name(files.files()[i].path);
    if (name && name->direction == "up" && name->extension == "sql")
      out.push_back({i, name->version});
  }
  sort_by_number(out);
  return out;
}

/// The tool does not open a folder with one version twice. The newest may be an accident of two
/// branches; a folder that went on after one has never been this tool's.
std::size_t count_marks(const folder& files) {
  const std::vector<numbered_file> found = ups(files);
  for (std::size_t i = 1; i < found.size(); ++i) {
    const bool twice = compare_numbers(found[i - 1].version, found[i].version) == 0;
    if (twice && compare_numbers(found[i].version, found.back().version) != 0) return 0;
  }
  return found.size();
}

void read(const folder& files, sorting& to) {
  const std::vector<numbered_file> found = ups(files);
  refuse_same_numbers(found, files, "golang-migrate");
  for (const numbered_file& each : found) {
    const std::string& path = files.files()[each.file].path;
    migration m;
    m.id = path.substr(0, path.size() - std::string_view(".up.sql").size());
    // Its SQLite driver opens a transaction around a file, the others send it as it is.
    m.scripts.push_back({files.text(each.file), files.kind() == engine::sqlite
                                                    ? sending::in_transaction
                                                    : sending::as_one_message});
    to.mark(each.file, role::up);
    to.add(std::move(m));
  }
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    const auto name = read_name(files.files()[i].path);
    if (name && name->direction == "down") to.mark(i, role::down);
  }
}

}  // namespace

const definition golang_migrate{"golang-migrate", "files named 1_title.up.sql",
                                definition::strength::names, count_marks, read};

}  // namespace sluice::phases::layout::known
