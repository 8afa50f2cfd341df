#include "dialects/sql/program.hpp"

#include "dialects/sql/head.hpp"
#include "dialects/sql/understand.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace sluice::sql {

namespace {

/// EXECUTE of a text that holds an EXECUTE.
constexpr int deepest_execute = 8;

/// Walks over a program's tokens. Control structures are stepped over up to the statements inside
/// of them: both branches of an IF are read, as is the body of a loop that may never run.
class program_reader {
 public:
  program_reader(const text::source& file, span body, dialect d, int depth = 0)
      : file_(file), body_(body), dialect_(d), depth_(depth) {
    for (token t : lex(file.slice(body), d)) {
      if (is_trivia(t.what)) continue;
      t.where.begin += body.begin;
      t.where.end += body.begin;
      if (t.what != kind::end_of_input) tokens_.push_back(t);
    }
  }

  program read() {
    while (at_ < tokens_.size() && result_.not_followed.empty()) {
      if (!step()) give_up("this program");
    }
    return std::move(result_);
  }

 private:
  [[nodiscard]] std::string_view shown(std::size_t i) const {
    return i < tokens_.size() ? file_.slice(tokens_[i].where) : std::string_view();
  }
  [[nodiscard]] bool word(std::string_view w, std::size_t i) const {
    return i < tokens_.size() && is_word(tokens_[i].what) && same_word(shown(i), w);
  }
  [[nodiscard]] bool word_among(std::initializer_list<std::string_view> all, std::size_t i) const {
    return std::any_of(all.begin(), all.end(), [&](std::string_view w) { return word(w, i); });
  }
  [[nodiscard]] kind kind_at(std::size_t i) const {
    return i < tokens_.size() ? tokens_[i].what : kind::end_of_input;
  }
  [[nodiscard]] bool ends_statement(std::size_t i) const {
    return kind_at(i) == kind::semicolon || kind_at(i) == kind::inner_semicolon ||
           kind_at(i) == kind::delimiter;
  }

  void give_up(std::string what) {
    result_.not_followed = std::move(what);
    result_.not_followed_where = at_ < tokens_.size() ? tokens_[at_].where : body_;
  }

  /// One past the next ';' outside of brackets.
  [[nodiscard]] std::size_t after_statement(std::size_t from) const {
    int depth = 0;
    for (std::size_t i = from; i < tokens_.size(); ++i) {
      if (kind_at(i) == kind::left_paren) ++depth;
      if (kind_at(i) == kind::right_paren) --depth;
      if (depth <= 0 && ends_statement(i)) return i + 1;
    }
    return tokens_.size();
  }

  /// One past the word that ends a condition; CASE has a THEN of its own. 0 when it does not come.
  [[nodiscard]] std::size_t after_word(std::string_view wanted, std::size_t from) const {
    int depth = 0;
    for (std::size_t i = from; i < tokens_.size(); ++i) {
      if (kind_at(i) == kind::left_paren || word("CASE", i)) ++depth;
      if (kind_at(i) == kind::right_paren || (depth > 0 && word("END", i))) --depth;
      if (depth == 0 && word(wanted, i)) return i + 1;
      if (depth == 0 && ends_statement(i)) return 0;
    }
    return 0;
  }

  [[nodiscard]] bool holds_word(std::initializer_list<std::string_view> all, std::size_t from,
                                std::size_t to) const {
    for (std::size_t i = from; i < to; ++i) {
      if (word_among(all, i)) return true;
    }
    return false;
  }

  bool skip_condition(std::string_view end) {
    const std::size_t next = after_word(end, at_ + 1);
    if (next == 0) return false;
    if (holds_word({"EXECUTE", "INSERT", "UPDATE", "DELETE", "MERGE"}, at_, next)) {
      give_up("a query that runs in a loop or condition");
      return true;
    }
    at_ = next;
    return true;
  }

  bool skip_statement() {
    const std::size_t next = after_statement(at_);
    if (word("RETURN", at_) &&
        holds_word({"EXECUTE", "INSERT", "UPDATE", "DELETE", "MERGE"}, at_, next)) {
      give_up("a RETURN of what a statement changes");
      return true;
    }
    at_ = next;
    return true;
  }

  /// Everything up to the block's BEGIN; MySQL declares inside of the block, one at a time.
  bool skip_declarations() {
    if (dialect_ == dialect::mysql) {
      if (holds_word({"HANDLER"}, at_, std::min(at_ + 4, tokens_.size()))) return skip_handler();
      return skip_statement();
    }
    for (std::size_t i = at_ + 1; i < tokens_.size(); ++i) {
      if (word("BEGIN", i) && (i == at_ + 1 || ends_statement(i - 1))) {
        at_ = i;
        return true;
      }
    }
    return false;
  }

  /// DECLARE EXIT HANDLER FOR SQLEXCEPTION, NOT FOUND statement: the statement is read as the rest.
  bool skip_handler() {
    std::size_t i = at_;
    while (i < tokens_.size() && !word("FOR", i)) ++i;
    for (++i; i < tokens_.size(); ++i) {
      const bool condition =
          word_among({"SQLEXCEPTION", "SQLWARNING", "FOUND", "NOT", "SQLSTATE", "VALUE"}, i) ||
          kind_at(i) == kind::comma || kind_at(i) == kind::number || kind_at(i) == kind::string ||
          kind_at(i + 1) == kind::comma || kind_at(i - 1) == kind::comma;
      if (!condition) break;
    }
    at_ = i;
    return i < tokens_.size();
  }

  /// name := e, name[1] = e, record.field := e
  [[nodiscard]] bool is_assignment() const {
    const kind next = kind_at(at_ + 1);
    return dialect_ == dialect::postgres && (next == kind::colon_equals || next == kind::equals ||
                                             next == kind::dot || next == kind::left_bracket);
  }
  [[nodiscard]] bool is_label() const {
    return dialect_ == dialect::mysql && kind_at(at_ + 1) == kind::colon;
  }

  bool step() {
    if (ends_statement(at_)) {
      ++at_;
      return true;
    }
    if (is_label()) {
      at_ += 2;
      return true;
    }
    if (shown(at_) == "<<") {
      at_ += 3;
      return true;
    }
    if (word_among({"BEGIN", "ELSE", "LOOP", "REPEAT", "EXCEPTION"}, at_)) {
      ++at_;
      return true;
    }
    if (word("DECLARE", at_)) return skip_declarations();
    if (word_among({"IF", "ELSIF", "ELSEIF", "WHEN", "CASE"}, at_)) return skip_condition("THEN");
    if (word("WHILE", at_)) return skip_condition(dialect_ == dialect::mysql ? "DO" : "LOOP");
    if (word_among({"FOR", "FOREACH"}, at_))
      return skip_condition(dialect_ == dialect::mysql ? "DO" : "LOOP");
    if (word("UNTIL", at_)) return skip_condition("END") && (--at_, true);
    if (word_among({"END", "RETURN", "RAISE", "NULL", "GET", "OPEN", "CLOSE", "FETCH", "MOVE",
                    "ASSERT", "EXIT", "CONTINUE", "ITERATE", "LEAVE", "SIGNAL", "RESIGNAL"},
                   at_) ||
        is_assignment())
      return skip_statement();
    if (word("EXECUTE", at_)) return read_execute();
    if (word("PREPARE", at_) && dialect_ == dialect::mysql) {
      give_up("PREPARE of a text that is built when it runs");
      return true;
    }
    return read_statement();
  }

  /// A constant text is a program of one statement.
  bool read_execute() {
    const std::size_t next = after_statement(at_);
    const std::size_t given = at_ + (word("IMMEDIATE", at_ + 1) ? 2 : 1);
    const bool constant =
        (kind_at(given) == kind::string || kind_at(given) == kind::dollar_string) &&
        (ends_statement(given + 1) || given + 1 >= tokens_.size());
    const std::string_view text = shown(given);
    // In a text with doubled quotes bytes and characters part ways.
    if (!constant || text.substr(0, 1) == "E" || text.substr(0, 1) == "e" ||
        text.find("''") != std::string_view::npos ||
        (dialect_ == dialect::mysql && text.find('\\') != std::string_view::npos) ||
        depth_ == deepest_execute) {
      give_up("EXECUTE of a text that is built when it runs");
      return true;
    }
    const span quoted = tokens_[given].where;
    const auto open = kind_at(given) == kind::dollar_string
                          ? static_cast<std::uint32_t>(text.find('$', 1) + 1)
                          : std::uint32_t{1};
    program inner =
        program_reader(file_, {quoted.begin + open, quoted.end - open}, dialect_, depth_ + 1)
            .read();
    for (parsed_statement& s : inner.statements) result_.statements.push_back(std::move(s));
    result_.not_followed = inner.not_followed;
    result_.not_followed_where = inner.not_followed_where;
    at_ = next;
    return true;
  }

  bool read_statement() {
    const std::size_t next = after_statement(at_);
    const std::size_t end = next > at_ && ends_statement(next - 1) ? next - 1 : next;
    std::vector<token> own(tokens_.begin() + static_cast<std::ptrdiff_t>(at_),
                           tokens_.begin() + static_cast<std::ptrdiff_t>(end));
    if (own.empty()) return false;
    at_ = next;
    // PERFORM's arguments are a query's; nobody asks what it returns.
    if (dialect_ == dialect::postgres && same_word(file_.slice(own.front().where), "PERFORM"))
      own.front().what = kind::kw_select;
    drop_into(own);
    parsed_statement s;
    s.where = text::join(own.front().where, own.back().where);
    s.whole = s.where;
    s.head = statement_head(own, file_.bytes());
    reading read = understand(own, file_.bytes(), dialect_);
    s.outcome = read.outcome;
    s.what = std::move(read.what);
    s.relations = std::move(read.relations);
    s.changes_within = std::move(read.changes_within);
    s.note = std::move(read.note);
    s.note_where = read.note_where;
    result_.statements.push_back(std::move(s));
    return true;
  }

  /// INTO [STRICT] variable, variable: a program's own, unlike INSERT INTO.
  void drop_into(std::vector<token>& own) const {
    for (std::size_t i = 1; i < own.size(); ++i) {
      if (own[i].what != kind::kw_into || own[i - 1].what == kind::kw_insert ||
          own[i - 1].what == kind::kw_replace || own[i - 1].what == kind::kw_ignore ||
          same_word(file_.slice(own[i - 1].where), "MERGE"))
        continue;
      std::size_t end = i + 1;
      const auto is = [&](kind k) { return end < own.size() && own[end].what == k; };
      if (end < own.size() && same_word(file_.slice(own[end].where), "STRICT")) ++end;
      do {
        if (is(kind::comma)) ++end;
        ++end;
        while (is(kind::dot)) end += 2;
      } while (is(kind::comma));
      own.erase(own.begin() + static_cast<std::ptrdiff_t>(i),
                own.begin() + static_cast<std::ptrdiff_t>(std::min(end, own.size())));
      return;
    }
  }

  const text::source& file_;
  span body_;
  dialect dialect_;
  int depth_;
  std::vector<token> tokens_;
  std::size_t at_ = 0;
  program result_;
};

}  // namespace

program read_program(const text::source& file, span body, dialect d) {
  return program_reader(file, body, d).read();
}

}  // namespace sluice::sql
