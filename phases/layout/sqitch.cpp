#include "phases/layout/definitions.hpp"
#include "phases/layout/sorting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace sluice::phases::layout::known {

namespace {

constexpr std::string_view plan_name = "sqitch.plan";

std::size_t count_marks(const folder& files) {
  if (!files.find(plan_name)) return 0;
  return static_cast<std::size_t>(
      std::count_if(files.files().begin(), files.files().end(), [](const folder::entry& each) {
        return each.path.starts_with("deploy/") && is_sql(each.path);
      }));
}

/// The changes in the order of the plan. A change that stands twice was reworked: the script of the
/// first one carries the tag that stands between them.
void read(const folder& files, sorting& to) {
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    const std::string& path = files.files()[i].path;
    if (path.starts_with("revert/")) to.mark(i, role::down);
    if (path.starts_with("verify/") || path == plan_name || path == "sqitch.conf")
      to.mark(i, role::support);
    if (path.starts_with("deploy/")) to.mark(i, role::left_out, "sqitch.plan does not name it");
  }
  const std::size_t plan = *files.find(plan_name);
  const text::source& file = *files.text(plan);
  struct planned {
    std::string name;
    std::string_view tag;  ///< the first one behind it
    std::size_t at;
  };
  std::vector<planned> changes;
  each_line(file.bytes(), [&](const text_line& line) {
    const std::string_view text = trimmed(without_bom(line.text));
    if (text.empty() || text.front() == '#' || text.front() == '%') return;
    const std::string_view word = text.substr(0, text.find_first_of(" \t"));
    if (word.front() == '@') {
      for (planned& each : changes) {
        if (each.tag.empty()) each.tag = word;
      }
    } else {
      changes.push_back({std::string(word), {}, line.where.begin});
    }
  });
  for (std::size_t n = 0; n < changes.size(); ++n) {
    planned& each = changes[n];
    const bool reworked =
        std::any_of(changes.begin() + static_cast<std::ptrdiff_t>(n) + 1, changes.end(),
                    [&](const planned& later) { return later.name == each.name; });
    const std::string name = each.name + (reworked ? std::string(each.tag) : "");
    const auto script = files.find(fmt::format("deploy/{}.sql", name));
    if (!script)
      refuse(file, each.at,
             fmt::format("the plan names '{}', and there is no deploy/{}.sql", each.name, name),
             "Sqitch fails on it: bring the file back");
    migration m;
    m.id = name;
    m.scripts.push_back({files.text(*script), sending::one_by_one});
    to.mark(*script, role::up);
    to.add(std::move(m));
  }
}

}  // namespace

const definition sqitch{"sqitch", "the file sqitch.plan", definition::strength::content,
                        count_marks, read};

}  // namespace sluice::phases::layout::known
