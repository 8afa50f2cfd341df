#include "phases/layout/changelog.hpp"
#include "phases/layout/definitions.hpp"
#include "phases/layout/sorting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace sluice::phases::layout::known {

namespace {

bool is_formatted(std::string_view bytes) {
  const auto comment = comment_of(line_at(bytes, 0).text);
  constexpr std::string_view header = "liquibase formatted sql";
  return comment && equals_folded(comment->substr(0, header.size()), header);
}

std::size_t count_marks(const folder& files) {
  std::size_t out = 0;
  for (std::size_t i = 0; i < files.files().size(); ++i)
    out += is_sql(files.files()[i].path) && is_formatted(files.bytes(i)) ? 1u : 0u;
  return out;
}

/// `word` and what stands behind it on a comment line.
std::optional<std::string_view> after_word(std::string_view line, std::string_view word) {
  const auto comment = comment_of(trimmed(line));
  if (!comment || !equals_folded(comment->substr(0, word.size()), word)) return std::nullopt;
  const std::string_view rest = comment->substr(word.size());
  if (!rest.empty() && rest.front() != ' ' && rest.front() != '\t') return std::nullopt;
  return trimmed(rest);
}

/// Takes a word, or what stands between quotes, up to one of the `ends`.
std::string take(std::string_view& text, std::string_view ends) {
  std::string out;
  const char quote = text.empty() ? '\0' : text.front();
  if (quote == '"' || quote == '\'') {
    const std::size_t close = std::min(text.find(quote, 1), text.size());
    out = text.substr(1, close - 1);
    text.remove_prefix(std::min(close + 1, text.size()));
  } else {
    const std::size_t end = std::min(text.find_first_of(ends), text.size());
    out = text.substr(0, end);
    text.remove_prefix(end);
  }
  return out;
}

struct changeset {
  std::string id;  ///< "author:id"
  std::map<std::string, std::string, std::less<>> attributes;

  [[nodiscard]] std::string get(std::string_view name) const {
    const auto found = attributes.find(name);
    return found == attributes.end() ? "" : found->second;
  }
};

changeset read_changeset(const text::source& file, const text_line& line, std::string_view said) {
  changeset out;
  std::string_view rest = said;
  out.id = take(rest, ":");
  if (out.id.empty() || !rest.starts_with(":"))
    refuse(file, line.where.begin, "this changeset has no name",
           "Liquibase expects --changeset author:id");
  rest.remove_prefix(1);
  out.id += ":" + take(rest, " \t");
  if (out.id.ends_with(":"))
    refuse(file, line.where.begin, "this changeset has no id",
           "Liquibase expects --changeset author:id");
  for (rest = trimmed(rest); !rest.empty(); rest = trimmed(rest)) {
    const std::string name = take(rest, ": \t");
    if (!rest.starts_with(":")) continue;
    rest.remove_prefix(1);
    out.attributes[name] = take(rest, " \t");
  }
  return out;
}

/// `dbms:postgresql,h2` or `dbms:!mysql`
bool is_for(const std::string& list, engine kind) {
  if (list.empty()) return true;
  bool named = false, any_positive = false;
  for (std::string_view rest = list; !rest.empty();) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    std::string_view word = trimmed(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
    const bool negated = word.starts_with("!");
    if (negated) word.remove_prefix(1);
    const bool ours = (kind == engine::postgres && equals_folded(word, "postgresql")) ||
                      (kind == engine::mysql && equals_folded(word, "mysql")) ||
                      (kind == engine::mariadb && equals_folded(word, "mariadb")) ||
                      (kind == engine::sqlite && equals_folded(word, "sqlite")) ||
                      equals_folded(word, "all");
    if (negated && ours) return false;
    any_positive |= !negated;
    named |= ours;
  }
  return named || !any_positive;
}

class reader {
 public:
  reader(const folder& files, std::size_t index, sorting& to)
      : files_(files), path_(files.files()[index].path), file_(files.text(index)), to_(to) {}

  void read() {
    each_line(file_->bytes(), [&](const text_line& line) { take_line(line); });
    close(file_->bytes().size());
    if (ignoring_)
      refuse(*file_, ignore_at_, "'--ignoreLines:start' without an end",
             "write --ignoreLines:end below the lines");
  }

 private:
  void take_line(const text_line& line) {
    if (const auto said = after_word(line.text, "ignoreLines:start")) {
      cut(line.where.begin);
      ignoring_ = true;
      ignore_at_ = line.where.begin;
    } else if (after_word(line.text, "ignoreLines:end")) {
      ignoring_ = false;
      from_ = line.next;
    } else if (ignoring_) {
      return;
    } else if (const auto name = after_word(line.text, "changeset")) {
      close(line.where.begin);
      current_ = read_changeset(*file_, line, *name);
      if (!seen_.insert(current_->id).second)
        refuse(*file_, line.where.begin, fmt::format("a second changeset {}", current_->id),
               "Liquibase refuses the file: give it another id");
      from_ = line.next;
    } else if (after_word(line.text, "rollback") && current_ && !undone_) {
      undone_ = true;
      to_.count_down_part();
    } else if (!current_) {
      const std::string_view text = trimmed(without_bom(line.text));
      if (!text.empty() && !text.starts_with("--"))
        refuse(*file_, line.where.begin, "this stands above the first changeset",
               "Liquibase never runs it: write --changeset author:id above it");
    }
  }

  /// Keeps what was read up to here.
  void cut(std::size_t end) {
    if (current_ && !ignoring_ && end > from_)
      kept_.push_back({static_cast<std::uint32_t>(from_), static_cast<std::uint32_t>(end)});
  }

  void close(std::size_t end) {
    cut(end);
    if (current_ && is_for(current_->get("dbms"), files_.kind())) {
      migration m;
      m.id = fmt::format("{}::{}", path_, current_->id);
      script s{only(file_, kept_)};
      std::string delimiter = current_->get("endDelimiter");
      for (const std::string_view line_end : {"\\n", "\\r\\n", "\n"}) {
        if (delimiter.starts_with(line_end)) delimiter.erase(0, line_end.size());
      }
      if (!delimiter.empty() && delimiter != ";") s.text = with_semicolons(s.text, delimiter);
      if (equals_folded(current_->get("runInTransaction"), "false")) s.how = sending::one_by_one;
      s.replaced = placeholders::dollar_braces;
      m.scripts.push_back(std::move(s));
      to_.add(std::move(m));
    } else if (current_) {
      to_.count_part_of_another_engine();
    }
    kept_.clear();
    current_.reset();
    undone_ = false;
  }

  const folder& files_;
  const std::string& path_;
  const std::shared_ptr<const text::source>& file_;
  sorting& to_;
  std::optional<changeset> current_;
  std::vector<text::span> kept_;
  std::set<std::string> seen_;
  std::size_t from_ = 0, ignore_at_ = 0;
  bool ignoring_ = false, undone_ = false;
};

void read(const folder& files, sorting& to) {
  for (const std::size_t file : in_changelog_order(files)) {
    if (is_sql(files.files()[file].path)) {
      if (!is_formatted(files.bytes(file))) {
        to.mark(file, role::left_out, "its first line is not '--liquibase formatted sql'");
        continue;
      }
      to.mark(file, role::up);
      reader(files, file, to).read();
    } else if (const auto language = language_of_changesets(files.bytes(file)); !language.empty()) {
      migration m;
      m.id = files.files()[file].path;
      m.language = language;
      m.scripts.push_back({files.text(file)});
      to.mark(file, role::up);
      to.add(std::move(m));
    } else {
      to.mark(file, role::support);
    }
  }
}

}  // namespace

const definition liquibase{"liquibase", "files that begin with '--liquibase formatted sql'",
                           definition::strength::content, count_marks, read};

}  // namespace sluice::phases::layout::known
