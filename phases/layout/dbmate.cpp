#include "phases/layout/definitions.hpp"
#include "phases/layout/sorting.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace sluice::phases::layout::known {

namespace {

enum class direction { up, down };

/// `-- migrate:up transaction:false`
struct directive_line {
  direction way = direction::up;
  std::string_view options;
};

std::optional<directive_line> read_directive_line(std::string_view line) {
  const auto comment = comment_of(line);
  if (!comment || !comment->starts_with("migrate:")) return std::nullopt;
  const std::string_view said = comment->substr(8);
  const bool up = said.starts_with("up");
  if (!up && !said.starts_with("down")) return std::nullopt;
  const std::string_view options = said.substr(up ? 2 : 4);
  if (!options.empty() && options.front() != ' ' && options.front() != '\t') return std::nullopt;
  return directive_line{up ? direction::up : direction::down, trimmed(options)};
}

bool is_marked(std::string_view bytes) {
  for (std::size_t at = bytes.find("migrate:"); at != std::string_view::npos;
       at = bytes.find("migrate:", at + 1)) {
    const std::size_t line = at == 0 ? 0 : bytes.rfind('\n', at - 1) + 1;
    if (read_directive_line(line_at(bytes, line).text)) return true;
  }
  return false;
}

std::size_t count_marks(const folder& files) {
  return count_if_most(files, is_marked);
}

sending sending_of(const text::source& file, const text_line& line, std::string_view options) {
  sending how = sending::in_transaction;
  while (!options.empty()) {
    const std::size_t end = std::min(options.find_first_of(" \t"), options.size());
    const std::string_view option = options.substr(0, end);
    if (option == "transaction:false") {
      how = sending::as_one_message;
    } else if (option != "transaction:true") {
      refuse(file, line.where.begin, "no option of dbmate's is '" + std::string(option) + "'",
             "expected transaction:false");
    }
    options = trimmed(options.substr(end));
  }
  return how;
}

void read_file(const std::shared_ptr<const text::source>& file, migration& m, sorting& to) {
  struct section {
    direction way;
    sending how;
    std::size_t begin;
  };
  std::optional<section> open;
  bool seen_down = false;
  const auto close = [&](std::size_t end) {
    if (!open || open->way == direction::down) return;
    m.scripts.push_back(
        {only(file, {{static_cast<std::uint32_t>(open->begin), static_cast<std::uint32_t>(end)}}),
         open->how});
  };
  each_line(file->bytes(), [&](const text_line& line) {
    const auto said = read_directive_line(line.text);
    if (!said) {
      const std::string_view text = trimmed(without_bom(line.text));
      if (!open && !text.empty() && !text.starts_with("--"))
        refuse(*file, line.where.begin, "a statement stands above '-- migrate:up'",
               "dbmate refuses the file: only comments may");
      return;
    }
    if (!open && said->way == direction::down)
      refuse(*file, line.where.begin, "'-- migrate:down' stands above '-- migrate:up'",
             "dbmate refuses the file: up comes first");
    close(line.where.begin);
    open = section{said->way, sending_of(*file, line, said->options), line.next};
    if (said->way == direction::down) {
      seen_down = true;
      to.count_down_part();
    }
  });
  if (!open)
    refuse(*file, 0, "the line '-- migrate:up' is missing", "dbmate refuses the file without it");
  if (!seen_down)
    refuse(*file, file->bytes().size(), "the line '-- migrate:down' is missing",
           "dbmate refuses the file without it, also when nothing follows");
  close(file->bytes().size());
}

void read(const folder& files, sorting& to) {
  std::vector<numbered_file> found;
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    const std::string& path = files.files()[i].path;
    if (is_sql(path) && is_flat(path) && digits_at(path) > 0)
      found.push_back({i, std::string_view(path).substr(0, digits_at(path))});
  }
  std::vector<numbered_file> by_number = found;
  sort_by_number(by_number);
  refuse_same_numbers(by_number, files, "dbmate");
  // The order is that of the names: 10_b.sql runs before 9_a.sql.
  for (const numbered_file& each : found) {
    migration m;
    m.id = std::string(stem(files.files()[each.file].path));
    read_file(files.text(each.file), m, to);
    to.mark(each.file, role::up);
    to.add(std::move(m));
  }
}

}  // namespace

const definition dbmate{"dbmate", "lines '-- migrate:up'", definition::strength::content,
                        count_marks, read};

}  // namespace sluice::phases::layout::known
