#include "phases/layout/annotated.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace sluice::phases::layout {

namespace {

/// What follows the marker on a line.
std::optional<std::string_view> annotation(std::string_view line, std::string_view marker) {
  const auto comment = comment_of(line);
  if (!comment || !equals_folded(comment->substr(0, marker.size()), marker)) return std::nullopt;
  return trimmed(comment->substr(marker.size()));
}

class sections {
 public:
  sections(const std::shared_ptr<const text::source>& file, const annotations& words)
      : file_(file), words_(words) {}

  script read(sorting& to) {
    each_line(file_->bytes(), [&](const text_line& line) {
      if (const auto said = annotation(line.text, words_.marker)) take(*said, line, to);
    });
    if (in_statement_)
      fail(statement_at_, "StatementBegin without StatementEnd",
           fmt::format("write -- {} StatementEnd below the statement", words_.marker));
    if (!seen_up_)
      fail(0, fmt::format("the line '-- {} Up' is missing", words_.marker),
           "write it above the statements");
    close(file_->bytes().size());
    script out;
    out.text = only(file_, kept_);
    out.how = own_transactions_ ? sending::one_by_one : sending::in_transaction;
    out.replaced = substitutes_ ? placeholders::dollar_braces : placeholders::none;
    return out;
  }

 private:
  void take(std::string_view said, const text_line& line, sorting& to) {
    const auto is = [&](std::string_view word) { return equals_folded(said, word); };
    const auto is_or_alone = [&](std::string_view word) {
      if (!equals_folded(said.substr(0, word.size()), word)) return false;
      const std::string_view rest = trimmed(said.substr(word.size()));
      return rest.empty() || equals_folded(rest, "notransaction");
    };
    if (is_or_alone("up")) {
      if (seen_up_ || seen_down_)
        fail(line.where.begin, seen_up_ ? "a second Up" : "Up below Down",
             "a file has one Up and, below it, at most one Down");
      seen_up_ = true;
      own_transactions_ |= !is("up");
      from_ = line.next;
      open_ = true;
    } else if (is_or_alone("down")) {
      if (!seen_up_ || seen_down_)
        fail(line.where.begin, seen_down_ ? "a second Down" : "Down without an Up above it",
             "a file has one Up and, below it, at most one Down");
      seen_down_ = true;
      to.count_down_part();
      close(line.where.begin);
    } else if (is("statementbegin") || is("statementend")) {
      const bool begins = is("statementbegin");
      if (begins == in_statement_ || !seen_up_)
        fail(line.where.begin,
             begins ? "StatementBegin inside of a statement, or above Up"
                    : "StatementEnd without StatementBegin",
             "they stand in pairs");
      in_statement_ = begins;
      statement_at_ = line.where.begin;
    } else if (is("no transaction")) {
      own_transactions_ = true;
    } else if (is("envsub on") || is("envsub off")) {
      substitutes_ |= is("envsub on");
    } else {
      fail(line.where.begin, fmt::format("there is no '{} {}'", words_.marker, said),
           fmt::format("expected Up, Down, StatementBegin, StatementEnd{}", words_.switches));
    }
  }

  void close(std::size_t at) {
    if (open_) kept_.push_back({static_cast<std::uint32_t>(from_), static_cast<std::uint32_t>(at)});
    open_ = false;
  }

  [[noreturn]] void fail(std::size_t at, const std::string& what, const std::string& help) const {
    refuse(*file_, at, what, fmt::format("{} refuses the file: {}", words_.tool, help));
  }

  const std::shared_ptr<const text::source>& file_;
  const annotations& words_;
  std::vector<text::span> kept_;
  std::size_t from_ = 0, statement_at_ = 0;
  bool open_ = false, seen_up_ = false, seen_down_ = false, in_statement_ = false;
  bool own_transactions_ = false, substitutes_ = false;
};

}  // namespace

bool has_annotation(std::string_view bytes, std::string_view marker) {
  // Most files of other tools do not even hold the word.
  for (std::size_t at = bytes.find(marker); at != std::string_view::npos;
       at = bytes.find(marker, at + 1)) {
    const std::size_t line = at == 0 ? 0 : bytes.rfind('\n', at - 1) + 1;
    if (annotation(line_at(bytes, line).text, marker)) return true;
  }
  return false;
}

script read_sections(const std::shared_ptr<const text::source>& file, const annotations& words,
                     sorting& to) {
  return sections(file, words).read(to);
}

}  // namespace sluice::phases::layout
