#include "dialects/sql/grammar/expressions.hpp"

// One flat list: operand (infix operand)*. Precedence does not matter to anybody who asks where an
// expression ends and what it names. Each parenthesis is read once: its content is decided by the
// first word (a query or a list), never by trying both.

namespace sluice::sql::rules {

namespace {

// clang-format off

struct item : pegtl::seq<pegtl::opt<tok<kind::kw_all, kind::kw_distinct>>, expression, pegtl::opt<tok<kind::kw_as>, type>> {};

/// (SELECT ...), (a, b), and ((SELECT 1) UNION SELECT 2).
struct set_operation : pegtl::seq<tok<kind::kw_union, kind::kw_except, kind::kw_intersect>,
                                  pegtl::opt<tok<kind::kw_all, kind::kw_distinct>>, query> {};
struct in_query : pegtl::seq<starts_query, query> {};
struct list_or_subquery : pegtl::seq<comma_list<expression>, pegtl::opt<set_operation>> {};
struct list_in_parens : pegtl::seq<pegtl::not_at<starts_query>, pegtl::opt<list_or_subquery>> {};
struct parenthesised : pegtl::seq<tok<kind::left_paren>, pegtl::sor<in_query, list_in_parens>, tok<kind::right_paren>> {};

struct item_list : pegtl::seq<pegtl::not_at<starts_query>, pegtl::opt<comma_list<item>>> {};
/// EXTRACT(x FROM y), TRIM(BOTH ...), GROUP_CONCAT(... SEPARATOR ...): what is no list is skipped whole.
struct plain_arguments : pegtl::seq<tok<kind::left_paren>,
                                    pegtl::sor<tok<kind::star>, in_query, item_list>,
                                    tok<kind::right_paren>> {};
struct arguments : pegtl::sor<plain_arguments, balanced_parens> {};

struct callable_word : tested<callable_word> {
  static bool test(kinds_input& in, parse_state& s) {
    if (!s.words.callables().test(static_cast<std::size_t>(kind_at(in)))) return false;
    if (kind_at(in, 1) != kind::left_paren) return false;
    in.bump(1);
    return true;
  }
};

struct over : pegtl::seq<tok<kind::kw_over>, pegtl::sor<balanced_parens, name_word>> {};
struct filter : pegtl::seq<tok<kind::kw_filter>, balanced_parens> {};
struct within_group : pegtl::seq<words<kind::kw_within, kind::kw_group>, balanced_parens> {};
/// IGNORE NULLS, RESPECT NULLS, FROM FIRST
struct null_treatment : pegtl::seq<tok<kind::kw_ignore, kind::word>, tok<kind::kw_nulls>> {};
struct from_end : pegtl::seq<tok<kind::kw_from>, tok<kind::kw_first, kind::word>, pegtl::at<pegtl::sor<null_treatment, tok<kind::kw_over>>>> {};
struct call_tail : pegtl::star<pegtl::sor<within_group, filter, from_end, null_treatment, over>> {};
struct call : pegtl::seq<callable_word, arguments, call_tail> {};
struct quantified : pegtl::seq<tok<kind::kw_exists, kind::kw_all>, arguments> {};

/// a.b.c, a.*, f(x), s.f(x), date '2026-01-01'
struct strings : pegtl::plus<tok<kind::string>> {};
struct path_call : pegtl::seq<arguments, call_tail> {};
/// MySQL: _utf8mb4 0x41
struct introduced_bytes : pegtl::seq<mysql_only, tok<kind::bits, kind::number>> {};
/// MariaDB: .t.a
struct leading_dot : pegtl::opt<mysql_only, tok<kind::dot>> {};
struct path : pegtl::seq<leading_dot, name_word, pegtl::star<tok<kind::dot>, label_word>,
                         pegtl::opt<pegtl::sor<pegtl::seq<tok<kind::dot>, tok<kind::star>>, path_call, strings, introduced_bytes>>> {};
/// timestamp with time zone '...', double precision '1', timestamp(3) '...'
struct typed_literal : pegtl::seq<tok<kind::kw_double, kind::kw_timestamp, kind::kw_time, kind::kw_character>,
                                  pegtl::opt<tok<kind::kw_precision, kind::kw_varying>>, pegtl::opt<balanced_parens>,
                                  pegtl::opt<zone_clause>, strings> {};

struct unit : pegtl::seq<name_word, pegtl::opt<tok<kind::kw_to>, name_word>> {};
/// The amount before a unit: parentheses are skipped, not read, because the word may turn out to be a
/// column or a function and they are read again.
struct amount_path : pegtl::seq<pegtl::not_at<tok<kind::kw_interval>>, name_path, pegtl::opt<balanced_parens>> {};
struct amount_call : pegtl::seq<tok<kind::call_word>, balanced_parens> {};
struct amount_value : pegtl::sor<strings, tok<kind::number, kind::parameter, kind::question, kind::variable>, balanced_parens, amount_path, amount_call> {};
struct amount_sign : tok<kind::plus, kind::minus> {};
struct amount : pegtl::list<pegtl::seq<pegtl::star<amount_sign>, amount_value>, tok<kind::star, kind::op, kind::plus, kind::minus>> {};
struct interval_literal : pegtl::seq<pegtl::opt<balanced_parens>, strings, pegtl::opt<unit>> {};
/// interval '1 day', interval(3) '1 day', INTERVAL 1 DAY, INTERVAL (a + 1) DAY
struct interval : pegtl::seq<tok<kind::kw_interval>, pegtl::sor<interval_literal, pegtl::seq<amount, unit>>> {};

struct case_branch : pegtl::seq<tok<kind::kw_when>, expression, tok<kind::kw_then>, expression> {};
struct case_else : pegtl::seq<tok<kind::kw_else>, expression> {};
struct case_expression : pegtl::seq<tok<kind::kw_case>, pegtl::opt<pegtl::not_at<tok<kind::kw_when>>, expression>,
                                    pegtl::plus<case_branch>, pegtl::opt<case_else>, tok<kind::kw_end>> {};

struct array : pegtl::seq<tok<kind::kw_array>, balanced_brackets> {};
/// CURRENT_TIMESTAMP(3)
struct value_word : pegtl::seq<tok<kind::value_word>, pegtl::opt<arguments>> {};
struct literal : pegtl::sor<strings, tok<kind::number, kind::bits, kind::dollar_string, kind::kw_null, kind::kw_default>, value_word> {};
struct placeholder : pegtl::sor<tok<kind::parameter, kind::question, kind::variable>,
                                pegtl::seq<tok<kind::colon>, label_word>> {};
/// MATCH (a, b) AGAINST (...)
struct match_columns : pegtl::sor<balanced_parens, comma_list<name_path>> {};
struct match_against : pegtl::seq<mysql_only, tok<kind::kw_match>, match_columns, name_word, balanced_parens> {};

/// MySQL: {d '2026-01-01'}; braces are stray characters.
struct braces : pegtl::seq<mysql_only, tok<kind::stray>, name_word, expression, tok<kind::stray>> {};
/// MariaDB: NEXT VALUE FOR s
struct sequence_value : pegtl::seq<mysql_only, words<kind::word, kind::kw_value, kind::kw_for>, name_path> {};

struct operand : pegtl::sor<parenthesised, case_expression, interval, array, typed_literal, match_against, call, quantified,
                            literal, sequence_value, path, placeholder, braces> {};

struct prefix : pegtl::sor<tok<kind::minus, kind::plus, kind::op, kind::kw_not, kind::kw_binary>> {};
struct simple_prefix : tok<kind::minus, kind::plus, kind::op> {};

struct subscript : balanced_brackets {};
struct field : pegtl::seq<tok<kind::dot>, pegtl::sor<label_word, tok<kind::star>>> {};
struct cast : pegtl::seq<tok<kind::double_colon>, type> {};
struct postfix : pegtl::sor<subscript, field, cast> {};
struct at_time_zone : pegtl::seq<words<kind::kw_at, kind::kw_time, kind::kw_zone>> {};
struct named_operator : pegtl::seq<tok<kind::word>, balanced_parens> {};

struct null_test : pegtl::sor<tok<kind::kw_isnull, kind::kw_notnull>, words<kind::kw_not, kind::kw_null>> {};
struct collate : pegtl::seq<tok<kind::kw_collate>, pegtl::sor<name_path, tok<kind::kw_binary, kind::string>>> {};

struct pattern_word : tok<kind::kw_like, kind::kw_ilike, kind::kw_in, kind::kw_regexp, kind::kw_rlike,
                          kind::kw_glob, kind::kw_match> {};
/// BETWEEN [SYMMETRIC] a AND b: its AND is one of the list.
struct between : pegtl::seq<tok<kind::kw_between>, pegtl::opt<tok<kind::reserved_word>>> {};
struct similar_to : words<kind::kw_similar, kind::kw_to> {};
struct sounds_like : words<kind::kw_sounds, kind::kw_like> {};
struct member_of : words<kind::kw_member, kind::kw_of> {};
struct is_operator : pegtl::seq<tok<kind::kw_is>, pegtl::opt<tok<kind::kw_not>>,
                                pegtl::opt<words<kind::kw_distinct, kind::kw_from>>> {};
struct arithmetic : tok<kind::equals, kind::op, kind::star, kind::plus, kind::minus, kind::question,
                        kind::colon_equals, kind::kw_div, kind::kw_mod> {};
struct infix : pegtl::sor<arithmetic,
                          tok<kind::kw_and, kind::kw_or, kind::kw_xor, kind::kw_escape>,
                          pegtl::seq<pegtl::opt<tok<kind::kw_not>>, pegtl::sor<between, pattern_word, similar_to>>,
                          is_operator, sounds_like, member_of, at_time_zone> {};

struct full_operand : pegtl::seq<pegtl::star<prefix>, operand, pegtl::star<postfix>,
                                 pegtl::star<pegtl::sor<collate, null_test>>> {};
struct full_expression : pegtl::list<full_operand, infix> {};

struct simple_operand : pegtl::seq<pegtl::star<simple_prefix>, operand, pegtl::star<postfix>> {};
struct simple_grammar : pegtl::list<simple_operand, pegtl::sor<arithmetic, at_time_zone>> {};

// clang-format on

}  // namespace

bool match_expression(kinds_input& in, parse_state& s) {
  return match_here<full_expression>(in, s);
}

bool match_simple_expression(kinds_input& in, parse_state& s) {
  return match_here<simple_grammar>(in, s);
}

namespace {

/// VALUES ROW(1), or MariaDB's VALUES (1), (2). VALUES(column) is a function.
bool begins_rows(const kinds_input& in, const parse_state& s) {
  if (kind_at(in, 1) != kind::left_paren) return kind_at(in, 1) == kind::kw_row;
  const std::size_t open = index_of(in) + 1;
  const kind next = kind_at(in, s.closers[open] + 1 - index_of(in));
  return next == kind::comma || next == kind::right_paren;
}

}  // namespace

bool at_query(const kinds_input& in, const parse_state& s) {
  switch (kind_at(in)) {
    case kind::kw_select:
      return true;
    case kind::kw_with:
      return kind_at(in, 1) != kind::right_paren && kind_at(in, 1) != kind::comma;
    case kind::kw_values:
      return s.which == dialect::mysql ? begins_rows(in, s) : kind_at(in, 1) == kind::left_paren;
    case kind::kw_table:
      return true;
    default:
      return false;
  }
}

}  // namespace sluice::sql::rules
