#include "dialects/sql/grammar/expressions.hpp"

// One flat list: operand (infix operand)*. Precedence does not matter to anybody who asks where an
// expression ends and what it names. Each parenthesis is read once: its content is decided by the
// first word (a query or a list), never by trying both. For the same reason no rule is content with
// the part before an operator or parenthesis that it could not read: a loop around it would read
// the rest once more, and each level of nesting would double the work.

namespace sluice::sql::rules {

namespace {

// clang-format off

/// (SELECT ...), (a, b), and ((SELECT 1) UNION SELECT 2).
struct in_query : pegtl::seq<starts_query, query> {};
struct list_or_subquery : pegtl::seq<comma_list<expression>, query_rest> {};
struct list_in_parens : pegtl::seq<pegtl::not_at<starts_query>, pegtl::opt<list_or_subquery>> {};
struct parenthesised : pegtl::seq<tok<kind::left_paren>, pegtl::sor<in_query, list_in_parens>, tok<kind::right_paren>> {};

struct order_direction : pegtl::sor<tok<kind::kw_asc, kind::kw_desc>, pegtl::seq<tok<kind::kw_using>, any_operator>> {};
struct order_item : pegtl::seq<expression, pegtl::opt<order_direction>, pegtl::opt<tok<kind::kw_nulls>, any_word>> {};
struct order_by : pegtl::seq<words<kind::kw_order, kind::kw_by>, comma_list<order_item>> {};

/// No name, keyword or value ends before a parenthesis in PostgreSQL: that begins its arguments.
struct no_paren : pegtl::not_at<tok<kind::left_paren>> {};
struct no_arguments : pegtl::sor<pegtl::not_at<postgres_only>, no_paren> {};

/// What stands between the values of EXTRACT(x FROM y), TRIM(BOTH x FROM y), OVERLAY(x PLACING y FOR
/// z), XMLTABLE(... COLUMNS a int PATH 'x'): one rule for all of them, that reads each value once.
/// JSON_VALUE(a, b RETURNING int DEFAULT 0 ON EMPTY), JSON_OBJECT('a': 1 WITH UNIQUE KEYS), and
/// JSON_QUERY(a, b WITHOUT ARRAY WRAPPER)
struct array_word : pegtl::seq<tok<kind::kw_array>, pegtl::not_at<tok<kind::left_bracket, kind::left_paren>>> {};
struct json_word : pegtl::seq<postgres_only, pegtl::sor<tok<kind::kw_returning, kind::kw_on, kind::kw_unique, kind::kw_without, kind::colon>, array_word>> {};
struct argument_word : pegtl::sor<tok<kind::comma, kind::star, kind::kw_distinct, kind::kw_from, kind::kw_for, kind::kw_in, kind::kw_using,
                                      kind::kw_with, kind::kw_similar, kind::kw_escape, kind::reserved_word>,
                                  pegtl::seq<tok<kind::kw_all>, no_paren>, json_word> {};
struct argument_as : pegtl::seq<tok<kind::kw_as>, pegtl::sor<type, label_word>> {};
/// ARRAY((SELECT 1) UNION SELECT 2): its parentheses were taken for a value.
struct argument_rest : tested<argument_rest> {
  static bool test(kinds_input& in, parse_state& s) {
    const std::size_t begin = index_of(in);
    return match_query_rest(in, s) && index_of(in) > begin;
  }
};
struct begins_rest : pegtl::at<tok<kind::kw_union, kind::kw_except, kind::kw_intersect, kind::kw_limit, kind::kw_offset, kind::kw_fetch>> {};
struct argument : pegtl::sor<order_by, argument_as, pegtl::seq<begins_rest, argument_rest>, expression, argument_word> {};
struct argument_list : pegtl::seq<pegtl::not_at<starts_query>, pegtl::star<argument>> {};
/// JSON_ARRAY(SELECT a FROM t RETURNING jsonb)
struct query_argument : pegtl::seq<in_query, pegtl::opt<postgres_only, tok<kind::kw_returning>, type>> {};
struct plain_arguments : pegtl::seq<tok<kind::left_paren>, pegtl::sor<query_argument, argument_list>, tok<kind::right_paren>> {};
/// GROUP_CONCAT(... SEPARATOR ...) and the like of other dialects: what is no list is skipped whole.
struct skipped_arguments : as<node::unread, pegtl::not_at<postgres_only>, balanced_parens> {};
struct argument_grammar : pegtl::sor<plain_arguments, skipped_arguments> {};

struct callable_word : tested<callable_word> {
  static bool test(kinds_input& in, parse_state& s) {
    if (!s.words.callables().test(kind_at(in))) return false;
    if (kind_at(in, 1) != kind::left_paren || kind_at(in) == kind::kw_exists) return false;
    in.bump(1);
    return true;
  }
};

/// [name] [PARTITION BY ...] [ORDER BY ...] [ROWS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE TIES]
struct clause_word : pegtl::sor<words<kind::kw_partition, kind::kw_by>, words<kind::kw_order, kind::kw_by>, pegtl::seq<tok<kind::kw_using>, any_operator>> {};
struct window_part : pegtl::sor<clause_word, expression, tok<kind::comma>, pegtl::seq<any_word, no_paren>> {};
struct plain_window : pegtl::seq<tok<kind::left_paren>, pegtl::star<window_part>, tok<kind::right_paren>> {};
struct skipped_window : as<node::unread, pegtl::not_at<postgres_only>, balanced_parens> {};
struct window_grammar : as<node::window_frame, pegtl::sor<plain_window, skipped_window>> {};

struct over : pegtl::seq<tok<kind::kw_over>, pegtl::sor<window_grammar, name_word>> {};
struct filter : pegtl::seq<tok<kind::kw_filter>, in_parens<tok<kind::kw_where>, expression>> {};
struct within_group : pegtl::seq<words<kind::kw_within, kind::kw_group>, in_parens<order_by>> {};
/// IGNORE NULLS, RESPECT NULLS, FROM FIRST
struct null_treatment : pegtl::seq<tok<kind::kw_ignore, kind::word>, tok<kind::kw_nulls>> {};
struct from_end : pegtl::seq<tok<kind::kw_from>, tok<kind::kw_first, kind::word>, pegtl::at<pegtl::sor<null_treatment, tok<kind::kw_over>>>> {};
struct begins_tail : pegtl::sor<pegtl::seq<tok<kind::kw_over, kind::kw_filter>, tok<kind::left_paren>>, words<kind::kw_within, kind::kw_group>> {};
struct call_tail : pegtl::seq<pegtl::star<pegtl::sor<within_group, filter, from_end, null_treatment, over>>, pegtl::not_at<begins_tail>> {};
struct strings : pegtl::plus<tok<kind::string>> {};
struct typed_string : pegtl::sor<strings, tok<kind::dollar_string>> {};
/// f(x) OVER (...), and varchar(10) 'x'
struct call_rest : pegtl::seq<argument_grammar, pegtl::sor<pegtl::seq<postgres_only, typed_string>, call_tail>> {};
struct call : as<node::function_call, callable_word, call_rest> {};
struct quantified : pegtl::seq<tok<kind::kw_exists, kind::kw_all>, argument_grammar> {};
/// COLLATION FOR (x)
struct collation_for : pegtl::seq<postgres_only, tok<kind::call_word>, tok<kind::kw_for>, parenthesised> {};

/// MySQL: _utf8mb4 0x41
struct introduced_bytes : pegtl::seq<mysql_only, tok<kind::bits, kind::number>> {};
/// MariaDB: .t.a
struct leading_dot : pegtl::opt<mysql_only, tok<kind::dot>> {};
/// a.b.c, a.*, f(x), s.f(x), date '2026-01-01'
struct path_star : pegtl::seq<tok<kind::dot>, tok<kind::star>> {};
struct plain_path : pegtl::seq<name_word, pegtl::opt<pegtl::sor<path_star, typed_string, introduced_bytes>>> {};
struct dotted_path : pegtl::seq<leading_dot, name_word, pegtl::plus<tok<kind::dot>, label_word>, pegtl::opt<pegtl::sor<path_star, call_rest, typed_string>>> {};
struct path : as<node::path, pegtl::sor<dotted_path, plain_path>, no_arguments> {};
/// timestamp with time zone '...', double precision '1', timestamp(3) '...', bit varying(3) '101'
struct typed_literal_name : pegtl::sor<pegtl::seq<pegtl::opt<tok<kind::kw_national>>, tok<kind::kw_double, kind::kw_timestamp, kind::kw_time, kind::kw_character>,
                                                  pegtl::opt<tok<kind::kw_precision, kind::kw_varying>>>,
                                       pegtl::seq<postgres_only, tok<kind::word>, tok<kind::kw_varying>>> {};
struct typed_literal : pegtl::seq<typed_literal_name, pegtl::opt<balanced_parens>, pegtl::opt<zone_clause>, typed_string> {};
/// left 'x': a type may have the name of a function.
struct callable_literal : pegtl::seq<postgres_only, tok<kind::call_word>, typed_string> {};

struct unit : pegtl::seq<name_word, pegtl::opt<tok<kind::kw_to>, name_word>, pegtl::opt<in_parens<tok<kind::number>>>> {};
/// The amount before a unit: parentheses are skipped, not read, because the word may turn out to be a
/// column or a function and they are read again.
struct unread_parens : as<node::unread, balanced_parens> {};
struct amount_path : as<node::path, pegtl::not_at<tok<kind::kw_interval>>, name_path, pegtl::opt<unread_parens>> {};
struct amount_call : pegtl::seq<tok<kind::call_word>, unread_parens> {};
struct amount_value : pegtl::sor<strings, tok<kind::number, kind::parameter, kind::question, kind::variable>, unread_parens, amount_path, amount_call> {};
struct amount_sign : tok<kind::plus, kind::minus> {};
struct amount : pegtl::list<pegtl::seq<pegtl::star<amount_sign>, amount_value>, tok<kind::star, kind::op, kind::plus, kind::minus>> {};
struct interval_literal : pegtl::seq<pegtl::opt<balanced_parens>, typed_string, pegtl::opt<unit>> {};
struct interval_amount : pegtl::seq<pegtl::not_at<postgres_only>, amount, unit> {};
/// interval '1 day', interval(3) '1 day', INTERVAL 1 DAY, INTERVAL (a + 1) DAY
struct interval : pegtl::seq<tok<kind::kw_interval>, pegtl::sor<interval_literal, interval_amount>> {};

struct case_branch : pegtl::seq<tok<kind::kw_when>, expression, tok<kind::kw_then>, expression> {};
struct case_else : pegtl::seq<tok<kind::kw_else>, expression> {};
struct case_expression : pegtl::seq<tok<kind::kw_case>, pegtl::opt<pegtl::not_at<tok<kind::kw_when>>, expression>,
                                    pegtl::plus<case_branch>, pegtl::opt<case_else>, tok<kind::kw_end>> {};

/// ARRAY[1, 2], ARRAY[[1], [2]]
struct array_item;
struct array_items : pegtl::seq<tok<kind::left_bracket>, pegtl::opt<comma_list<array_item>>, tok<kind::right_bracket>> {};
struct nested_array : tested<nested_array> {
  static bool test(kinds_input& in, parse_state& s) {
    if (kind_at(in) != kind::left_bracket) return false;
    const level deeper(s);
    return match_here<array_items>(in, s);
  }
};
struct array_item : pegtl::sor<nested_array, expression> {};
struct array : pegtl::seq<tok<kind::kw_array>, array_items> {};
/// CURRENT_TIMESTAMP(3)
struct value_word : pegtl::seq<tok<kind::value_word>, pegtl::sor<argument_grammar, no_paren>> {};
struct literal : pegtl::sor<strings, tok<kind::number, kind::bits, kind::dollar_string, kind::kw_null, kind::kw_default>, value_word> {};
struct placeholder : pegtl::sor<tok<kind::parameter, kind::question, kind::variable>,
                                pegtl::seq<tok<kind::colon>, label_word>> {};
/// MATCH (a, b) AGAINST (...)
struct match_column : as<node::path, name_path> {};
struct match_list : comma_list<match_column> {};
struct match_columns : pegtl::sor<in_parens<match_list>, unread_parens, match_list> {};
struct match_against : pegtl::seq<mysql_only, tok<kind::kw_match>, match_columns, name_word, unread_parens> {};

/// MySQL: {d '2026-01-01'}; braces are stray characters.
struct braces : pegtl::seq<mysql_only, tok<kind::stray>, name_word, expression, tok<kind::stray>> {};
/// MariaDB: NEXT VALUE FOR s
struct sequence_value : as<node::unread, mysql_only, words<kind::word, kind::kw_value, kind::kw_for>, name_path> {};

struct operand : pegtl::sor<parenthesised, case_expression, interval, array, typed_literal, match_against, call, quantified,
                            literal, sequence_value, path, placeholder, braces, collation_for, callable_literal> {};

/// OPERATOR(s.+)
struct named_operator : pegtl::seq<tok<kind::kw_operator>, balanced_parens> {};

struct prefix : pegtl::sor<tok<kind::minus, kind::plus, kind::op, kind::kw_not, kind::kw_binary>, pegtl::seq<postgres_only, named_operator>> {};
struct simple_prefix : pegtl::sor<tok<kind::minus, kind::plus, kind::op>, pegtl::seq<postgres_only, named_operator>> {};

/// [1], [1:2], [:], []
struct subscript_part : pegtl::sor<tok<kind::colon>, expression> {};
struct subscript : pegtl::seq<tok<kind::left_bracket>, pegtl::star<subscript_part>, tok<kind::right_bracket>> {};
struct field : pegtl::seq<tok<kind::dot>, pegtl::sor<label_word, tok<kind::star>>> {};
struct cast : pegtl::seq<tok<kind::double_colon>, type> {};
/// PostgreSQL 17
struct at_local : pegtl::seq<tok<kind::kw_at>, the_word<"LOCAL">> {};
struct postfix : pegtl::sor<subscript, field, cast, at_local> {};
struct at_time_zone : pegtl::seq<words<kind::kw_at, kind::kw_time, kind::kw_zone>> {};

struct null_test : pegtl::sor<tok<kind::kw_isnull, kind::kw_notnull>, words<kind::kw_not, kind::kw_null>> {};
struct collate : pegtl::seq<tok<kind::kw_collate>, pegtl::sor<name_path, tok<kind::kw_binary, kind::string>>> {};
/// IS NFC NORMALIZED
struct normal_form_test : pegtl::seq<postgres_only, tok<kind::kw_is>, pegtl::opt<tok<kind::kw_not>>, tok<kind::word>, tok<kind::word>> {};

/// PostgreSQL 16: IS NOT JSON OBJECT WITH UNIQUE KEYS
struct unique_keys : pegtl::seq<tok<kind::kw_with, kind::kw_without>, tok<kind::kw_unique>, pegtl::opt<the_word<"KEYS">>> {};
struct json_test : pegtl::seq<postgres_only, tok<kind::kw_is>, pegtl::opt<tok<kind::kw_not>>, the_word<"JSON">,
                              pegtl::opt<the_word<"VALUE", "ARRAY", "OBJECT", "SCALAR">>, pegtl::opt<unique_keys>> {};

struct pattern_word : tok<kind::kw_like, kind::kw_ilike, kind::kw_in, kind::kw_regexp, kind::kw_rlike,
                          kind::kw_glob, kind::kw_match> {};
/// BETWEEN [SYMMETRIC] a AND b: its AND is one of the list.
struct between : pegtl::seq<tok<kind::kw_between>, pegtl::opt<tok<kind::reserved_word>>> {};
struct similar_to : words<kind::kw_similar, kind::kw_to> {};
struct sounds_like : words<kind::kw_sounds, kind::kw_like> {};
struct member_of : words<kind::kw_member, kind::kw_of> {};
struct is_distinct : pegtl::seq<tok<kind::kw_is>, pegtl::opt<tok<kind::kw_not>>, words<kind::kw_distinct, kind::kw_from>> {};
struct is_operator : pegtl::sor<is_distinct, pegtl::seq<tok<kind::kw_is>, pegtl::opt<tok<kind::kw_not>>>> {};
/// a OPERATOR(s.+) b, (a, b) OVERLAPS (c, d)
struct postgres_operator : pegtl::seq<postgres_only, pegtl::sor<named_operator, tok<kind::call_word>>> {};
struct arithmetic : tok<kind::equals, kind::op, kind::star, kind::plus, kind::minus, kind::question,
                        kind::colon_equals, kind::kw_div, kind::kw_mod> {};
struct infix : pegtl::sor<arithmetic,
                          tok<kind::kw_and, kind::kw_or, kind::kw_xor, kind::kw_escape>,
                          pegtl::seq<pegtl::opt<tok<kind::kw_not>>, pegtl::sor<between, pattern_word, similar_to>>,
                          is_operator, sounds_like, member_of, at_time_zone, postgres_operator> {};

struct full_operand : pegtl::seq<pegtl::star<prefix>, operand, pegtl::star<postfix>,
                                 pegtl::star<pegtl::sor<collate, null_test, json_test, normal_form_test>>> {};
/// What follows an operand as nothing but an operator.
struct hard_infix : pegtl::sor<arithmetic, tok<kind::kw_and, kind::kw_or, kind::kw_xor>, pegtl::seq<pegtl::opt<tok<kind::kw_not>>, pegtl::sor<between, tok<kind::kw_like, kind::kw_ilike, kind::kw_in>, similar_to>>,
                               is_operator, at_time_zone> {};
struct full_expression : pegtl::seq<pegtl::list<full_operand, infix>, pegtl::not_at<hard_infix>> {};

struct document_test : pegtl::seq<postgres_only, tok<kind::kw_is>, pegtl::opt<tok<kind::kw_not>>, tok<kind::word>> {};
struct simple_operand : pegtl::seq<pegtl::star<simple_prefix>, operand, pegtl::star<postfix>, pegtl::opt<pegtl::sor<json_test, document_test>>> {};
struct simple_infix : pegtl::sor<arithmetic, at_time_zone, pegtl::seq<postgres_only, pegtl::sor<is_distinct, named_operator>>> {};
struct simple_grammar : pegtl::list<simple_operand, simple_infix> {};

// clang-format on

}  // namespace

bool match_expression(kinds_input& in, parse_state& s) {
  return match_here<full_expression>(in, s);
}

bool match_simple_expression(kinds_input& in, parse_state& s) {
  return match_here<simple_grammar>(in, s);
}

bool match_arguments(kinds_input& in, parse_state& s) {
  return match_here<argument_grammar>(in, s);
}

bool match_window(kinds_input& in, parse_state& s) {
  return match_here<window_grammar>(in, s);
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
