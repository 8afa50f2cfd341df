#include "phases/layout/definitions.hpp"
#include "phases/layout/sorting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace sluice::phases::layout::known {

namespace {

constexpr std::string_view sums = "atlas.sum";

bool is_migration(std::string_view path) {
  return is_sql(path) && is_flat(path);
}

/// Folders of other tools get an atlas.sum, too, when Atlas lints them.
bool is_of_another(const folder& files) {
  for (const definition* other : {&goose, &dbmate, &golang_migrate, &flyway, &liquibase}) {
    if (other->count_marks(files) > 0) return true;
  }
  return false;
}

std::size_t count_marks(const folder& files) {
  if (!files.find(sums) || is_of_another(files)) return 0;
  return static_cast<std::size_t>(
      std::count_if(files.files().begin(), files.files().end(),
                    [](const folder::entry& each) { return is_migration(each.path); }));
}

/// What `-- atlas:<name>` lines above the first statement say.
struct settings {
  sending how = sending::in_transaction;
  std::string delimiter;
  bool checkpoint = false;
};

std::string unescaped(std::string_view quoted) {
  std::string out;
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    if (quoted[i] == '"' || (quoted[i] == '\\' && i + 1 < quoted.size() && quoted[i + 1] == 'n')) {
      i += quoted[i] == '"' ? 0u : 1u;  // a line end is at the end of a line anyway
    } else {
      out += quoted[i];
    }
  }
  return out;
}

settings read_settings(const text::source& file) {
  settings out;
  const std::string_view bytes = file.bytes();
  for (std::size_t at = 0; at < bytes.size();) {
    const text_line line = line_at(bytes, at);
    at = line.next;
    const std::string_view text = trimmed(without_bom(line.text));
    if (text.empty()) continue;
    const auto comment = comment_of(text);
    if (!comment) break;
    if (!comment->starts_with("atlas:")) continue;
    const std::string_view said = comment->substr(6);
    const std::size_t end = std::min(said.find_first_of(" \t"), said.size());
    const std::string_view name = said.substr(0, end), value = trimmed(said.substr(end));
    if (name == "txmode") {
      if (value != "none" && value != "file" && value != "all")
        refuse(file, line.where.begin, fmt::format("there is no txmode '{}'", value),
               "expected none, file or all");
      if (value == "none") out.how = sending::one_by_one;
    } else if (name == "delimiter") {
      out.delimiter = unescaped(value);
    } else if (name == "checkpoint") {
      out.checkpoint = true;
    }
  }
  return out;
}

void read(const folder& files, sorting& to) {
  if (const auto sum = files.find(sums)) to.mark(*sum, role::support);
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    const std::string& path = files.files()[i].path;
    if (!is_migration(path)) continue;
    const settings said = read_settings(*files.text(i));
    if (said.checkpoint) {
      to.mark(i, role::left_out, "a checkpoint: what the files before it make, at once");
      continue;
    }
    migration m;
    m.id = std::string(stem(path));
    const auto& file = files.text(i);
    m.scripts.push_back(
        {said.delimiter.empty() ? file : with_semicolons(file, said.delimiter), said.how});
    to.mark(i, role::up);
    to.add(std::move(m));
  }
}

}  // namespace

const definition atlas{"atlas", "the file atlas.sum", definition::strength::content, count_marks,
                       read};

}  // namespace sluice::phases::layout::known
