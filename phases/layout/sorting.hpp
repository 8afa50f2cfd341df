#pragma once

#include "dialects/text/error.hpp"
#include "phases/layout/layout.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What the layouts share.
namespace sluice::phases::layout {

/// Gives every file its role and collects the migrations.
class sorting {
 public:
  explicit sorting(const folder& files) : files_(files), notes_(files.files().size()) {}

  void add(migration m) { migrations_.push_back(std::move(m)); }
  void mark(std::size_t file, role what, std::string why = {}) {
    notes_[file] = {{}, what, std::move(why)};
    if (what == role::left_out && notes_[file].why.empty()) notes_[file].why = default_reason(file);
  }
  void count_down_part() { ++down_parts_; }
  void count_part_of_another_engine() { ++parts_of_other_engines_; }

  /// What has no role yet is left out, and why says so: a migration of this tool has another name.
  [[nodiscard]] history finish() &&;

 private:
  [[nodiscard]] std::string default_reason(std::size_t file) const;

  const folder& files_;
  std::vector<file_note> notes_;
  std::vector<migration> migrations_;
  std::size_t down_parts_ = 0;
  std::size_t parts_of_other_engines_ = 0;
};

/// "a/b/c.sql" -> "c.sql"
[[nodiscard]] std::string_view base_name(std::string_view path);
[[nodiscard]] bool is_flat(std::string_view path);
/// Without ".sql"; the name itself when it ends in something else.
[[nodiscard]] std::string_view stem(std::string_view name);
[[nodiscard]] bool is_sql(std::string_view path);
/// "Go" for a .go file; empty for what is no program.
[[nodiscard]] std::string_view language_of(std::string_view path);

/// How many digits the text begins with.
[[nodiscard]] std::size_t digits_at(std::string_view text, std::size_t from = 0);
/// Numbers of any length: negative, zero or positive as in a - b.
[[nodiscard]] int compare_numbers(std::string_view a, std::string_view b);
/// "1.10" after "1.9"; parts are between '.', '_' or '-'. Missing parts count as 0.
[[nodiscard]] int compare_versions(std::string_view a, std::string_view b);

[[nodiscard]] bool equals_folded(std::string_view a, std::string_view b);
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// The text without a byte order mark.
[[nodiscard]] std::string_view without_bom(std::string_view text);

/// A line without its end, and where it stands.
struct text_line {
  std::string_view text;
  text::span where;
  std::size_t next = 0;  ///< where the next line begins
};
/// The line that begins at `at`.
[[nodiscard]] text_line line_at(std::string_view bytes, std::size_t at);

template <typename Visit>
void each_line(std::string_view bytes, Visit visit) {
  for (std::size_t at = 0; at < bytes.size();) {
    const text_line line = line_at(bytes, at);
    visit(line);
    at = line.next;
  }
}

/// The words after `--`, when the line is such a comment: "-- +goose  Up" -> "+goose  Up".
[[nodiscard]] std::optional<std::string_view> comment_of(std::string_view line);

/// The same file with everything outside of `kept` blank, line ends aside.
[[nodiscard]] std::shared_ptr<const text::source> only(
    const std::shared_ptr<const text::source>& file, const std::vector<text::span>& kept);

/// The same file with ';' where the tool itself ends a statement at `delimiter`, at the end of a
/// line; the rest of the delimiter is blank.
[[nodiscard]] std::shared_ptr<const text::source> with_semicolons(
    const std::shared_ptr<const text::source>& file, std::string_view delimiter);

/// Text in which parts of file names are numbers, compared by value: "9_a" before "10_b".
[[nodiscard]] bool precedes_naturally(std::string_view a, std::string_view b);

[[noreturn]] void refuse(const text::source& file, std::size_t offset, std::string message,
                         std::string help);

/// A file whose name holds a number.
struct numbered_file {
  std::size_t file = 0;
  std::string_view version;
};
/// Equal numbers keep the order of their files.
void sort_by_number(std::vector<numbered_file>& list);
/// Throws text::input_error when two files of the sorted list have the same number.
void refuse_same_numbers(const std::vector<numbered_file>& sorted, const folder& files,
                         std::string_view tool);

/// How many of the SQL files that lie directly in the folder hold something; 0 when most do not.
template <typename Holds>
std::size_t count_if_most(const folder& files, Holds holds) {
  std::size_t marked = 0, all = 0;
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    const std::string& path = files.files()[i].path;
    if (!is_sql(path) || !is_flat(path)) continue;
    ++all;
    marked += holds(files.bytes(i)) ? 1u : 0u;
  }
  return marked * 2 >= all ? marked : 0;
}

}  // namespace sluice::phases::layout
