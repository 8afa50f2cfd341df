#pragma once

#include "dialects/sql/keywords.hpp"
#include "dialects/sql/token.hpp"

#include <tao/pegtl.hpp>

#include <algorithm>
#include <array>
#include <string_view>

/// What the dialects' lexers share: the state that tokens go to, and rules over bytes. Every
/// lexical alternative is a `lexeme`; an unterminated one succeeds at the end of the file and is
/// flagged, so that no lexer has an error path and none looks at a byte twice.
namespace sluice::sql {

namespace pegtl = tao::pegtl;

using lexer_input =
    pegtl::memory_input<pegtl::tracking_mode::lazy, pegtl::eol::lf, std::string_view>;

struct lexer_state {
  lexer_state(std::string_view text, const keyword_table& table, token_stream& to)
      : bytes(text), words(table), tokens(to) {}

  std::string_view bytes;
  const keyword_table& words;
  token_stream& tokens;
  bool unterminated = false;
  /// Index of the first token after the last statement end.
  std::size_t statement_begin = 0;
  /// Whether a token that is not trivia stands in the current statement.
  bool statement_empty = true;

  void emit(kind what, const char* begin, const char* end) {
    const text::span where{static_cast<std::uint32_t>(begin - bytes.data()),
                           static_cast<std::uint32_t>(end - bytes.data())};
    if (what == kind::word) {
      what = words.find(std::string_view(begin, static_cast<std::size_t>(end - begin)));
    }
    tokens.push_back({what, unterminated, where});
    unterminated = false;
    if (is_trivia(what)) return;
    statement_empty = false;
    if (what == kind::semicolon || what == kind::delimiter || what == kind::copy_data) {
      statement_begin = tokens.size();
      statement_empty = true;
    }
  }
  [[nodiscard]] std::string_view text_of(const token& t) const {
    return bytes.substr(t.where.begin, t.where.size());
  }
};

template <kind K, typename... Rules>
struct lexeme : pegtl::seq<Rules...> {};

/// A rule written as code: Self::scan(input, state) consumes and returns true, or leaves the input.
template <typename Self>
struct scanned {
  using rule_t = Self;
  using subs_t = pegtl::empty_list;

  template <pegtl::apply_mode A, pegtl::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename State>
  static bool match(lexer_input& in, State& s) {
    return Self::scan(in, s);
  }
};

/// Bytes of one sort, asked about without a branch for each of them.
using byte_set = std::array<bool, 256>;
template <typename Test>
constexpr byte_set bytes_where(Test test) {
  byte_set set{};
  for (std::size_t i = 0; i < set.size(); ++i) set[i] = test(static_cast<char>(i));
  return set;
}
constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
inline constexpr byte_set blank_bytes = bytes_where([](char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
});
inline constexpr byte_set word_begin_bytes = bytes_where(
    [](char c) { return is_letter(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80; });
inline constexpr byte_set word_bytes = bytes_where([](char c) {
  return word_begin_bytes[static_cast<unsigned char>(c)] || is_digit(c) || c == '$';
});
inline bool in_set(const byte_set& set, char c) {
  return set[static_cast<unsigned char>(c)];
}
/// The first byte from `at` on that is not in the set.
inline const char* skip(const byte_set& set, const char* at, const char* end) {
  while (at != end && in_set(set, *at)) ++at;
  return at;
}

/// Two tokens of three are words or blanks: they come first, and by hand. A letter before a quote
/// or & may open a string, which is for the rules that follow.
struct blanks_or_word : scanned<blanks_or_word> {
  template <typename State>
  static bool scan(lexer_input& in, State& s) {
    const char* const begin = in.current();
    const char* const file_end = begin + in.size();
    if (begin == file_end) return false;
    const char* end = nullptr;
    if (in_set(blank_bytes, *begin)) {
      end = skip(blank_bytes, begin + 1, file_end);
      s.emit(kind::space, begin, end);
    } else if (in_set(word_begin_bytes, *begin)) {
      end = skip(word_bytes, begin + 1, file_end);
      if (end != file_end && (*end == '\'' || *end == '&')) return false;
      s.emit(kind::word, begin, end);
    } else {
      return false;
    }
    in.bump(static_cast<std::size_t>(end - begin));
    return true;
  }
};

/// Matches at the end of the file only, and flags the token that it ends.
struct unterminated : pegtl::eof {};

template <typename Rule>
struct lex_action : pegtl::nothing<Rule> {};

template <kind K, typename... Rules>
struct lex_action<lexeme<K, Rules...>> {
  template <typename Input>
  static void apply(const Input& in, lexer_state& s) {
    s.emit(K, in.begin(), in.end());
  }
};

template <>
struct lex_action<unterminated> {
  static void apply0(lexer_state& s) { s.unterminated = true; }
};

/// 'it''s': the quote doubled inside.
template <char Quote>
struct quoted : scanned<quoted<Quote>> {
  template <typename State>
  static bool scan(lexer_input& in, State& s) {
    const std::string_view rest(in.current(), in.size());
    if (rest.empty() || rest.front() != Quote) return false;
    std::size_t close = rest.find(Quote, 1);
    while (close != std::string_view::npos && close + 1 < rest.size() && rest[close + 1] == Quote) {
      close = rest.find(Quote, close + 2);
    }
    if (close == std::string_view::npos) s.unterminated = true;
    in.bump(close == std::string_view::npos ? rest.size() : close + 1);
    return true;
  }
};

/// 'it\'s': a backslash takes the next byte along, too.
template <char Quote>
struct quoted_with_escapes
    : pegtl::seq<pegtl::one<Quote>,
                 pegtl::star<pegtl::sor<pegtl::not_one<Quote, '\\'>, pegtl::two<Quote>,
                                        pegtl::seq<pegtl::one<'\\'>, pegtl::any>>>,
                 pegtl::opt<pegtl::at<pegtl::one<'\\'>, pegtl::eof>>, pegtl::opt<pegtl::one<'\\'>>,
                 pegtl::sor<pegtl::one<Quote>, unterminated>> {};

struct byte_order_mark : pegtl::string<'\xEF', '\xBB', '\xBF'> {};
struct blanks : scanned<blanks> {
  template <typename State>
  static bool scan(lexer_input& in, State& /*s*/) {
    const char* const begin = in.current();
    const char* const end = skip(blank_bytes, begin, begin + in.size());
    in.bump(static_cast<std::size_t>(end - begin));
    return end != begin;
  }
};
struct rest_of_line : scanned<rest_of_line> {
  template <typename State>
  static bool scan(lexer_input& in, State& /*s*/) {
    const std::string_view rest(in.current(), in.size());
    in.bump(std::min(rest.find('\n'), rest.size()));
    return true;
  }
};
struct high_byte : pegtl::range<'\x80', '\xFF'> {};
struct word_begin : pegtl::sor<pegtl::alpha, pegtl::one<'_'>, high_byte> {};
struct word_more : pegtl::sor<pegtl::alnum, pegtl::one<'_', '$'>, high_byte> {};

/// /* ... */ without nesting.
struct block_comment
    : pegtl::seq<pegtl::string<'/', '*'>,
                 pegtl::until<pegtl::sor<pegtl::string<'*', '/'>, unterminated>, pegtl::any>> {};

struct exponent : pegtl::seq<pegtl::one<'e', 'E'>, pegtl::opt<pegtl::one<'+', '-'>>,
                             pegtl::plus<pegtl::digit>> {};
struct fraction
    : pegtl::seq<pegtl::one<'.'>, pegtl::not_at<pegtl::one<'.'>>, pegtl::star<pegtl::digit>> {};
struct decimal_number
    : pegtl::sor<pegtl::seq<pegtl::plus<pegtl::digit>, pegtl::opt<fraction>, pegtl::opt<exponent>>,
                 pegtl::seq<pegtl::one<'.'>, pegtl::plus<pegtl::digit>, pegtl::opt<exponent>>> {};
struct hexadecimal_number
    : pegtl::seq<pegtl::one<'0'>, pegtl::one<'x', 'X'>, pegtl::plus<pegtl::xdigit>> {};

/// PostgreSQL 16, SQLite 3.46: 1_000.000_1
template <typename Digit>
struct separated : pegtl::list<pegtl::plus<Digit>, pegtl::one<'_'>> {};
struct separated_exponent
    : pegtl::seq<pegtl::one<'e', 'E'>, pegtl::opt<pegtl::one<'+', '-'>>, separated<pegtl::digit>> {
};
struct separated_fraction : pegtl::seq<pegtl::one<'.'>, pegtl::not_at<pegtl::one<'.'>>,
                                       pegtl::opt<separated<pegtl::digit>>> {};
struct separated_decimal
    : pegtl::sor<
          pegtl::seq<separated<pegtl::digit>, pegtl::opt<separated_fraction>,
                     pegtl::opt<separated_exponent>>,
          pegtl::seq<pegtl::one<'.'>, separated<pegtl::digit>, pegtl::opt<separated_exponent>>> {};
template <char Lower, char Upper, typename Digit>
struct based_number : pegtl::seq<pegtl::one<'0'>, pegtl::one<Lower, Upper>,
                                 pegtl::opt<pegtl::one<'_'>>, separated<Digit>> {};

/// The placeholders of Python drivers: %s and %(name)s.
struct percent_placeholder_text
    : pegtl::seq<pegtl::one<'%'>,
                 pegtl::opt<pegtl::one<'('>, pegtl::plus<word_more>, pegtl::one<')'>>,
                 pegtl::one<'s'>, pegtl::not_at<word_more>> {};
/// After an operand %s is the remainder of a division by a column s.
struct no_operand_before : scanned<no_operand_before> {
  static bool scan(lexer_input& in, const lexer_state& s) {
    if (in.empty() || in.peek_char() != '%') return false;
    if (in.size() > 1 && in.peek_char(1) == '(') return true;
    for (std::size_t i = s.tokens.size(); i > s.statement_begin; --i) {
      const kind k = s.tokens[i - 1].what;
      if (is_trivia(k)) continue;
      return k != kind::word && k != kind::quoted_name && k != kind::string && k != kind::number &&
             k != kind::dollar_string && k != kind::parameter && k != kind::right_paren &&
             k != kind::right_bracket;
    }
    return true;
  }
};
struct percent_placeholder : pegtl::seq<no_operand_before, percent_placeholder_text> {};

/// Punctuation that means the same everywhere.
struct punctuation
    : pegtl::sor<lexeme<kind::left_paren, pegtl::one<'('>>,
                 lexeme<kind::right_paren, pegtl::one<')'>>, lexeme<kind::comma, pegtl::one<','>>,
                 lexeme<kind::dot, pegtl::one<'.'>>, lexeme<kind::stray, pegtl::any>> {};

}  // namespace sluice::sql
