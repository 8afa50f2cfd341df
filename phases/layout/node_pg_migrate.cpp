#include "phases/layout/definitions.hpp"
#include "phases/layout/sorting.hpp"

#include <string>
#include <utility>
#include <vector>

namespace sluice::phases::layout::known {

namespace {

/// "-- Up Migration", with blanks and dashes before the first word, in any case.
bool is_marker(std::string_view line, std::string_view direction) {
  line = trimmed(without_bom(line));
  if (!line.starts_with("--")) return false;
  const std::size_t word = line.find_first_not_of("- \t");
  if (word == std::string_view::npos) return false;
  line.remove_prefix(word);
  if (!equals_folded(line.substr(0, direction.size()), direction)) return false;
  const std::string_view rest = line.substr(direction.size());
  return !rest.empty() && (rest.front() == ' ' || rest.front() == '\t') &&
         equals_folded(trimmed(rest).substr(0, 9), "migration");
}

struct markers {
  std::optional<text_line> up, down;
};

markers find_markers(std::string_view bytes) {
  markers out;
  each_line(bytes, [&](const text_line& line) {
    if (!out.up && is_marker(line.text, "up")) out.up = line;
    if (!out.down && is_marker(line.text, "down")) out.down = line;
  });
  return out;
}

std::size_t count_marks(const folder& files) {
  return count_if_most(files,
                       [](std::string_view bytes) { return find_markers(bytes).up.has_value(); });
}

script read_file(const std::shared_ptr<const text::source>& file, sorting& to) {
  const markers found = find_markers(file->bytes());
  if (!found.up && found.down)
    refuse(*file, found.down->where.begin, "'-- Down Migration' without '-- Up Migration'",
           "node-pg-migrate would run the whole file going up: write the Up line, too");
  if (found.down) to.count_down_part();
  std::size_t begin = 0, end = file->bytes().size();
  if (found.up) begin = found.up->next;
  if (found.down && found.down->where.begin >= begin) end = found.down->where.begin;
  return {only(file, {{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}}),
          sending::in_transaction};
}

void read(const folder& files, sorting& to) {
  std::vector<numbered_file> found;
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    const std::string_view path = files.files()[i].path;
    if (!is_flat(path) || digits_at(path) == 0) continue;
    if (path.ends_with(".down.sql"))
      to.mark(i, role::down);
    else if (is_sql(path) || !language_of(path).empty())
      found.push_back({i, path.substr(0, digits_at(path))});
  }
  sort_by_number(found);
  for (const numbered_file& each : found) {
    const std::string& path = files.files()[each.file].path;
    migration m;
    m.language = language_of(path);
    m.id = path.substr(0, path.rfind('.'));
    const auto& file = files.text(each.file);
    m.scripts.push_back(m.language.empty() ? read_file(file, to) : script{file});
    to.mark(each.file, role::up);
    to.add(std::move(m));
  }
}

}  // namespace

const definition node_pg_migrate{"node-pg-migrate", "lines '-- Up Migration'",
                                 definition::strength::content, count_marks, read};

}  // namespace sluice::phases::layout::known
