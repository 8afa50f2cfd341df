#include "phases/trigger_expression.hpp"

#include "dialects/schema/names.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace sluice::phases {

namespace {

using sql::kind;

symbol null() {
  return {};
}
symbol term(const std::string& operation, const std::vector<symbol>& operands) {
  symbol out{symbol::kind::term, operation + "("};
  for (const symbol& o : operands)
    out.text += (o.what == symbol::kind::null ? "null" : o.text) + ",";
  out.text += ")";
  return out;
}

truth negated(truth t) {
  return t == truth::yes ? truth::no : t == truth::no ? truth::yes : t;
}

/// Equal as `IS NOT DISTINCT FROM` sees it.
truth same(const symbol& a, const symbol& b) {
  if (a == b) return truth::yes;
  if (a.what == symbol::kind::term || b.what == symbol::kind::term) return truth::open;
  const auto is_literal = [](const symbol& s) { return s.text.starts_with('\''); };
  // A value like no other may still be the one that the program's text holds.
  if (a.what == symbol::kind::atom && b.what == symbol::kind::atom &&
      is_literal(a) != is_literal(b))
    return truth::open;
  return truth::no;
}

truth equal(const symbol& a, const symbol& b) {
  if (a.what == symbol::kind::null || b.what == symbol::kind::null) return truth::null;
  return same(a, b);
}

truth both(truth a, truth b) {
  if (a == truth::no || b == truth::no) return truth::no;
  if (a == truth::open || b == truth::open) return truth::open;
  return a == truth::null || b == truth::null ? truth::null : truth::yes;
}

}  // namespace

trigger_expression::trigger_expression(std::string_view text, dialect d, row_context context)
    : text_(text), dialect_(d), context_(std::move(context)), tokens_(sql::lex(text, d)) {
  std::erase_if(tokens_, [](const sql::token& t) {
    return sql::is_trivia(t.what) || t.what == kind::end_of_input;
  });
}

std::string_view trigger_expression::shown(std::size_t i) const {
  return i < tokens_.size() ? text_.substr(tokens_[i].where.begin, tokens_[i].where.size())
                            : std::string_view();
}
bool trigger_expression::is(kind k, std::size_t ahead) const {
  return at_ + ahead < tokens_.size() && tokens_[at_ + ahead].what == k;
}
bool trigger_expression::word(std::string_view w, std::size_t ahead) const {
  return at_ + ahead < tokens_.size() && sql::is_word(tokens_[at_ + ahead].what) &&
         sql::same_word(shown(at_ + ahead), w);
}
bool trigger_expression::symbol_is(std::string_view s, std::size_t ahead) const {
  return shown(at_ + ahead) == s;
}
bool trigger_expression::name(std::size_t ahead) const {
  return at_ + ahead < tokens_.size() && (tokens_[at_ + ahead].what == kind::quoted_name ||
                                          sql::is_word(tokens_[at_ + ahead].what));
}
bool trigger_expression::accept(std::string_view w) {
  if (!word(w)) return false;
  ++at_;
  return true;
}
void trigger_expression::expect(std::string_view w) {
  if (!accept(w)) throw not_followed();
}
bool trigger_expression::accept_symbol(std::string_view s) {
  if (!symbol_is(s)) return false;
  ++at_;
  return true;
}
void trigger_expression::expect_symbol(std::string_view s) {
  if (!accept_symbol(s)) throw not_followed();
}
void trigger_expression::accept_semicolon() {
  if (is(kind::semicolon) || is(kind::inner_semicolon)) ++at_;
}
bool trigger_expression::at_semicolon() const {
  return is(kind::semicolon) || is(kind::inner_semicolon);
}

std::string trigger_expression::column() {
  if (!name()) throw not_followed();
  const std::string folded = sql::fold_name(shown(at_++), dialect_);
  for (const auto& entry : context_.row) {
    if (schema::same_name(entry.first, folded, dialect_)) return entry.first;
  }
  throw not_followed();
}

truth trigger_expression::condition() {
  truth left = conjunction();
  while (accept("or")) {
    const truth right = conjunction();
    left = left == truth::yes || right == truth::yes     ? truth::yes
           : left == truth::open || right == truth::open ? truth::open
           : left == truth::null || right == truth::null ? truth::null
                                                         : truth::no;
  }
  return left;
}

truth trigger_expression::conjunction() {
  truth left = negation();
  while (accept("and")) left = both(left, negation());
  return left;
}

truth trigger_expression::negation() {
  const level deeper(*this);
  if (accept("not")) return negated(negation());
  if (symbol_is("(")) {
    // A condition in brackets, unless it turns out to be a value.
    const std::size_t begin = at_;
    ++at_;
    try {
      const truth t = condition();
      if (accept_symbol(")") && !continues()) return t;
    } catch (const not_followed&) {
      // Then as a value.
    }
    at_ = begin;
  }
  return comparison();
}

bool trigger_expression::continues() const {
  return symbol_is("=") || symbol_is("<>") || symbol_is("!=") || symbol_is("<=>") || word("is") ||
         symbol_is("||") || symbol_is("+") || symbol_is("-") || symbol_is("*");
}

truth trigger_expression::comparison() {
  const symbol left = expression();
  if (accept_symbol("=") || accept_symbol("==")) return equal(left, expression());
  if (accept_symbol("<>") || accept_symbol("!=")) return negated(equal(left, expression()));
  if (accept_symbol("<=>")) return same(left, expression());
  if (accept("is")) {
    const bool no = accept("not");
    truth t = truth::open;
    if (accept("distinct")) {
      expect("from");
      t = negated(same(left, expression()));
    } else if (accept("null")) {
      t = left.what == symbol::kind::term   ? truth::open
          : left.what == symbol::kind::null ? truth::yes
                                            : truth::no;
    } else if (dialect_ == dialect::sqlite) {
      t = same(left, expression());
    } else {
      throw not_followed();
    }
    return no ? negated(t) : t;
  }
  // Some other test of the value.
  if (symbol_is("<") || symbol_is(">") || symbol_is("<=") || symbol_is(">=")) {
    ++at_;
    static_cast<void>(expression());
    return truth::open;
  }
  throw not_followed();
}

symbol trigger_expression::expression() {
  symbol left = primary();
  for (;;) {
    if (accept_symbol("||") && dialect_ != dialect::mysql) {
      const symbol right = primary();
      left = left.what == symbol::kind::null || right.what == symbol::kind::null
                 ? null()
                 : term("||", {left, right});
    } else if (symbol_is("+") || symbol_is("-") || symbol_is("*") || symbol_is("/")) {
      const std::string operation(shown(at_++));
      left = term(operation, {left, primary()});
    } else if (accept_symbol("::")) {
      left = term("cast " + sql::lower_case(shown(at_)), {left});
      ++at_;
    } else {
      return left;
    }
  }
}

symbol trigger_expression::primary() {
  const level deeper(*this);
  if (accept_symbol("(")) {
    const symbol inner = expression();
    expect_symbol(")");
    return inner;
  }
  if (word("case")) return choice();
  if (accept("null")) return null();
  if (is(kind::string) || is(kind::number)) {
    const std::string literal(shown(at_++));
    return atom(literal.starts_with('\'') ? literal : "'" + literal + "'");
  }
  if (dialect_ == dialect::postgres && accept("tg_op"))
    return atom(context_.event == row_event::insert   ? "'INSERT'"
                : context_.event == row_event::update ? "'UPDATE'"
                                                      : "'DELETE'");
  if ((word("new") || word("old")) && is(kind::dot, 1)) {
    const bool old = word("old");
    at_ += 2;
    const std::string of = column();
    const symbolic_row& from = old ? context_.before : context_.fresh;
    const auto found = from.find(of);
    if (found == from.end()) throw not_followed();
    return found->second;
  }
  if (name() && symbol_is("(", 1)) return call();
  if (dialect_ == dialect::sqlite && name()) return context_.row.at(column());
  throw not_followed();
}

symbol trigger_expression::call() {
  const std::string function = sql::lower_case(shown(at_));
  at_ += 2;
  std::vector<symbol> arguments;
  if (!symbol_is(")")) {
    do {
      arguments.push_back(expression());
    } while (accept_symbol(","));
  }
  expect_symbol(")");
  if (function != "coalesce" && function != "ifnull") return term(function, arguments);
  while (!arguments.empty() && arguments.front().what == symbol::kind::null)
    arguments.erase(arguments.begin());
  if (arguments.empty()) return null();
  return arguments.front().what == symbol::kind::atom || arguments.size() == 1
             ? arguments.front()
             : term(function, arguments);
}

symbol trigger_expression::choice() {
  ++at_;
  if (!word("when")) throw not_followed();
  std::optional<symbol> chosen;
  bool open = false;
  std::vector<symbol> all;
  while (accept("when")) {
    const truth t = condition();
    expect("then");
    const symbol v = expression();
    all.push_back(v);
    if (chosen || open) continue;
    if (t == truth::yes) chosen = v;
    if (t == truth::open) open = true;
  }
  symbol otherwise = null();
  if (accept("else")) otherwise = expression();
  all.push_back(otherwise);
  expect("end");
  if (open) return term("case", all);
  return chosen.value_or(otherwise);
}

}  // namespace sluice::phases
