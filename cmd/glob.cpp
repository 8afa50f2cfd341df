#include "cmd/glob.hpp"

#include <vector>

namespace sluice::cmd {

namespace {

/// The places of the pattern that the path read so far can have reached: no way back, so that no
/// pattern is slow.
class states {
 public:
  explicit states(std::string_view pattern) : pattern_(pattern), here_(pattern.size() + 1, false) {
    here_[0] = true;
    skip_stars();
  }

  void read(char c) {
    std::vector<bool> next(here_.size(), false);
    for (std::size_t i = 0; i < pattern_.size(); ++i) {
      if (!here_[i]) continue;
      const char p = pattern_[i];
      if (p == '*') {
        if (c != '/' || is_double(i)) next[i] = true;
      } else if (p == c || (p == '?' && c != '/')) {
        next[i + 1] = true;
      }
    }
    here_ = std::move(next);
    at_folder_start_ = c == '/';
    skip_stars();
  }

  [[nodiscard]] bool at_end() const { return here_.back(); }

 private:
  [[nodiscard]] bool is_double(std::size_t i) const {
    return (i + 1 < pattern_.size() && pattern_[i + 1] == '*') || (i > 0 && pattern_[i - 1] == '*');
  }

  /// A star may stand for nothing, and "**/" for no folder.
  void skip_stars() {
    for (std::size_t i = 0; i < pattern_.size(); ++i) {
      if (!here_[i] || pattern_[i] != '*') continue;
      here_[i + 1] = true;
      const bool folder = i == 0 || pattern_[i - 1] == '/';
      if (folder && pattern_.substr(i).starts_with("**/") && at_folder_start_) here_[i + 3] = true;
    }
  }

  std::string_view pattern_;
  std::vector<bool> here_;
  bool at_folder_start_ = true;
};

}  // namespace

bool matches_glob(std::string_view path, std::string_view pattern) {
  states s(pattern);
  for (const char c : path) {
    if (c == '/' && s.at_end()) return true;
    s.read(c);
  }
  return s.at_end();
}

}  // namespace sluice::cmd
