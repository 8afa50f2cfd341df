#include "phases/layout/layout.hpp"

#include "phases/layout/definitions.hpp"
#include "phases/layout/sorting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace sluice::phases::layout {

namespace {

struct candidate {
  const definition* layout = nullptr;
  std::size_t marks = 0;
};

const definition* strongest(const folder& files, definition::strength what) {
  candidate best, second;
  for (const definition& each : definitions()) {
    if (each.what != what) continue;
    const candidate next{&each, each.count_marks(files)};
    if (next.marks > best.marks) {
      second = std::exchange(best, next);
    } else if (next.marks > second.marks) {
      second = next;
    }
  }
  if (second.marks * 2 > best.marks)
    throw text::input_error(fmt::format("these migrations may be {}'s ({}: {}) or {}'s ({}: {})",
                                        best.layout->name, best.layout->mark, best.marks,
                                        second.layout->name, second.layout->mark, second.marks),
                            fmt::format("say which with --layout {} or --layout {}",
                                        best.layout->name, second.layout->name));
  return best.layout;
}

}  // namespace

std::span<const definition> definitions() {
  static const std::array all{known::flyway,
                              known::golang_migrate,
                              known::goose,
                              known::dbmate,
                              known::diesel,
                              known::prisma,
                              known::drizzle,
                              known::sqlx,
                              known::tern,
                              known::liquibase,
                              known::node_pg_migrate,
                              known::graphile_migrate,
                              known::sql_migrate,
                              known::atlas,
                              known::sqitch,
                              known::up_down,
                              known::manifest_folders,
                              known::version_folders,
                              known::plain};
  return all;
}

const definition* find_layout(std::string_view name) {
  const auto all = definitions();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const definition& d) { return d.name == name; });
  return found == all.end() ? nullptr : &*found;
}

const definition* detect(const folder& files) {
  const definition* found = strongest(files, definition::strength::content);
  return found != nullptr ? found : strongest(files, definition::strength::names);
}

history read(const definition& layout, const folder& files) {
  sorting to(files);
  layout.read(files, to);
  return std::move(to).finish();
}

}  // namespace sluice::phases::layout
