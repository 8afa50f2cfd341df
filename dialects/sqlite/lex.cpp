#include "dialects/sqlite/lex.hpp"

#include "dialects/sql/lexer_state.hpp"

namespace sluice::sqlite {

namespace {

using namespace sql;  // the rules of lexer_state.hpp

struct bracketed : pegtl::seq<pegtl::one<'['>,
                              pegtl::until<pegtl::sor<pegtl::one<']'>, unterminated>, pegtl::any>> {
};
struct blob : pegtl::seq<pegtl::one<'x', 'X'>, quoted<'\''>> {};
struct line_comment : pegtl::seq<pegtl::two<'-'>, rest_of_line> {};
struct numbered_parameter : pegtl::seq<pegtl::one<'?'>, pegtl::star<pegtl::digit>> {};
/// $a::b(c) is one of the Tcl interface.
struct tcl_name : pegtl::seq<pegtl::one<'$'>, pegtl::plus<word_more>,
                             pegtl::star<pegtl::two<':'>, pegtl::plus<word_more>>> {};
struct tcl_suffix : pegtl::seq<pegtl::one<'('>, pegtl::star<pegtl::not_one<')', ' '>>> {};
struct tcl_parameter : pegtl::seq<tcl_name, pegtl::sor<pegtl::seq<tcl_suffix, pegtl::one<')'>>,
                                                       pegtl::not_at<pegtl::one<'('>>>> {};
/// To SQLite, too, what is never closed is one bad token.
struct open_tcl_parameter : pegtl::seq<tcl_name, tcl_suffix> {};
struct named_parameter
    : pegtl::sor<tcl_parameter, pegtl::seq<pegtl::one<':', '@', '#'>, pegtl::plus<word_more>>> {};
struct word : pegtl::seq<word_begin, pegtl::star<word_more>> {};
struct operator_text
    : pegtl::sor<pegtl::string<'-', '>', '>'>, pegtl::string<'-', '>'>, pegtl::two<'|'>,
                 pegtl::two<'<'>, pegtl::two<'>'>, pegtl::string<'<', '='>, pegtl::string<'>', '='>,
                 pegtl::string<'<', '>'>, pegtl::string<'!', '='>, pegtl::two<'='>,
                 pegtl::one<'/', '%', '&', '|', '<', '>', '~'>> {};

// clang-format off
struct any_token : pegtl::sor<
    blanks_or_word,
    lexeme<kind::comment, pegtl::sor<line_comment, block_comment>>,
    lexeme<kind::string, quoted<'\''>>,
    lexeme<kind::bits, blob>,
    lexeme<kind::quoted_name, pegtl::sor<quoted<'"'>, quoted<'`'>, bracketed>>,
    lexeme<kind::word, word>,
    lexeme<kind::number, pegtl::sor<based_number<'x', 'X', pegtl::xdigit>, separated_decimal>>,
    lexeme<kind::parameter, pegtl::sor<numbered_parameter, named_parameter>>,
    lexeme<kind::stray, open_tcl_parameter>,
    lexeme<kind::op, operator_text>,
    lexeme<kind::equals, pegtl::one<'='>>,
    lexeme<kind::star, pegtl::one<'*'>>,
    lexeme<kind::plus, pegtl::one<'+'>>,
    lexeme<kind::minus, pegtl::one<'-'>>,
    lexeme<kind::semicolon, pegtl::one<';'>>,
    punctuation> {};
// clang-format on

struct text_grammar : pegtl::seq<pegtl::opt<lexeme<kind::space, byte_order_mark>>,
                                 pegtl::until<pegtl::eof, any_token>> {};

}  // namespace

void lex(std::string_view bytes, token_stream& tokens) {
  lexer_input in(bytes.data(), bytes.data() + bytes.size(), std::string_view());
  lexer_state state(bytes, keywords_of(dialect::sqlite), tokens);
  pegtl::parse<text_grammar, lex_action>(in, state);
}

}  // namespace sluice::sqlite
