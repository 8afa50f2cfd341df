#include "phases/layout/layout.hpp"
#include "phases/layout/sorting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

namespace sluice::phases::layout {

namespace {

/// The engine that a folder's name stands for; empty for another name.
std::string_view engine_word(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 22> words{{
      {"postgres", "postgres"},
      {"postgresql", "postgres"},
      {"pg", "postgres"},
      {"pgsql", "postgres"},
      {"mysql", "mysql"},
      {"mariadb", "mariadb"},
      {"sqlite", "sqlite"},
      {"sqlite3", "sqlite"},
      {"h2", "h2"},
      {"hsqldb", "hsqldb"},
      {"oracle", "oracle"},
      {"sqlserver", "sqlserver"},
      {"mssql", "sqlserver"},
      {"db2", "db2"},
      {"derby", "derby"},
      {"cockroach", "cockroach"},
      {"cockroachdb", "cockroach"},
      {"crdb", "cockroach"},
      {"clickhouse", "clickhouse"},
      {"cassandra", "cassandra"},
      {"snowflake", "snowflake"},
      {"spanner", "spanner"},
  }};
  for (const auto& [word, means] : words) {
    if (equals_folded(word, name)) return means;
  }
  return {};
}

std::string_view word_of(engine kind) {
  switch (kind) {
    case engine::postgres:
      return "postgres";
    case engine::mysql:
      return "mysql";
    case engine::mariadb:
      return "mariadb";
    case engine::sqlite:
      break;
  }
  return "sqlite";
}

/// Where the first folder named after an engine stands in a path.
struct engine_part {
  std::size_t begin = 0, end = 0;
  std::string_view means;
};

engine_part find_engine_part(std::string_view path) {
  for (std::size_t begin = 0;;) {
    const std::size_t slash = path.find('/', begin);
    if (slash == std::string_view::npos) return {};
    const std::string_view means = engine_word(path.substr(begin, slash - begin));
    if (!means.empty()) return {begin, slash + 1, means};
    begin = slash + 1;
  }
}

}  // namespace

folder::folder(std::vector<std::string> paths, reader read, engine kind)
    : read_(std::move(read)), kind_(kind) {
  std::map<std::string_view, std::set<std::string_view>> siblings;  // by what stands before them
  for (const std::string& path : paths) {
    const engine_part part = find_engine_part(path);
    if (!part.means.empty())
      siblings[std::string_view(path).substr(0, part.begin)].insert(part.means);
  }
  for (const std::string& path : paths) {
    const engine_part part = find_engine_part(path);
    if (part.means.empty()) {
      files_.push_back({path, path});
      continue;
    }
    const auto& here = siblings[std::string_view(path).substr(0, part.begin)];
    std::string_view ours = word_of(kind);
    if (kind == engine::mariadb && !here.contains(ours)) ours = "mysql";
    if (part.means == ours) {
      files_.push_back({path.substr(0, part.begin) + path.substr(part.end), path});
    } else if (here.contains(ours) || here.size() > 1) {
      others_.push_back({path, role::other_engine, fmt::format("for {}", part.means)});
    } else {
      files_.push_back({path, path});  // one folder that happens to have such a name
    }
  }
  std::sort(files_.begin(), files_.end(),
            [](const entry& a, const entry& b) { return a.path < b.path; });
  texts_.resize(files_.size());
}

std::optional<std::size_t> folder::find(std::string_view path) const {
  const auto found =
      std::lower_bound(files_.begin(), files_.end(), path,
                       [](const entry& e, std::string_view wanted) { return e.path < wanted; });
  if (found == files_.end() || found->path != path) return std::nullopt;
  return static_cast<std::size_t>(found - files_.begin());
}

const std::shared_ptr<const text::source>& folder::text(std::size_t file) const {
  if (!texts_[file]) texts_[file] = read_(files_[file].real);
  return texts_[file];
}

}  // namespace sluice::phases::layout
