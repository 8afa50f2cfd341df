#include "dialects/sql/split.hpp"

#include <fmt/format.h>

#include <utility>

namespace sluice::sql {

namespace {

/// What the leading words say about the rest of a statement.
enum class shape {
  undecided,
  plain,    ///< ends at the first semicolon
  program,  ///< a routine, trigger or event: blocks hold semicolons
  rule      ///< PostgreSQL CREATE RULE: parentheses hold semicolons
};

/// What an END closes.
enum class block { compound, case_statement, case_expression };

struct opening {
  block what;
  text::span where;
};

std::string_view unterminated_text(kind k, std::string_view text) {
  switch (k) {
    case kind::comment:
    case kind::code_open:
      return "this comment is never closed";
    case kind::quoted_name:
      return "this quoted name is never closed";
    case kind::dollar_string:
      return "this dollar-quoted string is never closed";
    case kind::copy_data:
      return "COPY data without its last line, a backslash and a dot";
    default:
      break;
  }
  return text.empty() ? "this is never closed" : "this string is never closed";
}

/// How many bytes open the token: the place to point at.
std::uint32_t opening_size(const token& t, std::string_view text) {
  switch (t.what) {
    case kind::comment:
    case kind::code_open:
      return 2;
    case kind::dollar_string:
      return static_cast<std::uint32_t>(text.find('$', 1) + 1);
    default:
      return 1;
  }
}

class splitter {
 public:
  splitter(const token_stream& tokens, std::string_view bytes, dialect d)
      : tokens_(tokens), bytes_(bytes), dialect_(d) {}

  pieces run() {
    for (at_ = 0; at_ < tokens_.size(); ++at_) take(tokens_[at_]);
    if (significant_) {
      finish(tokens_.size());
    } else if (!current_.problem.empty()) {
      // An unclosed comment and nothing else.
      current_.end = tokens_.size();
      finish(tokens_.size());
    }
    result_.rest = current_.whole_begin;
    return std::move(result_);
  }

 private:
  void take(const token& t) {
    if (t.unterminated && t.what != kind::copy_data) {
      const std::uint32_t begin = t.where.begin;
      note(std::string(unterminated_text(t.what, text(t))),
           {begin, begin + opening_size(t, text(t))});
      if (is_trivia(t.what) && !significant_) current_.begin = at_;
    }
    switch (t.what) {
      case kind::delimiter_command:
        finish(at_);
        current_.whole_begin = at_ + 1;
        return;
      case kind::semicolon:
      case kind::inner_semicolon:
        if (ends_statement(t)) {
          end_at_terminator();
        } else {
          in_statement(t);
          close_brackets_at_semicolon();
        }
        return;
      case kind::delimiter:
        end_at_terminator();
        return;
      case kind::code_open:
        in_code_ = true;
        if (!significant_) code_open_ = at_;
        return;
      case kind::code_close:
        in_code_ = false;
        if (significant_ && current_.end == last_significant_ + 1) current_.end = at_ + 1;
        if (!significant_) code_open_ = none;
        return;
      case kind::meta_command:
        note(fmt::format("psql command {}: only psql can run it", first_word(text(t))), t.where);
        in_statement(t);
        finish(at_ + 1);
        return;
      case kind::left_paren:
      case kind::left_bracket:
      case kind::right_paren:
      case kind::right_bracket:
        in_statement(t);
        return;
      default:
        if (is_trivia(t.what)) return;
        // Of most tokens there is nothing to learn.
        if (significant_ && shape_ == shape::plain) {
          count(t);
        } else {
          in_statement(t);
        }
        return;
    }
  }

  [[nodiscard]] bool ends_statement(const token& t) const {
    if (!blocks_.empty()) return false;
    if (shape_ == shape::rule && !brackets_.empty()) return false;
    return t.what == kind::semicolon || (shape_ != shape::program && !in_code_);
  }

  void end_at_terminator() {
    std::size_t end = at_ + 1;
    if (end < tokens_.size() && tokens_[end].what == kind::copy_data) {
      note(tokens_[end].unterminated
               ? std::string(unterminated_text(kind::copy_data, {}))
               : "COPY ... FROM STDIN with its data: only psql can send it; use INSERT",
           significant_text());
      ++end;
    }
    at_ = end - 1;
    // A terminator without a statement belongs to the next one.
    if (significant_) finish(end);
  }

  void in_statement(const token& t) {
    if (!significant_) {
      significant_ = true;
      current_.begin = code_open_ != none ? code_open_ : at_;
    }
    follow_brackets(t);
    if (shape_ == shape::undecided) decide(t);
    note_after_body(t);
    if (shape_ == shape::program) follow_blocks(t);
    count(t);
  }

  void count(const token& t) {
    last_significant_ = at_;
    // The semicolon before a DELIMITER's own mark is not part of the statement.
    if (t.what != kind::inner_semicolon || !blocks_.empty()) current_.end = at_ + 1;
    previous_ = t.what;
    ++words_;
  }

  /// END of the whole body, and another statement behind it.
  void note_after_body(const token& t) {
    if (!body_ended_ || dialect_ != dialect::mysql) return;
    switch (t.what) {
      case kind::kw_alter:
      case kind::kw_create:
      case kind::kw_delete:
      case kind::kw_drop:
      case kind::kw_insert:
      case kind::kw_select:
      case kind::kw_update:
        note("the program before this has ended; was DELIMITER not set back?", t.where);
        break;
      default:
        break;
    }
  }

  void follow_brackets(const token& t) {
    switch (t.what) {
      case kind::left_paren:
      case kind::left_bracket:
        brackets_.push_back(at_);
        break;
      case kind::right_paren:
      case kind::right_bracket: {
        const kind wanted = t.what == kind::right_paren ? kind::left_paren : kind::left_bracket;
        if (brackets_.empty()) {
          note(fmt::format("this {} closes nothing", kind_text(t.what)), t.where);
        } else if (tokens_[brackets_.back()].what != wanted) {
          note(fmt::format("this {} is closed by {}", kind_text(tokens_[brackets_.back()].what),
                           kind_text(t.what)),
               tokens_[brackets_.back()].where);
          brackets_.pop_back();
        } else {
          brackets_.pop_back();
        }
        break;
      }
      default:
        break;
    }
  }

  void close_brackets_at_semicolon() {
    if (shape_ == shape::rule || brackets_.empty()) return;
    note_open_bracket();
    brackets_.clear();
  }

  void note_open_bracket() {
    const token& open = tokens_[brackets_.back()];
    note(fmt::format("this {} is never closed", kind_text(open.what)), open.where);
  }

  void decide(const token& t) {
    if (words_ == 0) {
      const bool may_hold_blocks = t.what == kind::kw_create || t.what == kind::kw_alter;
      // MariaDB: BEGIN NOT ATOMIC ... END.
      if (dialect_ == dialect::mysql && t.what == kind::kw_begin) return;
      if (!may_hold_blocks) shape_ = shape::plain;
      return;
    }
    switch (t.what) {
      case kind::kw_trigger:
      case kind::kw_event:
      case kind::kw_function:
      case kind::kw_procedure:
        shape_ = shape::program;
        break;
      case kind::kw_table:
      case kind::kw_view:
      case kind::kw_index:
      case kind::kw_as:
      case kind::semicolon:
        shape_ = shape::plain;
        break;
      case kind::left_paren:
        // DEFINER = CURRENT_USER() is not the statement's own parenthesis.
        if (previous_ != kind::value_word) shape_ = shape::plain;
        break;
      case kind::kw_atomic:
        if (dialect_ == dialect::mysql && words_ == 2 && previous_ == kind::kw_not) {
          shape_ = shape::program;
          blocks_.push_back({block::compound, tokens_[current_.begin].where});
        }
        break;
      default:
        if (dialect_ == dialect::postgres && same_word(text(t), "rule")) shape_ = shape::rule;
        if (dialect_ == dialect::mysql && same_word(text(t), "package")) {
          shape_ = shape::program;
          blocks_.push_back({block::compound, t.where});
        }
        break;
    }
  }

  void follow_blocks(const token& t) {
    // NEW.end is a column, and AS end names one.
    if (previous_ == kind::dot || previous_ == kind::kw_as) return;
    switch (t.what) {
      case kind::kw_begin:
        if (opens_compound()) blocks_.push_back({block::compound, t.where});
        break;
      case kind::kw_case:
        if (previous_ == kind::kw_end) break;  // END CASE
        if (dialect_ == dialect::postgres && blocks_.empty()) break;
        blocks_.push_back(
            {at_statement_begin() ? block::case_statement : block::case_expression, t.where});
        break;
      case kind::kw_if:
      case kind::kw_loop:
      case kind::kw_while:
      case kind::kw_repeat:
      case kind::kw_for:
        if (dialect_ == dialect::mysql && at_statement_begin()) {
          blocks_.push_back({block::compound, t.where});
        }
        break;
      case kind::kw_end:
        if (blocks_.empty()) break;
        body_ended_ = blocks_.size() == 1 && blocks_.back().what == block::compound;
        blocks_.pop_back();
        break;
      default:
        break;
    }
    follow_row_clause(t);
  }

  /// The body of a trigger follows FOR EACH ROW, that of an event DO: also without BEGIN.
  void follow_row_clause(const token& t) {
    body_next_ = (t.what == kind::kw_row && previous_ == kind::kw_each) ||
                 (t.what == kind::kw_do && blocks_.empty());
  }

  [[nodiscard]] bool opens_compound() const {
    const kind next = next_significant();
    if (dialect_ == dialect::postgres) return next == kind::kw_atomic;
    const bool is_name = previous_ == kind::comma || previous_ == kind::equals ||
                         previous_ == kind::left_paren || next == kind::comma ||
                         next == kind::equals || next == kind::right_paren || next == kind::dot;
    return !is_name;
  }

  [[nodiscard]] kind next_significant() const {
    for (std::size_t i = at_ + 1; i < tokens_.size(); ++i) {
      if (!is_trivia(tokens_[i].what)) return tokens_[i].what;
    }
    return kind::end_of_input;
  }

  /// Where IF, CASE, LOOP, WHILE, REPEAT and FOR begin a statement; elsewhere they are functions,
  /// expressions, or follow an END.
  [[nodiscard]] bool at_statement_begin() const {
    if (!blocks_.empty() && blocks_.back().what == block::case_expression) return false;
    if (body_next_) return true;
    switch (previous_) {
      case kind::semicolon:
      case kind::inner_semicolon:
      case kind::kw_begin:
      case kind::kw_then:
      case kind::kw_else:
      case kind::kw_do:
      case kind::kw_loop:
      case kind::kw_repeat:
      case kind::colon:
        return true;
      default:
        return blocks_.empty() && starts_routine_body();
    }
  }

  /// A function or procedure whose body is one IF or CASE without BEGIN: it follows the closing
  /// parenthesis of the parameters or a characteristic, and never an operator.
  [[nodiscard]] bool starts_routine_body() const {
    return previous_ == kind::right_paren && brackets_.empty() &&
           tokens_[at_].what != kind::kw_for && next_significant() != kind::kw_not &&
           next_significant() != kind::kw_exists;
  }

  void note(std::string problem, text::span where) {
    if (!current_.problem.empty()) return;  // the first one counts
    current_.problem = std::move(problem);
    current_.problem_where = where;
  }

  void finish(std::size_t whole_end) {
    if (significant_ || !current_.problem.empty()) {
      if (!brackets_.empty()) note_open_bracket();
      if (!blocks_.empty()) {
        note(fmt::format("this {} has no END", kind_word(blocks_.back().where)),
             blocks_.back().where);
      }
      current_.whole_end = whole_end;
      result_.statements.push_back(std::move(current_));
    } else {
      whole_end = current_.whole_begin;
    }
    current_ = {};
    current_.whole_begin = whole_end;
    significant_ = false;
    code_open_ = none;
    brackets_.clear();
    blocks_.clear();
    shape_ = shape::undecided;
    previous_ = kind::end_of_input;
    body_next_ = false;
    body_ended_ = false;
    words_ = 0;
  }

  [[nodiscard]] std::string_view text(const token& t) const {
    return bytes_.substr(t.where.begin, t.where.size());
  }
  [[nodiscard]] std::string kind_word(text::span where) const {
    return upper_case(bytes_.substr(where.begin, where.size()));
  }
  [[nodiscard]] text::span significant_text() const {
    return significant_ ? text::join(tokens_[current_.begin].where, tokens_[current_.end - 1].where)
                        : text::span{};
  }
  static std::string_view first_word(std::string_view line) {
    return line.substr(0, line.find_first_of(" \t\r"));
  }

  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  const token_stream& tokens_;
  std::string_view bytes_;
  dialect dialect_;
  pieces result_;

  std::size_t at_ = 0;
  piece current_;
  bool significant_ = false;
  std::size_t last_significant_ = 0;
  std::size_t code_open_ = none;
  bool in_code_ = false;  ///< inside /*! ... */ the server takes semicolons as they are
  std::vector<std::size_t> brackets_;
  std::vector<opening> blocks_;
  shape shape_ = shape::undecided;
  kind previous_ = kind::end_of_input;
  bool body_next_ = false;
  bool body_ended_ = false;  ///< the END of a routine's own BEGIN was read
  std::size_t words_ = 0;
};

}  // namespace

pieces split(const token_stream& tokens, std::string_view bytes, dialect d) {
  return splitter(tokens, bytes, d).run();
}

}  // namespace sluice::sql
