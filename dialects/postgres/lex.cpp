#include "dialects/postgres/lex.hpp"

#include "dialects/sql/lexer_state.hpp"

#include <algorithm>

namespace sluice::postgres {

namespace {

using namespace sql;  // the rules of lexer_state.hpp

/// Counts levels: a recursive rule would need a stack frame a level.
struct nested_comment : scanned<nested_comment> {
  static bool scan(lexer_input& in, lexer_state& s) {
    if (in.size() < 2 || in.peek_char() != '/' || in.peek_char(1) != '*') return false;
    std::size_t at = 2;
    for (std::size_t depth = 1; depth > 0;) {
      if (at + 1 >= in.size()) {
        s.unterminated = true;
        at = in.size();
        break;
      }
      if (in.peek_char(at) == '/' && in.peek_char(at + 1) == '*') {
        ++depth;
        at += 2;
      } else if (in.peek_char(at) == '*' && in.peek_char(at + 1) == '/') {
        --depth;
        at += 2;
      } else {
        ++at;
      }
    }
    in.bump(at);
    return true;
  }
};

/// $$ ... $$ and $tag$ ... $tag$; a tag does not begin with a digit, so that $1 is a parameter.
struct dollar_quoted : scanned<dollar_quoted> {
  static bool scan(lexer_input& in, lexer_state& s) {
    const std::string_view rest(in.current(), in.size());
    if (rest.empty() || rest.front() != '$') return false;
    std::size_t tag_end = 1;
    while (tag_end < rest.size() && is_tag_byte(rest[tag_end], tag_end == 1)) ++tag_end;
    if (tag_end >= rest.size() || rest[tag_end] != '$') return false;
    const std::string_view tag = rest.substr(0, tag_end + 1);
    const std::size_t close = rest.find(tag, tag.size());
    s.unterminated = close == std::string_view::npos;
    in.bump(s.unterminated ? rest.size() : close + tag.size());
    return true;
  }

  static bool is_tag_byte(char c, bool first) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (c >= '0' && c <= '9' && !first) || static_cast<unsigned char>(c) >= 0x80;
  }
};

struct postgres_lexer_state : lexer_state {
  using lexer_state::lexer_state;

  /// The run of operator characters that was looked at last: one look serves all its operators.
  struct {
    const char* end = nullptr;          ///< at its end or at a comment
    const char* after_named = nullptr;  ///< after its last character that lets + and - end one
    const char* after_other = nullptr;  ///< after its last character but for + and -
  } run;
};

constexpr bool names_operator(char c) {
  return std::string_view("~!@#%^&|`?").find(c) != std::string_view::npos;
}
constexpr byte_set naming_bytes = bytes_where(names_operator);
constexpr byte_set operator_bytes = bytes_where([](char c) {
  return names_operator(c) || std::string_view("+-*/<>=").find(c) != std::string_view::npos;
});

/// The longest run of operator characters, cut before a comment; only an operator that holds one of
/// the naming bytes may end in + or - .
struct operator_characters : scanned<operator_characters> {
  static bool scan(lexer_input& in, postgres_lexer_state& s) {
    const char* const begin = in.current();
    if (in.empty() || !in_set(operator_bytes, *begin)) return false;
    if (s.run.end == nullptr || begin >= s.run.end) look(in, s);
    const char* end = s.run.end;
    if (begin >= s.run.after_named) end = std::max(begin + 1, s.run.after_other);
    const auto length = static_cast<std::size_t>(end - begin);
    s.emit(operator_kind({begin, length}), begin, end);
    in.bump(length);
    return true;
  }

  static void look(const lexer_input& in, postgres_lexer_state& s) {
    const char* const file_end = in.current() + in.size();
    s.run = {in.current(), in.current(), in.current()};
    for (const char* at = in.current(); at != file_end && in_set(operator_bytes, *at); ++at) {
      const char next = at + 1 == file_end ? '\0' : at[1];
      if ((*at == '-' && next == '-') || (*at == '/' && next == '*')) break;
      s.run.end = at + 1;
      if (in_set(naming_bytes, *at)) s.run.after_named = s.run.end;
      if (*at != '+' && *at != '-') s.run.after_other = s.run.end;
    }
  }

  static kind operator_kind(std::string_view text) {
    if (text == "=") return kind::equals;
    if (text == "*") return kind::star;
    if (text == "+") return kind::plus;
    if (text == "-") return kind::minus;
    if (text == "?") return kind::question;
    return kind::op;
  }
};

/// True when the tokens are COPY ... FROM STDIN ...
bool copies_from_client(const lexer_state& s) {
  bool first = true;
  bool after_from = false;
  for (std::size_t i = s.statement_begin; i < s.tokens.size(); ++i) {
    if (is_trivia(s.tokens[i].what)) continue;
    const std::string_view text = s.text_of(s.tokens[i]);
    if (first && !same_word(text, "copy")) return false;
    if (after_from && same_word(text, "stdin")) return true;
    after_from = s.tokens[i].what == kind::kw_from;
    first = false;
  }
  return false;
}

/// A statement's end, and the data that follows COPY ... FROM STDIN up to the line `\.`.
struct statement_end : scanned<statement_end> {
  static bool scan(lexer_input& in, lexer_state& s) {
    if (in.empty() || in.peek_char() != ';') return false;
    const bool data_follows = copies_from_client(s);
    s.emit(kind::semicolon, in.current(), in.current() + 1);
    in.bump(1);
    if (!data_follows) return true;
    const std::string_view rest(in.current(), in.size());
    if (rest.empty()) return true;
    std::size_t line = rest.find('\n');
    std::size_t end = std::string_view::npos;
    while (line != std::string_view::npos && end == std::string_view::npos) {
      const std::size_t begin = line + 1;
      line = rest.find('\n', begin);
      std::string_view text =
          rest.substr(begin, line == std::string_view::npos ? line : line - begin);
      if (text.ends_with('\r')) text.remove_suffix(1);
      if (text == "\\.") end = line == std::string_view::npos ? rest.size() : line;
    }
    s.unterminated = end == std::string_view::npos;
    if (s.unterminated) end = rest.size();
    s.emit(kind::copy_data, in.current(), in.current() + end);
    in.bump(end);
    return true;
  }
};

struct escape_string : pegtl::seq<pegtl::one<'e', 'E'>, quoted_with_escapes<'\''>> {};
/// UESCAPE '!' belongs to the token before it, as it says how to read that.
struct uescape : pegtl::seq<pegtl::star<blanks>, TAO_PEGTL_ISTRING("uescape"), pegtl::star<blanks>,
                            pegtl::one<'\''>, pegtl::any, pegtl::one<'\''>> {};
struct unicode_string
    : pegtl::seq<pegtl::one<'u', 'U'>, pegtl::one<'&'>, quoted<'\''>, pegtl::opt<uescape>> {};
struct unicode_name
    : pegtl::seq<pegtl::one<'u', 'U'>, pegtl::one<'&'>, quoted<'"'>, pegtl::opt<uescape>> {};
struct national_string : pegtl::seq<pegtl::one<'n', 'N'>, quoted<'\''>> {};
struct bit_string : pegtl::seq<pegtl::one<'b', 'B', 'x', 'X'>, quoted<'\''>> {};
struct line_comment : pegtl::seq<pegtl::two<'-'>, rest_of_line> {};
struct numbered_parameter : pegtl::seq<pegtl::one<'$'>, pegtl::plus<pegtl::digit>> {};
struct number
    : pegtl::sor<based_number<'x', 'X', pegtl::xdigit>, based_number<'o', 'O', pegtl::odigit>,
                 based_number<'b', 'B', pegtl::one<'0', '1'>>, separated_decimal> {};
struct word : pegtl::seq<word_begin, pegtl::star<word_more>> {};
struct meta_command : pegtl::seq<pegtl::one<'\\'>, rest_of_line> {};

// clang-format off
struct any_token : pegtl::sor<
    blanks_or_word,
    lexeme<kind::comment, line_comment>,
    lexeme<kind::comment, nested_comment>,
    lexeme<kind::string, pegtl::sor<quoted<'\''>, escape_string, unicode_string, national_string>>,
    lexeme<kind::bits, bit_string>,
    lexeme<kind::quoted_name, pegtl::sor<quoted<'"'>, unicode_name>>,
    lexeme<kind::word, word>,
    lexeme<kind::dollar_string, dollar_quoted>,
    lexeme<kind::parameter, numbered_parameter>,
    lexeme<kind::parameter, percent_placeholder>,
    lexeme<kind::number, number>,
    lexeme<kind::double_colon, pegtl::two<':'>>,
    lexeme<kind::colon_equals, pegtl::string<':', '='>>,
    lexeme<kind::colon, pegtl::one<':'>>,
    operator_characters,
    lexeme<kind::left_bracket, pegtl::one<'['>>,
    lexeme<kind::right_bracket, pegtl::one<']'>>,
    lexeme<kind::meta_command, meta_command>,
    statement_end,
    punctuation> {};
// clang-format on

struct text_grammar : pegtl::seq<pegtl::opt<lexeme<kind::space, byte_order_mark>>,
                                 pegtl::until<pegtl::eof, any_token>> {};

}  // namespace

void lex(std::string_view bytes, token_stream& tokens) {
  lexer_input in(bytes.data(), bytes.data() + bytes.size(), std::string_view());
  postgres_lexer_state state(bytes, keywords_of(dialect::postgres), tokens);
  pegtl::parse<text_grammar, lex_action>(in, state);
}

}  // namespace sluice::postgres
