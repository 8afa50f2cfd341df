#include "dialects/sql/grammar/selects.hpp"

namespace sluice::sql::rules {

namespace {

// clang-format off

struct distinct_on : pegtl::seq<tok<kind::kw_on>, in_parens<comma_list<expression>>> {};
struct distinct : as<node::distinct, tok<kind::kw_distinct>, pegtl::opt<distinct_on>> {};
/// SQL_CALC_FOUND_ROWS, SQL_BIG_RESULT ...
struct buffer_word : pegtl::seq<mysql_only, tok<kind::reserved_word>> {};
struct select_words : pegtl::star<pegtl::sor<distinct, tok<kind::kw_all, kind::kw_straight_join, kind::kw_high_priority>, buffer_word>> {};
/// GROUPING SETS ((a, b), CUBE (c), ())
struct grouping_sets : tested<grouping_sets> {
  static bool test(kinds_input& in, parse_state& s);
};
struct group_item : pegtl::sor<grouping_sets, pegtl::seq<expression, pegtl::opt<tok<kind::kw_asc, kind::kw_desc>>>> {};
struct set_list : pegtl::seq<tok<kind::word>, tok<kind::word>, in_parens<comma_list<group_item>>> {};
struct group_by : as<node::group_by, words<kind::kw_group, kind::kw_by>, pegtl::opt<tok<kind::kw_all, kind::kw_distinct>>,
                     comma_list<group_item>, pegtl::opt<tok<kind::kw_with>, tok<kind::word>>> {};
/// MySQL: QUALIFY e after the windows is one kind with HAVING.
struct having : as<node::having, tok<kind::kw_having>, expression> {};
struct window_definition : pegtl::seq<name_word, tok<kind::kw_as>, window_parens> {};
struct window : as<node::window, tok<kind::kw_window>, comma_list<window_definition>> {};

/// INTO [TEMPORARY] [TABLE] name: what makes PostgreSQL's SELECT create a table
struct into_sort : pegtl::sor<pegtl::seq<pegtl::opt<tok<kind::word>>, as<node::temporary, tok<kind::kw_temporary>>>, tok<kind::kw_unlogged>> {};
struct into : as<node::into, postgres_only, tok<kind::kw_into>, pegtl::opt<into_sort>, pegtl::opt<tok<kind::kw_table>>, object_name> {};

/// MySQL: INTO @a, b; INTO OUTFILE 'x' FIELDS TERMINATED BY ','
struct into_variable : pegtl::sor<tok<kind::variable>, name_path> {};
struct outfile_option : pegtl::seq<pegtl::not_at<tok<kind::kw_from, kind::kw_where, kind::kw_order, kind::kw_limit, kind::kw_for, kind::kw_lock>>, any_element> {};
struct into_file : pegtl::seq<tok<kind::word, kind::reserved_word>, tok<kind::string>, pegtl::star<outfile_option>> {};
struct into_variables : pegtl::seq<mysql_only, tok<kind::kw_into>, pegtl::sor<into_file, comma_list<into_variable>>> {};

/// SELECT [DISTINCT] list [FROM ...] [WHERE ...] [GROUP BY ...] [HAVING ...] [WINDOW ...]
struct select_core : as<node::select_core, tok<kind::kw_select>, select_words, pegtl::opt<select_list>, pegtl::opt<pegtl::sor<into, into_variables>>, pegtl::opt<from_clause>,
                        pegtl::opt<where_clause>, pegtl::opt<group_by>, pegtl::opt<having>, pegtl::opt<window>, pegtl::opt<having>> {};
struct values_row : pegtl::seq<pegtl::opt<tok<kind::kw_row>>, in_parens<comma_list<expression>>> {};
struct values_clause : as<node::values_clause, tok<kind::kw_values>, comma_list<values_row>> {};
struct table_command : as<node::table_command, tok<kind::kw_table>, pegtl::sor<only_table, pegtl::seq<object_name, pegtl::opt<tok<kind::star>>>>> {};
struct nested_query : pegtl::seq<tok<kind::left_paren>, query, tok<kind::right_paren>> {};
struct query_term : pegtl::sor<select_core, values_clause, table_command, nested_query> {};

struct set_operation : as<node::set_operation, tok<kind::kw_union, kind::kw_except, kind::kw_intersect>,
                          pegtl::opt<tok<kind::kw_all, kind::kw_distinct>>, query_term> {};

struct lock_strength : pegtl::sor<tok<kind::kw_update, kind::kw_share>, pegtl::seq<tok<kind::kw_no>, tok<kind::kw_key>, tok<kind::kw_update>>,
                                  words<kind::kw_key, kind::kw_share>> {};
struct lock_tables : pegtl::seq<tok<kind::kw_of>, comma_list<name_path>> {};
/// NOWAIT, SKIP LOCKED
struct lock_wait : pegtl::plus<tok<kind::word, kind::number>> {};
struct for_read_only : pegtl::seq<tok<kind::kw_for>, tok<kind::word>, tok<kind::kw_only>> {};
struct for_update : pegtl::sor<pegtl::seq<tok<kind::kw_for>, lock_strength, pegtl::opt<lock_tables>, pegtl::opt<lock_wait>>, for_read_only> {};
struct lock_in_share_mode : pegtl::seq<words<kind::kw_lock, kind::kw_in, kind::kw_share>, tok<kind::word>, pegtl::opt<lock_wait>> {};
struct locking : as<node::locking, pegtl::plus<pegtl::sor<for_update, lock_in_share_mode>>> {};

/// MariaDB: PROCEDURE ANALYSE()
struct procedure : pegtl::seq<mysql_only, tok<kind::kw_procedure>, name_word, balanced_parens> {};
struct after_limit : pegtl::star<pegtl::sor<locking, into_variables, procedure>> {};
struct query_tail : pegtl::seq<pegtl::star<set_operation>, pegtl::opt<order_by>, pegtl::opt<limit>, after_limit, pegtl::opt<limit>> {};
struct query_grammar : pegtl::seq<pegtl::opt<with_clause>, query_term, query_tail> {};

struct query_in_parens : pegtl::seq<starts_query, query> {};
/// (a JOIN b), (SELECT ...), ((SELECT ...) UNION SELECT ...)
struct tables_in_parens : pegtl::seq<pegtl::not_at<starts_query>, table_list, query_tail> {};
/// MySQL: { OJ a LEFT JOIN b ON c }; braces are stray characters.
struct odbc_join : pegtl::seq<mysql_only, tok<kind::stray>, tok<kind::word>, joined_table, tok<kind::stray>> {};
struct parenthesised : pegtl::seq<tok<kind::left_paren>, pegtl::sor<query_in_parens, tables_in_parens>, tok<kind::right_paren>> {};

// clang-format on

}  // namespace

bool match_query(kinds_input& in, parse_state& s) {
  return match_here<query_grammar>(in, s);
}

bool match_query_rest(kinds_input& in, parse_state& s) {
  return match_here<query_tail>(in, s);
}

bool grouping_sets::test(kinds_input& in, parse_state& s) {
  if (kind_at(in) != kind::word || kind_at(in, 1) != kind::word ||
      kind_at(in, 2) != kind::left_paren)
    return false;
  const level deeper(s);
  return match_here<set_list>(in, s);
}

bool oj_braces::test(kinds_input& in, parse_state& s) {
  const level deeper(s);
  return match_here<odbc_join>(in, s);
}

bool parenthesised_tables::test(kinds_input& in, parse_state& s) {
  const level deeper(s);
  return match_here<parenthesised>(in, s);
}

}  // namespace sluice::sql::rules
