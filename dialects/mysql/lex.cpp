#include "dialects/mysql/lex.hpp"

#include "dialects/sql/lexer_state.hpp"

#include <algorithm>
#include <string>

namespace sluice::mysql {

namespace {

using namespace sql;  // the rules of lexer_state.hpp

constexpr bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct mysql_lexer_state : lexer_state {
  using lexer_state::lexer_state;

  const server_version* server = nullptr;  ///< null: not known
  std::string delimiter;                   ///< empty: the semicolon
  bool ansi_quotes = false;
  bool backslash_escapes = true;
  bool in_code_comment = false;
  bool has_unclosed_text = false;  ///< a $tag$ that none follows: they are names here
  /// Where the search of the statement for SET sql_mode has come to, and what it found.
  struct {
    std::size_t statement = 0;  ///< index of its first token
    std::size_t next = 0;
    bool begun = false;
    bool is_set = false;
    bool about_mode = false;
  } setting;

  [[nodiscard]] bool starts_with_delimiter(std::string_view rest) const {
    return !delimiter.empty() && rest.starts_with(delimiter);
  }
  /// A delimiter such as `go` must not cut a longer word.
  [[nodiscard]] bool delimiter_is_word() const {
    return !delimiter.empty() && is_word_byte(delimiter.front()) && delimiter.front() != '$';
  }
  void end_statement(kind what, const char* begin, const char* end);
};

/// SET ... sql_mode = 'A,B' decides how quotes and backslashes are read from here on. A statement
/// with semicolons of its own is looked at once for each of them, each time from where the last
/// look ended.
void follow_sql_mode(mysql_lexer_state& s) {
  auto& seen = s.setting;
  if (seen.statement != s.statement_begin)
    seen = {s.statement_begin, s.statement_begin, false, false, false};
  for (; seen.next < s.tokens.size(); ++seen.next) {
    const token& t = s.tokens[seen.next];
    if (is_trivia(t.what)) continue;
    if (!seen.begun) seen.is_set = t.what == kind::kw_set;
    seen.begun = true;
    if (!seen.is_set) continue;
    const std::string upper = upper_case(s.text_of(t));
    if (upper == "SQL_MODE" || upper == "@@SQL_MODE" || upper.ends_with(".SQL_MODE")) {
      seen.about_mode = true;
    } else if (seen.about_mode && t.what == kind::comma) {
      seen.about_mode = false;
    } else if (seen.about_mode &&
               (t.what == kind::string || is_word(t.what) || t.what == kind::variable)) {
      // A saved value (@old_sql_mode) is taken to be the default again.
      s.ansi_quotes = upper.find("ANSI") != std::string::npos;
      s.backslash_escapes = upper.find("NO_BACKSLASH_ESCAPES") == std::string::npos;
    }
  }
}

void mysql_lexer_state::end_statement(kind what, const char* begin, const char* end) {
  follow_sql_mode(*this);
  emit(what, begin, end);
}

struct custom_delimiter : scanned<custom_delimiter> {
  static bool scan(lexer_input& in, mysql_lexer_state& s) {
    const std::string_view rest(in.current(), in.size());
    if (!s.starts_with_delimiter(rest)) return false;
    const std::size_t length = s.delimiter.size();
    if (s.delimiter_is_word() && length < rest.size() && is_word_byte(rest[length])) return false;
    s.end_statement(kind::delimiter, in.current(), in.current() + length);
    in.bump(length);
    return true;
  }
};

struct semicolon : scanned<semicolon> {
  static bool scan(lexer_input& in, mysql_lexer_state& s) {
    if (in.empty() || in.peek_char() != ';') return false;
    const bool inner = !s.delimiter.empty() || s.in_code_comment;
    s.end_statement(inner ? kind::inner_semicolon : kind::semicolon, in.current(),
                    in.current() + 1);
    in.bump(1);
    return true;
  }
};

/// DELIMITER x, where a statement could begin; the line end belongs to it. At the
/// begin of a line it also ends a statement without its terminator, as scripts in the wild have it:
/// read as SQL it would swallow all that follows.
struct delimiter_command : scanned<delimiter_command> {
  /// What the clients of MySQL and MariaDB keep of a longer one.
  static constexpr std::size_t longest_delimiter = 15;

  static bool may_begin(const mysql_lexer_state& s) {
    if (s.statement_empty) return true;
    if (s.delimiter.empty() || s.tokens.empty()) return false;
    const token& before = s.tokens.back();
    return before.what == kind::space && s.text_of(before).find('\n') != std::string_view::npos;
  }

  static bool scan(lexer_input& in, mysql_lexer_state& s) {
    constexpr std::string_view command = "delimiter";
    const std::string_view rest(in.current(), in.size());
    if (!may_begin(s) || rest.size() <= command.size()) return false;
    if (!same_word(rest.substr(0, command.size()), command)) return false;
    const std::size_t line_end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, line_end);
    if (!is_blank(rest[command.size()])) return false;
    line.remove_prefix(command.size());
    while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
    std::size_t length = 0;
    while (length < line.size() && !is_blank(line[length])) ++length;
    line = line.substr(0, length);
    if (line.size() > 2 && (line.front() == '\'' || line.front() == '"') &&
        line.back() == line.front()) {
      line = line.substr(1, line.size() - 2);
    }
    if (line.empty()) return false;
    line = line.substr(0, longest_delimiter);
    s.delimiter = line == ";" ? std::string() : std::string(line);
    const std::size_t whole = std::min(line_end + 1, rest.size());
    s.emit(kind::delimiter_command, in.current(), in.current() + whole);
    in.bump(whole);
    s.statement_begin = s.tokens.size();
    s.statement_empty = true;
    return true;
  }
};

/// The opening of an executable comment: /*!, /*!50100 or /*M!100100.
struct code_opening {
  std::size_t length = 0;  ///< 0: the text does not begin with one
  bool mariadb_only = false;
  int version = 0;  ///< five or six digits: 50100, 100100; 0 when it names none
};

code_opening read_opening(std::string_view text) {
  code_opening out;
  out.mariadb_only = text.starts_with("/*M!");
  out.length = out.mariadb_only ? 4 : text.starts_with("/*!") ? 3 : 0;
  if (out.length == 0) return out;
  const auto digits = text.substr(out.length, 6);
  const auto count = std::min(digits.find_first_not_of("0123456789"), digits.size());
  if (count < 5) return out;
  for (const char c : digits.substr(0, count)) out.version = out.version * 10 + (c - '0');
  out.length += count;
  return out;
}

/// Proved in tests/live/session_test.cpp. MariaDB leaves out what MySQL 5.7 and later would run, as
/// it is none of these. A server that is not known runs all but what no server does.
bool is_code(const code_opening& opening, const server_version* server) {
  constexpr int first_not_of_mariadb = 50700;
  constexpr int last_not_of_mariadb = 99999;
  if (server == nullptr) return opening.version / 10 != 99999 && opening.version != 99999;
  const int here = server->major * 10000 + server->minor * 100 + server->patch;
  if (opening.version > here) return false;
  if (server->kind != engine::mariadb) return !opening.mariadb_only;
  return opening.mariadb_only || opening.version < first_not_of_mariadb ||
         opening.version > last_not_of_mariadb;
}

/// What is a comment on the server is one here.
struct never_code : scanned<never_code> {
  static bool scan(lexer_input& in, mysql_lexer_state& s) {
    const std::string_view rest(in.current(), in.size());
    const code_opening opening = read_opening(rest);
    if (opening.length == 0 || s.in_code_comment || is_code(opening, s.server)) return false;
    const std::size_t end = rest.find("*/", opening.length);
    s.unterminated = end == std::string_view::npos;
    const std::size_t length = s.unterminated ? rest.size() : end + 2;
    s.emit(kind::comment, in.current(), in.current() + length);
    in.bump(length);
    return true;
  }
};

/// What follows is code.
struct code_open : scanned<code_open> {
  static bool scan(lexer_input& in, mysql_lexer_state& s) {
    const std::string_view rest(in.current(), in.size());
    if (s.in_code_comment) return false;
    const std::size_t length = read_opening(rest).length;
    if (length == 0) return false;
    // Whether it is closed is known here: the content is lexed on its own.
    s.unterminated = rest.find("*/", length) == std::string_view::npos;
    s.in_code_comment = true;
    s.emit(kind::code_open, in.current(), in.current() + length);
    in.bump(length);
    return true;
  }
};

struct code_close : scanned<code_close> {
  static bool scan(lexer_input& in, mysql_lexer_state& s) {
    if (!s.in_code_comment || in.size() < 2) return false;
    if (in.peek_char() != '*' || in.peek_char(1) != '/') return false;
    s.in_code_comment = false;
    s.emit(kind::code_close, in.current(), in.current() + 2);
    in.bump(2);
    return true;
  }
};

/// MySQL 9.0: AS $tag$ ... $tag$, the program of a routine in another language. Elsewhere, and
/// where it is never closed, a dollar begins a name.
struct program_text : scanned<program_text> {
  static bool scan(lexer_input& in, mysql_lexer_state& s) {
    if (in.empty() || in.peek_char() != '$' || s.has_unclosed_text) return false;
    if (s.server != nullptr && s.server->kind == engine::mariadb) return false;
    const std::string_view rest(in.current(), in.size());
    if (s.starts_with_delimiter(rest) || !follows_as(s)) return false;
    std::size_t tag = 1;
    while (tag < rest.size() && is_word_byte(rest[tag]) && rest[tag] != '$') ++tag;
    if (tag >= rest.size() || rest[tag] != '$') return false;
    const std::string_view mark = rest.substr(0, tag + 1);
    const std::size_t close = rest.find(mark, mark.size());
    s.has_unclosed_text = close == std::string_view::npos;
    if (s.has_unclosed_text) return false;
    s.emit(kind::dollar_string, in.current(), in.current() + close + mark.size());
    in.bump(close + mark.size());
    return true;
  }

  static bool follows_as(const mysql_lexer_state& s) {
    const auto before = std::find_if(s.tokens.rbegin(), s.tokens.rend(),
                                     [](const token& t) { return !is_trivia(t.what); });
    return before != s.tokens.rend() && before->what == kind::kw_as;
  }
};

/// A word ends where the delimiter begins: END$$.
struct word : scanned<word> {
  static bool scan(lexer_input& in, mysql_lexer_state& s) {
    const std::string_view rest(in.current(), in.size());
    std::size_t length = 0;
    bool all_digits = true;
    while (length < rest.size() && is_word_byte(rest[length])) {
      if (!s.delimiter_is_word() && s.starts_with_delimiter(rest.substr(length))) break;
      all_digits = all_digits && rest[length] >= '0' && rest[length] <= '9';
      ++length;
    }
    if (length == 0 || all_digits || is_number(rest.substr(0, length))) return false;
    in.bump(length);
    return true;
  }

  /// 1e5 and 0x1F are numbers although letters stand in them; 1e5a and 2fa are names.
  static bool is_number(std::string_view text) {
    if (text.front() < '0' || text.front() > '9') return false;
    const auto digits_from = [text](std::size_t at, std::string_view digits) {
      return at < text.size() && text.find_first_not_of(digits, at) == std::string_view::npos;
    };
    if (text.size() > 2 && text[0] == '0' && text[1] == 'x') {
      return digits_from(2, "0123456789abcdefABCDEF");
    }
    if (text.size() > 2 && text[0] == '0' && text[1] == 'b') return digits_from(2, "01");
    const std::size_t letter = text.find_first_not_of("0123456789");
    if (letter == std::string_view::npos) return true;
    if (text[letter] != 'e' && text[letter] != 'E') return false;
    return letter + 1 == text.size() || digits_from(letter + 1, "0123456789");
  }
};

/// After a name the dot is no decimal point: t.2fa.
struct dot_after_name : scanned<dot_after_name> {
  static bool scan(lexer_input& in, mysql_lexer_state& s) {
    if (in.empty() || in.peek_char() != '.' || s.tokens.empty()) return false;
    const kind before = s.tokens.back().what;
    if (!is_word(before) && before != kind::quoted_name) return false;
    s.emit(kind::dot, in.current(), in.current() + 1);
    in.bump(1);
    return true;
  }
};

template <bool Wanted>
struct when_escapes : scanned<when_escapes<Wanted>> {
  static bool scan(lexer_input& /*in*/, mysql_lexer_state& s) {
    return s.backslash_escapes == Wanted;
  }
};

struct when_ansi_quotes : scanned<when_ansi_quotes> {
  static bool scan(lexer_input& /*in*/, mysql_lexer_state& s) { return s.ansi_quotes; }
};

template <char Quote>
struct any_quoted
    : pegtl::sor<pegtl::seq<when_escapes<true>, quoted_with_escapes<Quote>>, quoted<Quote>> {};

struct national_string : pegtl::seq<pegtl::one<'n', 'N'>, any_quoted<'\''>> {};
struct bit_string : pegtl::seq<pegtl::one<'b', 'B', 'x', 'X'>, quoted<'\''>> {};
struct binary_number : pegtl::seq<pegtl::string<'0', 'b'>, pegtl::plus<pegtl::one<'0', '1'>>> {};
/// `--` alone is two minus signs.
struct dash_comment
    : pegtl::seq<pegtl::two<'-'>, pegtl::at<pegtl::sor<pegtl::eof, pegtl::range<'\0', ' '>>>,
                 rest_of_line> {};
struct hash_comment : pegtl::seq<pegtl::one<'#'>, rest_of_line> {};
struct variable_name : pegtl::sor<pegtl::plus<pegtl::sor<word_more, pegtl::one<'.'>>>, quoted<'`'>,
                                  quoted<'\''>, quoted<'"'>> {};
struct variable : pegtl::seq<pegtl::one<'@'>, pegtl::opt<pegtl::one<'@'>>, variable_name> {};

struct operator_text
    : pegtl::sor<pegtl::string<'<', '=', '>'>, pegtl::string<'-', '>', '>'>,
                 pegtl::string<'-', '>'>, pegtl::two<'|'>, pegtl::two<'&'>, pegtl::two<'<'>,
                 pegtl::two<'>'>, pegtl::string<'<', '='>, pegtl::string<'>', '='>,
                 pegtl::string<'<', '>'>, pegtl::string<'!', '='>,
                 pegtl::one<'/', '%', '^', '&', '|', '<', '>', '~', '!'>> {};

// clang-format off
struct any_token : pegtl::sor<
    custom_delimiter,
    lexeme<kind::space, blanks>,
    lexeme<kind::comment, pegtl::sor<dash_comment, hash_comment>>,
    never_code,
    code_open,
    code_close,
    lexeme<kind::comment, block_comment>,
    delimiter_command,
    lexeme<kind::string, pegtl::sor<any_quoted<'\''>, national_string>>,
    lexeme<kind::quoted_name, pegtl::sor<quoted<'`'>, pegtl::seq<when_ansi_quotes, quoted<'"'>>>>,
    lexeme<kind::string, any_quoted<'"'>>,
    lexeme<kind::bits, bit_string>,
    program_text,
    lexeme<kind::word, word>,
    dot_after_name,
    lexeme<kind::number, pegtl::sor<hexadecimal_number, binary_number, decimal_number>>,
    lexeme<kind::variable, variable>,
    lexeme<kind::kw_null, pegtl::string<'\\', 'N'>>,
    lexeme<kind::colon_equals, pegtl::string<':', '='>>,
    lexeme<kind::parameter, pegtl::sor<pegtl::one<'?'>, percent_placeholder>>,
    lexeme<kind::colon, pegtl::one<':'>>,
    lexeme<kind::op, operator_text>,
    lexeme<kind::equals, pegtl::one<'='>>,
    lexeme<kind::star, pegtl::one<'*'>>,
    lexeme<kind::plus, pegtl::one<'+'>>,
    lexeme<kind::minus, pegtl::one<'-'>>,
    semicolon,
    punctuation> {};
// clang-format on

struct text_grammar : pegtl::seq<pegtl::opt<lexeme<kind::space, byte_order_mark>>,
                                 pegtl::until<pegtl::eof, any_token>> {};

}  // namespace

void lex(std::string_view bytes, token_stream& tokens, const server_version* server) {
  lexer_input in(bytes.data(), bytes.data() + bytes.size(), std::string_view());
  mysql_lexer_state state(bytes, keywords_of(dialect::mysql), tokens);
  state.server = server;
  pegtl::parse<text_grammar, lex_action>(in, state);
}

std::optional<std::string> text_on(std::string_view bytes, const server_version& server) {
  if (bytes.find("/*!") == std::string_view::npos && bytes.find("/*M!") == std::string_view::npos)
    return std::nullopt;
  token_stream tokens;
  lex(bytes, tokens, &server);
  std::optional<std::string> out;
  for (const token& t : tokens) {
    const std::string_view text = bytes.substr(t.where.begin, t.where.size());
    if (t.what != kind::comment || read_opening(text).length == 0) continue;
    if (!out) out = bytes;
    const std::size_t mark = t.where.begin + text.find('!');
    std::fill(out->begin() + t.where.begin + 2,
              out->begin() + static_cast<std::ptrdiff_t>(mark) + 1, ' ');
  }
  return out;
}

}  // namespace sluice::mysql
