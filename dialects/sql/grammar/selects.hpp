#pragma once

#include "dialects/sql/grammar/expressions.hpp"

#include <algorithm>
#include <array>

/// The clauses that SELECT, UPDATE, DELETE and INSERT share.
namespace sluice::sql::rules {

// clang-format off

/// A bare SET after a table of an UPDATE begins its assignments, although PostgreSQL has it as a name.
struct string_alias : as<node::name, mysql_only, tok<kind::string>> {};
/// SQLite has the words of joins as names of columns, but not as aliases without AS.
struct join_keyword : pegtl::seq<sqlite_only, tok<kind::kw_cross, kind::kw_full, kind::kw_inner, kind::kw_left, kind::kw_natural, kind::kw_outer, kind::kw_right>> {};
/// FROM t WINDOW w AS (...), FROM t TABLESAMPLE s (1): clauses, where their words may be names.
struct begins_window : pegtl::seq<tok<kind::kw_window>, name_word, tok<kind::kw_as>> {};
struct begins_sample : pegtl::seq<tok<kind::kw_tablesample>, any_word, tok<kind::left_paren>> {};
/// MariaDB: FROM t OFFSET 1 ROWS
struct begins_offset : pegtl::seq<mysql_only, tok<kind::kw_offset>, tok<kind::number, kind::parameter>, tok<kind::kw_row, kind::kw_rows>> {};
struct no_alias : pegtl::sor<tok<kind::kw_set, kind::kw_indexed, kind::kw_returning>, join_keyword, begins_window, begins_sample, begins_offset> {};
struct bare_alias : pegtl::sor<pegtl::seq<pegtl::not_at<no_alias>, name>, string_alias> {};
struct alias_name : pegtl::sor<pegtl::seq<tok<kind::kw_as>, label>, bare_alias> {};
struct alias : as<node::alias, alias_name, pegtl::opt<balanced_parens>> {};

struct item_alias : as<node::alias, alias_name> {};

/// Words that are a column's label in PostgreSQL only after AS.
constexpr std::array<kind, 29> labels_after_as = {
    kind::kw_array, kind::kw_as, kind::kw_character, kind::kw_create, kind::kw_except, kind::kw_fetch, kind::kw_filter, kind::kw_for,
    kind::kw_from, kind::kw_group, kind::kw_having, kind::kw_intersect, kind::kw_into, kind::kw_isnull, kind::kw_limit, kind::kw_notnull,
    kind::kw_offset, kind::kw_on, kind::kw_order, kind::kw_over, kind::kw_precision, kind::kw_returning, kind::kw_to, kind::kw_union,
    kind::kw_where, kind::kw_window, kind::kw_with, kind::kw_within, kind::kw_without};
/// SELECT a left, b table, c user: every other word will do without it.
struct bare_label : tested<bare_label> {
  static bool test(kinds_input& in, parse_state& s) {
    const kind k = kind_at(in);
    if (s.which != dialect::postgres || !is_word(k)) return false;
    if (std::find(labels_after_as.begin(), labels_after_as.end(), k) != labels_after_as.end()) return false;
    in.bump(1);
    return true;
  }
};
struct select_item : pegtl::sor<tok<kind::star>, pegtl::seq<expression, pegtl::opt<pegtl::sor<item_alias, bare_label>>>> {};
struct select_list : as<node::select_list, comma_list<select_item>> {};

// FROM

struct index_hint_use : pegtl::seq<tok<kind::kw_for>, pegtl::sor<tok<kind::kw_join>, words<kind::kw_order, kind::kw_by>, words<kind::kw_group, kind::kw_by>>> {};
struct index_hint : pegtl::seq<tok<kind::kw_use, kind::kw_force, kind::kw_ignore>, tok<kind::kw_index, kind::kw_key>,
                               pegtl::opt<index_hint_use>, balanced_parens> {};
struct table_partition : pegtl::seq<tok<kind::kw_partition>, balanced_parens> {};
/// TABLESAMPLE BERNOULLI (5) REPEATABLE (1)
struct table_sample : pegtl::seq<tok<kind::kw_tablesample>, name_path, arguments, pegtl::opt<tok<kind::word>, arguments>> {};
/// SQLite: INDEXED BY i, NOT INDEXED
struct indexed_by : pegtl::sor<pegtl::seq<words<kind::kw_indexed, kind::kw_by>, name_word>, words<kind::kw_not, kind::kw_indexed>> {};
/// f(x) WITH ORDINALITY AS t(a, b)
struct function_tail : as<node::function_table, arguments, pegtl::opt<tok<kind::kw_with>, tok<kind::word>>,
                          pegtl::opt<tok<kind::kw_as>, balanced_parens>> {};
/// CURRENT_DATE, CAST(x AS y), LEFT(x, 1): functions that no table can be called like.
struct special_function : as<node::function_table, pegtl::sor<tok<kind::value_word>, pegtl::seq<tok<kind::call_word, kind::kw_left, kind::kw_right>,
                             pegtl::at<tok<kind::left_paren>>>>, pegtl::opt<arguments>, pegtl::opt<tok<kind::kw_with>, tok<kind::word>>,
                             pegtl::opt<tok<kind::kw_as>, balanced_parens>> {};
/// ROWS FROM (f(x), g(y) AS (a int)) WITH ORDINALITY
struct rows_from_item : pegtl::seq<pegtl::sor<name_path, tok<kind::call_word>>, arguments, pegtl::opt<tok<kind::kw_as>, balanced_parens>> {};
struct rows_from : as<node::function_table, words<kind::kw_rows, kind::kw_from>, in_parens<comma_list<rows_from_item>>,
                      pegtl::opt<tok<kind::kw_with>, tok<kind::word>>> {};
struct only_table : pegtl::seq<tok<kind::kw_only>, pegtl::sor<object_name, in_parens<object_name>>> {};
struct table_source : pegtl::sor<rows_from, only_table, pegtl::seq<object_name, pegtl::sor<function_tail, pegtl::opt<tok<kind::star>>>>,
                                 pegtl::seq<postgres_only, special_function>> {};
/// MariaDB: FOR SYSTEM_TIME AS OF e, FOR PORTION OF p FROM e TO e
struct time_range : pegtl::sor<pegtl::seq<words<kind::kw_as, kind::kw_of>, expression>, pegtl::seq<tok<kind::kw_between>, expression>, tok<kind::kw_all>,
                               pegtl::seq<pegtl::opt<tok<kind::kw_of>, name_word>, tok<kind::kw_from>, expression, tok<kind::kw_to>, expression>> {};
struct table_times : pegtl::seq<mysql_only, words<kind::kw_for, kind::word>, time_range> {};
struct table_reference : as<node::table_reference, pegtl::opt<tok<kind::kw_lateral>>, table_source, pegtl::opt<table_partition>, pegtl::opt<table_times>,
                            pegtl::opt<alias>, pegtl::star<pegtl::opt<tok<kind::comma>>, index_hint>, pegtl::opt<table_sample>,
                            pegtl::opt<indexed_by>> {};

/// Parentheses hold a query or more tables; compiled with the query grammar.
struct parenthesised_tables : tested<parenthesised_tables> {
  static bool test(kinds_input& in, parse_state& s);
};
struct derived_table : as<node::derived_table, pegtl::opt<tok<kind::kw_lateral>>, parenthesised_tables, pegtl::opt<alias>> {};
struct oj_braces : tested<oj_braces> {
  static bool test(kinds_input& in, parse_state& s);
};
struct table_primary : pegtl::sor<derived_table, table_reference, oj_braces> {};

struct join_side : pegtl::seq<tok<kind::kw_left, kind::kw_right, kind::kw_full>, pegtl::opt<tok<kind::kw_outer>>> {};
/// SQLite takes them in any order.
struct sqlite_join_word : pegtl::seq<pegtl::star<join_keyword>, tok<kind::kw_join>> {};
struct join_word : pegtl::sor<pegtl::seq<pegtl::opt<tok<kind::kw_natural>>, pegtl::opt<pegtl::sor<tok<kind::kw_inner, kind::kw_cross>, join_side>>,
                                         tok<kind::kw_join>>,
                              tok<kind::kw_straight_join>, sqlite_join_word> {};
struct join_using : pegtl::seq<tok<kind::kw_using>, balanced_parens, pegtl::opt<tok<kind::kw_as>, label_word>> {};
struct join_condition : pegtl::sor<pegtl::seq<tok<kind::kw_on>, expression>, join_using> {};
struct join : as<node::join, join_word, table_primary> {};
/// SQLite: FROM a, b ON a.x = b.y
struct joined_table : pegtl::seq<table_primary, pegtl::star<sqlite_only, pegtl::not_at<words<kind::kw_on, kind::kw_conflict>>, join_condition>,
                                 pegtl::star<join, pegtl::star<join_condition>>> {};
struct table_list : pegtl::list<joined_table, tok<kind::comma>> {};
struct from_clause : as<node::from_clause, tok<kind::kw_from>, table_list> {};

// The rest

/// WHERE CURRENT OF cursor
struct current_of : as<node::expression, words<kind::kw_current, kind::kw_of>, pegtl::sor<name_word, tok<kind::parameter>>> {};
struct where_clause : as<node::where_clause, tok<kind::kw_where>, pegtl::sor<current_of, expression>> {};
struct nulls_order : pegtl::seq<tok<kind::kw_nulls>, any_word> {};
struct order_direction : pegtl::sor<tok<kind::kw_asc, kind::kw_desc>, pegtl::seq<tok<kind::kw_using>, any_operator>> {};
struct order_item : pegtl::seq<expression, pegtl::opt<order_direction>, pegtl::opt<nulls_order>> {};
struct order_by : as<node::order_by, words<kind::kw_order, kind::kw_by>, comma_list<order_item>> {};

/// MariaDB: ROWS EXAMINED n
struct rows_examined : pegtl::seq<mysql_only, words<kind::kw_rows, kind::word>, expression> {};
struct limit_value : pegtl::seq<pegtl::sor<tok<kind::kw_all>, expression>, pegtl::opt<tok<kind::comma>, expression>, pegtl::opt<rows_examined>> {};
struct limit_count : pegtl::seq<tok<kind::kw_limit>, pegtl::sor<rows_examined, limit_value>> {};
struct offset_count : pegtl::seq<tok<kind::kw_offset>, expression, pegtl::opt<tok<kind::kw_row, kind::kw_rows>>> {};
struct fetch_end : pegtl::sor<tok<kind::kw_only>, pegtl::seq<tok<kind::kw_with>, tok<kind::word>>> {};
struct row_word : tok<kind::kw_row, kind::kw_rows> {};
struct fetch_count : pegtl::seq<tok<kind::kw_fetch>, any_word, pegtl::opt<pegtl::not_at<row_word>, simple_expression>, row_word, fetch_end> {};
struct limit : as<node::limit, pegtl::plus<pegtl::sor<limit_count, offset_count, fetch_count>>> {};

struct cte_materialized : pegtl::seq<pegtl::opt<tok<kind::kw_not>>, tok<kind::kw_materialized>> {};
struct begins_row_change : pegtl::at<tok<kind::kw_insert, kind::kw_update, kind::kw_delete, kind::kw_merge>> {};
struct changing_query : pegtl::seq<postgres_only, begins_row_change, row_change> {};
/// A WITH inside a WITH is read once, whatever follows it.
struct inner_with : tested<inner_with> {
  static bool test(kinds_input& in, parse_state& s);
};
struct cte_body : in_parens<pegtl::opt<inner_with>, pegtl::not_at<tok<kind::kw_with>>, pegtl::sor<changing_query, query>> {};
/// SEARCH DEPTH FIRST BY a, b SET c
struct search_clause : pegtl::seq<tok<kind::word>, tok<kind::word>, words<kind::kw_first, kind::kw_by>, comma_list<name_word>, tok<kind::kw_set>, name_word> {};
/// CYCLE a, b SET c [TO x DEFAULT y] USING d
struct cycle_marks : pegtl::seq<tok<kind::kw_to>, simple_expression, tok<kind::kw_default>, simple_expression> {};
struct cycle_clause : pegtl::seq<tok<kind::word>, comma_list<name_word>, tok<kind::kw_set>, name_word, pegtl::opt<cycle_marks>, tok<kind::kw_using>, name_word> {};
/// MariaDB: CYCLE a RESTRICT
struct cte_cycle : pegtl::seq<mysql_only, tok<kind::word>, comma_list<name_word>, tok<kind::kw_restrict>> {};
struct cte : as<node::cte, name, pegtl::opt<balanced_parens>, tok<kind::kw_as>, pegtl::opt<cte_materialized>, cte_body,
                pegtl::opt<search_clause>, pegtl::opt<pegtl::sor<cte_cycle, cycle_clause>>> {};
struct recursive : as<node::recursive, tok<kind::kw_recursive>, pegtl::at<name_word>> {};
struct with_clause : as<node::with_clause, tok<kind::kw_with>, pegtl::opt<recursive>, comma_list<cte>> {};

inline bool inner_with::test(kinds_input& in, parse_state& s) {
  if (kind_at(in) != kind::kw_with) return false;
  const level deeper(s);
  return match_here<with_clause>(in, s);
}

// clang-format on

}  // namespace sluice::sql::rules
