#include "dialects/sql/explain.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sluice::sql {

namespace {

constexpr std::array<std::string_view, 8> flags = {"ANALYZE", "ANALYSE",  "VERBOSE",    "QUERY",
                                                   "PLAN",    "EXTENDED", "PARTITIONS", "FORMAT"};

class flag_reader {
 public:
  flag_reader(const std::vector<token>& tokens, std::string_view bytes)
      : tokens_(tokens), bytes_(bytes) {}

  explanation run() {
    // MariaDB: ANALYZE [FORMAT = JSON] SELECT ...
    found_.runs = analyzes(0);
    if (opens_options()) {
      in_parentheses();
    } else {
      words();
    }
    return found_;
  }

 private:
  [[nodiscard]] kind kind_at(std::size_t i) const {
    return i < tokens_.size() ? tokens_[i].what : kind::end_of_input;
  }
  [[nodiscard]] bool word(std::size_t i, std::string_view wanted) const {
    return i < tokens_.size() && is_word(tokens_[i].what) && same_word(text(i), wanted);
  }
  [[nodiscard]] std::string_view text(std::size_t i) const {
    return bytes_.substr(tokens_[i].where.begin, tokens_[i].where.size());
  }
  [[nodiscard]] bool analyzes(std::size_t i) const {
    return word(i, "ANALYZE") || word(i, "ANALYSE");
  }

  /// EXPLAIN (COSTS off) SELECT ..., not EXPLAIN (SELECT ...).
  [[nodiscard]] bool opens_options() const {
    if (kind_at(1) != kind::left_paren) return false;
    switch (kind_at(2)) {
      case kind::kw_select:
      case kind::kw_with:
      case kind::kw_values:
      case kind::kw_table:
      case kind::left_paren:
        return false;
      default:
        return true;
    }
  }

  void in_parentheses() {
    std::size_t i = 2;
    for (; i < tokens_.size() && kind_at(i) != kind::right_paren; ++i) {
      if (!analyzes(i)) continue;
      found_.runs = !word(i + 1, "FALSE") && !word(i + 1, "OFF") &&
                    !(kind_at(i + 1) == kind::number && text(i + 1) == "0");
    }
    found_.inner = i + 1;
  }

  void words() {
    std::size_t i = 1;
    while (std::any_of(flags.begin(), flags.end(), [&](auto flag) { return word(i, flag); })) {
      found_.runs = found_.runs || analyzes(i);
      i += kind_at(i + 1) == kind::equals ? 3 : 1;
    }
    found_.inner = i;
  }

  const std::vector<token>& tokens_;
  std::string_view bytes_;
  explanation found_;
};

/// A range of keys cannot be added to a statement that shows its plan instead of its result.
template <typename Change>
void cannot_be_split(statement& what) {
  if (auto* change = std::get_if<Change>(&what)) change->not_splittable = "EXPLAIN";
}

/// No server takes one inside of another.
bool is_explain(const token& t, std::string_view bytes) {
  const std::string_view word = bytes.substr(t.where.begin, t.where.size());
  return same_word(word, "explain") || same_word(word, "describe") || same_word(word, "desc");
}

}  // namespace

explanation read_explain(const std::vector<token>& tokens, std::string_view bytes) {
  return flag_reader(tokens, bytes).run();
}

reading understand_explained(const std::vector<token>& significant, std::string_view bytes,
                             dialect d) {
  const explanation how = read_explain(significant, bytes);
  reading inner;
  if (how.inner < significant.size() && is_explain(significant[how.inner], bytes)) {
    inner.note = "EXPLAIN of an EXPLAIN is no statement";
    inner.note_where = significant[how.inner].where;
    return inner;
  }
  if (how.inner < significant.size()) {
    const auto begin = significant.begin() + static_cast<std::ptrdiff_t>(how.inner);
    inner = understand({begin, significant.end()}, bytes, d);
  }
  if (how.runs) {
    cannot_be_split<update>(inner.what);
    cannot_be_split<delete_rows>(inner.what);
    cannot_be_split<select_query>(inner.what);
    if (how.inner >= significant.size()) {
      inner.note = "expected a statement, found the end of the statement";
      inner.note_where = significant.back().where;
    }
    return inner;
  }
  reading result;
  result.outcome = understanding::understood;
  const token& verb = significant.front();
  result.what = auxiliary{lower_case(bytes.substr(verb.where.begin, verb.where.size())), {}};
  result.rules_tried = inner.rules_tried;
  if (inner.outcome == understanding::understood) result.relations = std::move(inner.relations);
  return result;
}

}  // namespace sluice::sql
