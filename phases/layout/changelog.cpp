#include "phases/layout/changelog.hpp"

#include "phases/layout/sorting.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>

namespace sluice::phases::layout {

namespace {

constexpr std::array<std::string_view, 4> endings{".xml", ".yaml", ".yml", ".json"};

bool may_be_changelog(std::string_view path) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return path.ends_with(ending); });
}

bool is_changelog(const folder& files, std::size_t file) {
  return may_be_changelog(files.files()[file].path) &&
         files.bytes(file).find("databaseChangeLog") != std::string_view::npos;
}

/// The files that a changelog names: whatever looks like a path and ends one of theirs.
class orderer {
 public:
  explicit orderer(const folder& files) : files_(files), taken_(files.files().size(), false) {
    for (std::size_t i = 0; i < files.files().size(); ++i) {
      const std::string_view path = files.files()[i].path;
      if (is_sql(path) || is_changelog(files, i)) by_name_[base_name(path)].push_back(i);
    }
  }

  std::vector<std::size_t> all() {
    std::vector<bool> included(files_.files().size(), false);
    std::vector<std::size_t> changelogs;
    for (const auto& [name, indexes] : by_name_) {
      for (const std::size_t i : indexes) {
        if (is_sql(files_.files()[i].path)) continue;
        changelogs.push_back(i);
        for (const std::size_t other : named_in(i)) included[other] = true;
      }
    }
    std::sort(changelogs.begin(), changelogs.end());
    for (const std::size_t i : changelogs) {
      if (!included[i]) take(i);
    }
    for (std::size_t i = 0; i < files_.files().size(); ++i) {
      const std::string_view path = files_.files()[i].path;
      if (is_sql(path) || std::binary_search(changelogs.begin(), changelogs.end(), i)) take(i);
    }
    return out_;
  }

 private:
  void take(std::size_t file) {
    if (taken_[file]) return;
    taken_[file] = true;
    out_.push_back(file);
    if (is_sql(files_.files()[file].path)) return;
    for (const std::size_t next : named_in(file)) take(next);
  }

  [[nodiscard]] std::vector<std::size_t> named_in(std::size_t changelog) const {
    constexpr std::string_view ends = " \t\r\n\"'<>,{}[]";
    const std::string_view bytes = files_.bytes(changelog);
    std::vector<std::size_t> out;
    for (std::size_t at = bytes.find_first_not_of(ends); at != std::string_view::npos;) {
      const std::size_t end = std::min(bytes.find_first_of(ends, at), bytes.size());
      const std::string_view word = bytes.substr(at, end - at);
      if (is_sql(word) || may_be_changelog(word)) {
        if (const auto found = meant(word); found && *found != changelog) out.push_back(*found);
      }
      at = bytes.find_first_not_of(ends, end);
    }
    return out;
  }

  /// The file whose path shares most of its end with the word.
  [[nodiscard]] std::optional<std::size_t> meant(std::string_view word) const {
    const auto same_name = by_name_.find(base_name(word));
    if (same_name == by_name_.end()) return std::nullopt;
    std::optional<std::size_t> best;
    std::size_t best_length = 0;
    for (const std::size_t i : same_name->second) {
      const std::string_view path = files_.files()[i].path;
      const auto differs = std::mismatch(path.rbegin(), path.rend(), word.rbegin(), word.rend());
      const auto length = static_cast<std::size_t>(differs.first - path.rbegin());
      if (!best || length > best_length) best = i;
      best_length = std::max(best_length, length);
    }
    return best;
  }

  const folder& files_;
  std::map<std::string_view, std::vector<std::size_t>> by_name_;
  std::vector<bool> taken_;
  std::vector<std::size_t> out_;
};

}  // namespace

std::vector<std::size_t> in_changelog_order(const folder& files) {
  return orderer(files).all();
}

std::string_view language_of_changesets(std::string_view bytes) {
  if (bytes.find("<changeSet") != std::string_view::npos) return "XML";
  if (bytes.find("\"changeSet\"") != std::string_view::npos) return "JSON";
  if (bytes.find("changeSet:") != std::string_view::npos) return "YAML";
  return {};
}

}  // namespace sluice::phases::layout
