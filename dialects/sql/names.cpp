#include "dialects/sql/keywords.hpp"
#include "dialects/sql/script.hpp"

#include <algorithm>

// Questions about a program's text that need its tokens but no grammar: the bodies of routines and
// triggers hold procedural languages that Sluice does not parse.

namespace sluice::sql {

namespace {

std::vector<token> significant_of(std::string_view text, dialect d) {
  token_stream all = lex(text, d);
  std::erase_if(all, [](const token& t) { return is_trivia(t.what); });
  return all;
}

void sort_unique(std::vector<std::string>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

class body_reader {
 public:
  body_reader(std::string_view body, dialect d, std::string_view table)
      : body_(body), dialect_(d), table_(table), tokens_(significant_of(body, d)) {}

  std::vector<std::string> run() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      follow_case(i);
      switch (dialect_) {
        case dialect::postgres:
          postgres_statement(i);
          break;
        case dialect::mysql:
          if (at_statement_begin(i) && kind_at(i) == kind::kw_set) assignments(i + 1, true);
          break;
        case dialect::sqlite:
          if (at_statement_begin(i) && kind_at(i) == kind::kw_update) sqlite_update(i + 1);
          break;
      }
    }
    sort_unique(found_);
    return std::move(found_);
  }

 private:
  [[nodiscard]] kind kind_at(std::size_t i) const {
    return i < tokens_.size() ? tokens_[i].what : kind::end_of_input;
  }
  [[nodiscard]] std::string_view text(std::size_t i) const {
    return i < tokens_.size() ? body_.substr(tokens_[i].where.begin, tokens_[i].where.size())
                              : std::string_view();
  }
  [[nodiscard]] std::string folded(std::size_t i) const { return fold_name(text(i), dialect_); }
  [[nodiscard]] bool is_name(std::size_t i) const {
    return kind_at(i) == kind::quoted_name || is_word(kind_at(i));
  }
  [[nodiscard]] bool is_new(std::size_t i) const {
    return is_name(i) && same_word(folded(i), "new") && kind_at(i + 1) == kind::dot &&
           is_name(i + 2);
  }

  /// The THEN and ELSE of a CASE expression open no statements.
  void follow_case(std::size_t i) {
    const bool after_end = i > 0 && kind_at(i - 1) == kind::kw_end;
    if (kind_at(i) == kind::kw_case && !after_end) {
      case_is_expression_.push_back(dialect_ == dialect::sqlite || !at_statement_begin(i));
    } else if (kind_at(i) == kind::kw_end && !case_is_expression_.empty()) {
      const bool end_case = kind_at(i + 1) == kind::kw_case;
      if (case_is_expression_.back() || end_case) case_is_expression_.pop_back();
    }
  }

  /// After a semicolon or a word that opens a list of statements; IF, WHERE and the like never do.
  [[nodiscard]] bool at_statement_begin(std::size_t i) const {
    if (i == 0) return true;
    if (!case_is_expression_.empty() && case_is_expression_.back()) return false;
    switch (kind_at(i - 1)) {
      case kind::semicolon:
      case kind::inner_semicolon:
      case kind::kw_begin:
      case kind::kw_atomic:
      case kind::kw_then:
      case kind::kw_else:
      case kind::kw_loop:
      case kind::kw_repeat:
      case kind::kw_do:
      case kind::colon:
      case kind::kw_row:  // FOR EACH ROW SET ...
        return true;
      default:
        break;
    }
    // In PL/pgSQL LOOP is no keyword of SQL, and a label ends in >>.
    return dialect_ == dialect::postgres && (same_word(text(i - 1), "loop") || text(i - 1) == ">>");
  }

  [[nodiscard]] bool is_assignment(std::size_t i) const {
    return kind_at(i) == kind::equals || kind_at(i) == kind::colon_equals;
  }

  /// Over subscripts and fields: NEW.tags[1], NEW.address.street.
  [[nodiscard]] std::size_t after_path(std::size_t i) const {
    for (;;) {
      if (kind_at(i) == kind::dot) {
        i += 2;
      } else if (kind_at(i) == kind::left_bracket) {
        while (i < tokens_.size() && kind_at(i) != kind::right_bracket) ++i;
        ++i;
      } else {
        return i;
      }
    }
  }

  void postgres_statement(std::size_t i) {
    if (at_statement_begin(i) && is_new(i) && is_assignment(after_path(i + 3))) {
      found_.push_back(folded(i + 2));
    }
    // SELECT ... INTO [STRICT] NEW.a, NEW.b
    if (kind_at(i) != kind::kw_into || i == 0 || kind_at(i - 1) == kind::kw_insert) return;
    std::size_t at = i + 1;
    if (same_word(text(at), "strict")) ++at;
    while (is_new(at)) {
      found_.push_back(folded(at + 2));
      at = after_path(at + 3);
      if (kind_at(at) != kind::comma) break;
      ++at;
    }
  }

  /// The targets of a, b = ..., (c, d) = ..., separated by commas outside brackets.
  void assignments(std::size_t at, bool only_new) {
    while (at < tokens_.size()) {
      std::size_t column = at;
      if (only_new) {
        if (is_new(at) && is_assignment(at + 3)) found_.push_back(folded(at + 2));
      } else if (kind_at(at) == kind::left_paren) {
        for (column = at + 1; is_name(column); column += 2) found_.push_back(folded(column));
      } else if (is_name(at) && is_assignment(at + 1)) {
        found_.push_back(folded(at));
      }
      if (!skip_value(at)) return;
    }
  }

  /// Moves behind the next comma of the list; false at its end.
  bool skip_value(std::size_t& at) const {
    std::size_t depth = 0;
    for (; at < tokens_.size(); ++at) {
      switch (kind_at(at)) {
        case kind::left_paren:
          ++depth;
          break;
        case kind::right_paren:
          if (depth == 0) return false;
          --depth;
          break;
        case kind::semicolon:
        case kind::inner_semicolon:
        case kind::kw_where:
        case kind::kw_from:
          if (depth == 0) return false;
          break;
        case kind::comma:
          if (depth > 0) break;
          ++at;
          return true;
        default:
          break;
      }
    }
    return false;
  }

  /// UPDATE [OR x] [schema.]table [[AS] alias] SET ...
  void sqlite_update(std::size_t at) {
    if (kind_at(at) == kind::kw_or) at += 2;
    if (kind_at(at + 1) == kind::dot) at += 2;
    if (!same_word(folded(at), table_)) return;
    ++at;
    if (kind_at(at) == kind::kw_as) ++at;
    if (kind_at(at) != kind::kw_set) ++at;
    if (kind_at(at) == kind::kw_set) assignments(at + 1, false);
  }

  std::string_view body_;
  dialect dialect_;
  std::string_view table_;
  std::vector<token> tokens_;
  std::vector<bool> case_is_expression_;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> assigned_columns(std::string_view body, dialect d,
                                          std::string_view table) {
  return body_reader(body, d, table).run();
}

std::vector<std::string> names_mentioned(std::string_view sql, dialect d) {
  return names_mentioned(sql, lex(sql, d), d);
}

std::vector<std::string> names_mentioned(std::string_view sql, const token_stream& tokens,
                                         dialect d) {
  std::vector<std::string> names;
  for (const token& t : tokens) {
    if (t.what != kind::quoted_name && !is_word(t.what)) continue;
    names.push_back(fold_name(sql.substr(t.where.begin, t.where.size()), d));
  }
  sort_unique(names);
  return names;
}

}  // namespace sluice::sql
