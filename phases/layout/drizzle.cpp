#include "phases/layout/definitions.hpp"
#include "phases/layout/json_file.hpp"
#include "phases/layout/sorting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace sluice::phases::layout::known {

namespace {

constexpr std::string_view journal_path = "meta/_journal.json";
constexpr std::string_view breakpoint = "--> statement-breakpoint";

/// "name" of "name/migration.sql" with a snapshot beside it: the newer form.
std::string_view migration_of(const folder& files, std::string_view path) {
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos || path.substr(slash + 1) != "migration.sql") return {};
  const std::string_view name = path.substr(0, slash);
  return files.find(fmt::format("{}/snapshot.json", name)) ? name : std::string_view();
}

std::size_t count_marks(const folder& files) {
  const bool journal = files.find(journal_path).has_value();
  return static_cast<std::size_t>(
      std::count_if(files.files().begin(), files.files().end(), [&](const folder::entry& each) {
        return (journal && is_sql(each.path) && is_flat(each.path)) ||
               !migration_of(files, each.path).empty();
      }));
}

void add(const folder& files, std::size_t file, std::string id, sorting& to) {
  migration m;
  m.id = std::move(id);
  m.scripts.push_back({with_semicolons(files.text(file), breakpoint)});
  to.mark(file, role::up);
  to.add(std::move(m));
}

/// The tags in the order of the journal; a file that it does not name is never run.
void read_journal(const folder& files, std::size_t journal, sorting& to) {
  const text::source& file = *files.text(journal);
  const nlohmann::json document = read_json(file);
  const auto entries = document.is_object() ? document.find("entries") : document.end();
  if (entries == document.end() || !entries->is_array())
    refuse(file, 0, "the journal has no list 'entries'", "let drizzle-kit write it again");
  to.mark(journal, role::support);
  for (const nlohmann::json& entry : *entries) {
    const auto tag = entry.is_object() ? entry.find("tag") : entry.end();
    if (tag == entry.end() || !tag->is_string())
      refuse(file, 0, "an entry of the journal has no 'tag'", "let drizzle-kit write it again");
    const std::string name = *tag;
    const auto sql = files.find(name + ".sql");
    if (!sql)
      refuse(file, std::min(file.bytes().find('"' + name + '"'), file.bytes().size()),
             fmt::format("the journal names '{}', and there is no {}.sql", name, name),
             "Drizzle fails on it: bring the file back");
    add(files, *sql, name, to);
  }
}

void read(const folder& files, sorting& to) {
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    const std::string_view path = files.files()[i].path;
    if (path.starts_with("meta/") || base_name(path) == "snapshot.json") to.mark(i, role::support);
    const std::string_view name = migration_of(files, path);
    if (!name.empty()) add(files, i, std::string(name), to);
  }
  const auto journal = files.find(journal_path);
  if (!journal) return;
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    const std::string& path = files.files()[i].path;
    if (is_sql(path) && is_flat(path))
      to.mark(i, role::left_out, fmt::format("{} does not name it", journal_path));
  }
  read_journal(files, *journal, to);
}

}  // namespace

const definition drizzle{"drizzle", "meta/_journal.json", definition::strength::content,
                         count_marks, read};

}  // namespace sluice::phases::layout::known
