#include "phases/layout/sorting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace sluice::phases::layout {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

history sorting::finish() && {
  history out;
  out.migrations = std::move(migrations_);
  out.down_parts = down_parts_;
  out.parts_of_other_engines = parts_of_other_engines_;
  for (std::size_t i = 0; i < notes_.size(); ++i) {
    file_note& note = notes_[i];
    if (note.what == role::left_out && note.why.empty()) note.why = default_reason(i);
    note.path = files_.files()[i].real;
    out.files.push_back(std::move(note));
  }
  out.files.insert(out.files.end(), files_.of_other_engines().begin(),
                   files_.of_other_engines().end());
  std::sort(out.files.begin(), out.files.end(),
            [](const file_note& a, const file_note& b) { return a.path < b.path; });
  return out;
}

std::string sorting::default_reason(std::size_t file) const {
  const std::string& path = files_.files()[file].path;
  if (!is_sql(path)) return "not SQL";
  return is_flat(path) ? "its name is not a migration's" : "it lies in a sub-folder";
}

std::string_view base_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool is_flat(std::string_view path) {
  return path.find('/') == std::string_view::npos;
}

std::string_view stem(std::string_view name) {
  return is_sql(name) ? name.substr(0, name.size() - 4) : name;
}

bool is_sql(std::string_view path) {
  return path.ends_with(".sql");
}

std::string_view language_of(std::string_view path) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 15> languages{{
      {".go", "Go"},
      {".js", "JavaScript"},
      {".cjs", "JavaScript"},
      {".mjs", "JavaScript"},
      {".ts", "TypeScript"},
      {".cts", "TypeScript"},
      {".mts", "TypeScript"},
      {".java", "Java"},
      {".kt", "Kotlin"},
      {".groovy", "Groovy"},
      {".rb", "Ruby"},
      {".py", "Python"},
      {".rs", "Rust"},
      {".php", "PHP"},
      {".cs", "C#"},
  }};
  for (const auto& [ending, language] : languages) {
    if (path.ends_with(ending)) return language;
  }
  return {};
}

std::size_t digits_at(std::string_view text, std::size_t from) {
  std::size_t end = from;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - from;
}

int compare_numbers(std::string_view a, std::string_view b) {
  const auto bare = [](std::string_view number) {
    while (!number.empty() && number.front() == '0') number.remove_prefix(1);
    return number;
  };
  a = bare(a);
  b = bare(b);
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return a.compare(b);
}

int compare_versions(std::string_view a, std::string_view b) {
  const auto next = [](std::string_view& rest) {
    const std::size_t end = std::min(rest.find_first_of("._-"), rest.size());
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
  };
  while (!a.empty() || !b.empty()) {
    const int order = compare_numbers(next(a), next(b));
    if (order != 0) return order;
  }
  return 0;
}

bool equals_folded(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string_view without_bom(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

text_line line_at(std::string_view bytes, std::size_t at) {
  const std::size_t newline = std::min(bytes.find('\n', at), bytes.size());
  std::size_t end = newline;
  if (end > at && bytes[end - 1] == '\r') --end;
  return {bytes.substr(at, end - at),
          {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)},
          std::min(newline + 1, bytes.size())};
}

std::optional<std::string_view> comment_of(std::string_view line) {
  line = without_bom(line);
  if (!line.starts_with("--")) return std::nullopt;
  return trimmed(line.substr(2));
}

std::shared_ptr<const text::source> only(const std::shared_ptr<const text::source>& file,
                                         const std::vector<text::span>& kept) {
  const std::string_view bytes = file->bytes();
  if (kept.size() == 1 && kept.front().begin == 0 && kept.front().end == bytes.size()) return file;
  std::string out(bytes.size(), ' ');
  for (std::size_t i = bytes.find('\n'); i != std::string_view::npos; i = bytes.find('\n', i + 1))
    out[i] = '\n';
  for (const text::span& part : kept) bytes.copy(out.data() + part.begin, part.size(), part.begin);
  return std::make_shared<const text::source>(file->name(), std::move(out));
}

std::shared_ptr<const text::source> with_semicolons(const std::shared_ptr<const text::source>& file,
                                                    std::string_view delimiter) {
  const std::string_view bytes = file->bytes();
  std::string out(bytes);
  bool ended = true;  // what was last is a semicolon, or there is no statement yet
  each_line(bytes, [&](const text_line& line) {
    const std::string_view text = trimmed(line.text);
    if (text.empty()) return;
    if (!text.ends_with(delimiter)) {
      ended = text.ends_with(";");
      return;
    }
    const auto end = static_cast<std::size_t>(text.data() + text.size() - bytes.data());
    const std::size_t begin = end - delimiter.size();
    const std::string_view before = trimmed(text.substr(0, text.size() - delimiter.size()));
    if (!before.empty()) ended = before.ends_with(";");
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(begin),
              out.begin() + static_cast<std::ptrdiff_t>(end), ' ');
    if (!ended) out[begin] = ';';
    ended = true;
  });
  if (out == bytes) return file;
  return std::make_shared<const text::source>(file->name(), std::move(out));
}

bool precedes_naturally(std::string_view a, std::string_view b) {
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    const std::size_t x = digits_at(a, i), y = digits_at(b, j);
    if (x > 0 && y > 0) {
      const int order = compare_numbers(a.substr(i, x), b.substr(j, y));
      if (order != 0) return order < 0;
      i += x;
      j += y;
    } else if (a[i] != b[j]) {
      return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[j]);
    } else {
      ++i;
      ++j;
    }
  }
  if (a.size() - i != b.size() - j) return a.size() - i < b.size() - j;
  return a < b;
}

void refuse(const text::source& file, std::size_t offset, std::string message, std::string help) {
  throw text::input_error(text::place{file.name(), file.position_of(offset)}, std::move(message),
                          std::move(help));
}

void sort_by_number(std::vector<numbered_file>& list) {
  std::stable_sort(list.begin(), list.end(), [](const numbered_file& a, const numbered_file& b) {
    return compare_numbers(a.version, b.version) < 0;
  });
}

void refuse_same_numbers(const std::vector<numbered_file>& sorted, const folder& files,
                         std::string_view tool) {
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    if (compare_numbers(sorted[i - 1].version, sorted[i].version) != 0) continue;
    throw text::input_error(
        fmt::format("two files have the version {}: {} and {}", sorted[i].version,
                    files.text(sorted[i - 1].file)->name(), files.text(sorted[i].file)->name()),
        fmt::format("{} runs one of them at most: give the one that is not applied anywhere "
                    "another version",
                    tool));
  }
}

}  // namespace sluice::phases::layout
