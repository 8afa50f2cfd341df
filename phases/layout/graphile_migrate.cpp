#include "phases/layout/definitions.hpp"
#include "phases/layout/sorting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace sluice::phases::layout::known {

namespace {

constexpr std::string_view committed = "committed/";
constexpr std::string_view fixtures = "fixtures/";

bool is_committed(std::string_view path) {
  return path.starts_with(committed) && is_sql(path) && digits_at(base_name(path)) > 0;
}

std::size_t count_marks(const folder& files) {
  std::size_t out = 0;
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    if (is_committed(files.files()[i].path) && files.bytes(i).starts_with("--! Previous:")) ++out;
  }
  return out;
}

/// Lines `--! name` or `--! name: value`.
std::optional<std::string_view> setting(std::string_view line) {
  line = without_bom(line);
  if (!line.starts_with("--!")) return std::nullopt;
  return trimmed(line.substr(3));
}

bool is_alone(std::string_view bytes) {
  bool out = false;
  each_line(bytes, [&](const text_line& line) {
    const auto said = setting(line.text);
    out |= said && *said == "no-transaction";
  });
  return out;
}

script part(const std::shared_ptr<const text::source>& file, std::size_t begin, std::size_t end,
            sending how) {
  return {only(file, {{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}}), how,
          placeholders::colon_name};
}

/// A file, with the files that it includes in their places.
void read_file(const folder& files, std::size_t file, migration& m, std::size_t depth) {
  const auto& text = files.text(file);
  const std::string_view bytes = text->bytes();
  const sending how = is_alone(bytes) ? sending::as_one_message : sending::in_transaction;
  std::size_t from = 0;
  each_line(bytes, [&](const text_line& line) {
    const auto said = setting(line.text);
    if (!said || !said->starts_with("include ")) return;
    const std::string_view name = trimmed(said->substr(8));
    const auto included = files.find(fmt::format("{}{}", fixtures, name));
    if (!included || depth > 20)
      refuse(*text, line.where.begin,
             included ? "the files include each other"
                      : fmt::format("there is no {}{} to include", fixtures, name),
             "--! include names a file below fixtures/");
    m.scripts.push_back(part(text, from, line.where.begin, how));
    read_file(files, *included, m, depth + 1);
    from = line.next;
  });
  m.scripts.push_back(part(text, from, bytes.size(), how));
}

void read(const folder& files, sorting& to) {
  std::vector<numbered_file> found;
  std::vector<std::size_t> current;
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    const std::string_view path = files.files()[i].path;
    if (is_committed(path)) {
      const std::string_view name = base_name(path);
      found.push_back({i, name.substr(0, digits_at(name))});
    } else if (path.starts_with(fixtures)) {
      to.mark(i, role::support);
    } else if (path == "current.sql" || (path.starts_with("current/") && is_sql(path))) {
      current.push_back(i);
    }
  }
  sort_by_number(found);
  refuse_same_numbers(found, files, "graphile-migrate");
  for (const numbered_file& each : found) {
    const text::source& file = *files.text(each.file);
    if (!file.bytes().starts_with("--! Previous:"))
      refuse(file, 0, "the header of a committed migration is missing",
             "graphile-migrate refuses the file: it begins with '--! Previous:'");
    migration m;
    m.id = std::string(stem(base_name(files.files()[each.file].path)));
    read_file(files, each.file, m, 0);
    to.mark(each.file, role::up);
    to.add(std::move(m));
  }
  std::sort(current.begin(), current.end(), [&](std::size_t a, std::size_t b) {
    return precedes_naturally(files.files()[a].path, files.files()[b].path);
  });
  if (current.empty()) return;
  migration m;
  m.id = "current";
  for (const std::size_t file : current) {
    read_file(files, file, m, 0);
    to.mark(file, role::up);
  }
  to.add(std::move(m));
}

}  // namespace

const definition graphile_migrate{"graphile-migrate", "files in committed/ with '--! Previous:'",
                                  definition::strength::content, count_marks, read};

}  // namespace sluice::phases::layout::known
