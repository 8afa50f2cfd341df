#include "dialects/sql/families.hpp"
#include "dialects/sql/grammar/selects.hpp"

namespace sluice::sql {

namespace {

using namespace rules;

// clang-format off

struct optional_with : pegtl::opt<with_clause> {};
struct priority : pegtl::star<tok<kind::kw_low_priority, kind::kw_high_priority, kind::kw_delayed, kind::kw_quick>> {};
struct ignore : as<node::ignore_flag, tok<kind::kw_ignore>> {};
/// SQLite: OR REPLACE, OR IGNORE, ...
struct or_conflict : pegtl::seq<tok<kind::kw_or>, pegtl::sor<as<node::replace_flag, tok<kind::kw_replace>>, any_word>> {};

/// a, t.a, a[1], (a).b
struct column_path : as<node::column_path, name, pegtl::star<pegtl::sor<pegtl::seq<tok<kind::dot>, label>, balanced_brackets>>> {};
struct column_list : as<node::column_list, in_parens<pegtl::opt<comma_list<column_path>>>> {};
struct assignment_target : pegtl::sor<column_path, column_list> {};
struct assignment : as<node::assignment, assignment_target, tok<kind::equals, kind::colon_equals>, expression> {};
struct set_list : as<node::set_list, comma_list<assignment>> {};
/// PostgreSQL 18: RETURNING WITH (OLD AS o, NEW AS n)
struct returned_row : pegtl::seq<the_word<"OLD", "NEW">, tok<kind::kw_as>, name_word> {};
struct returned_rows : pegtl::seq<postgres_only, tok<kind::kw_with>, in_parens<comma_list<returned_row>>> {};
struct returning : as<node::returning, tok<kind::kw_returning>, pegtl::opt<returned_rows>, comma_list<select_item>> {};

// INSERT

struct row : as<node::row, pegtl::opt<tok<kind::kw_row>>, in_parens<pegtl::opt<comma_list<expression>>>> {};
struct values : as<node::values_clause, tok<kind::kw_values, kind::kw_value>, comma_list<row>> {};
struct default_values : as<node::default_values, words<kind::kw_default, kind::kw_values>> {};
struct set_values : pegtl::seq<tok<kind::kw_set>, set_list> {};
struct source : pegtl::sor<pegtl::seq<values, query_rest>, default_values, set_values, pegtl::seq<pegtl::not_at<tok<kind::kw_values>>, query>> {};
struct overriding : pegtl::seq<tok<kind::kw_overriding>, any_word, tok<kind::kw_value>> {};
struct insert_alias : pegtl::seq<tok<kind::kw_as>, label_word> {};
struct row_alias : as<node::row_alias, tok<kind::kw_as>, label_word, pegtl::opt<balanced_parens>> {};

struct conflict_target : pegtl::sor<pegtl::seq<balanced_parens, pegtl::opt<tok<kind::kw_where>, expression>>,
                                    pegtl::seq<tok<kind::kw_on>, tok<kind::kw_constraint>, name_word>> {};
struct conflict_update : pegtl::seq<tok<kind::kw_update>, tok<kind::kw_set>, set_list, pegtl::opt<tok<kind::kw_where>, expression>> {};
struct on_conflict : as<node::upsert, words<kind::kw_on, kind::kw_conflict>, pegtl::opt<conflict_target>, tok<kind::kw_do>,
                        pegtl::sor<tok<kind::kw_nothing>, conflict_update>> {};
struct on_duplicate : as<node::upsert, words<kind::kw_on, kind::kw_duplicate, kind::kw_key, kind::kw_update>, set_list> {};

/// INSERT INTO; MySQL and SQLite: REPLACE INTO; MySQL without the INTO
struct replace_verb : pegtl::seq<pegtl::not_at<postgres_only>, as<node::replace_flag, tok<kind::kw_replace>>> {};
struct insert_verb : pegtl::sor<tok<kind::kw_insert>, replace_verb> {};
struct into_word : pegtl::sor<tok<kind::kw_into>, mysql_only> {};
struct insert : as<node::insert, optional_with, insert_verb, pegtl::opt<or_conflict>, priority, pegtl::opt<ignore>,
                   into_word, object_name, pegtl::opt<table_partition>, pegtl::opt<insert_alias>,
                   pegtl::opt<column_list>, pegtl::opt<overriding>, source, pegtl::opt<row_alias>,
                   pegtl::star<pegtl::sor<on_conflict, on_duplicate>>, pegtl::opt<returning>> {};

// UPDATE

struct target_list : as<node::target_list, table_list> {};
struct update : as<node::update, optional_with, tok<kind::kw_update>, pegtl::opt<or_conflict>, priority, pegtl::opt<ignore>,
                   target_list, tok<kind::kw_set>, set_list, pegtl::opt<from_clause>, pegtl::opt<where_clause>,
                   pegtl::opt<order_by>, pegtl::opt<limit>, pegtl::opt<returning>> {};

// DELETE FROM t [USING ...]; MySQL: DELETE a, b FROM ...; DELETE FROM a, b USING ...

struct delete_target : pegtl::seq<object_name, pegtl::opt<tok<kind::dot>, tok<kind::star>>> {};
struct delete_targets : as<node::delete_targets, comma_list<delete_target>> {};
struct using_clause : as<node::using_clause, tok<kind::kw_using>, table_list> {};
/// DELETE FROM a.*, b.* USING ...
struct delete_listed : pegtl::seq<tok<kind::kw_from>, delete_targets, using_clause> {};
struct delete_from : pegtl::seq<tok<kind::kw_from>, target_list, pegtl::opt<using_clause>, pegtl::not_at<tok<kind::dot>>> {};
struct delete_several : pegtl::seq<delete_targets, from_clause> {};
/// MariaDB: DELETE HISTORY FROM t BEFORE SYSTEM_TIME e; HISTORY reads like a table.
struct before_time : pegtl::seq<mysql_only, tok<kind::kw_before>, tok<kind::word>, expression> {};
struct delete_rows : as<node::delete_rows, optional_with, tok<kind::kw_delete>, priority, pegtl::opt<ignore>,
                        pegtl::sor<delete_from, delete_listed, delete_several>, pegtl::opt<before_time>, pegtl::opt<where_clause>, pegtl::opt<order_by>,
                        pegtl::opt<limit>, pegtl::opt<returning>> {};

// MERGE INTO t USING s ON ... WHEN [NOT] MATCHED [AND ...] THEN ...

struct merge_source : as<node::from_clause, tok<kind::kw_using>, joined_table> {};
/// After a JOIN the source has already taken its ON along.
struct merge_condition : pegtl::seq<tok<kind::kw_on>, expression> {};
struct merge_update : as<node::update, tok<kind::kw_update>, tok<kind::kw_set>, set_list> {};
struct merge_delete : as<node::delete_rows, tok<kind::kw_delete>> {};
struct merge_values : pegtl::sor<values, default_values> {};
struct merge_insert : as<node::insert, tok<kind::kw_insert>, pegtl::opt<column_list>, pegtl::opt<overriding>, merge_values> {};
struct merge_nothing : words<kind::kw_do, kind::kw_nothing> {};
/// PostgreSQL 17: NOT MATCHED BY SOURCE
struct unmatched_side : pegtl::seq<tok<kind::kw_by>, the_word<"SOURCE", "TARGET">> {};
struct merge_action : as<node::merge_action, tok<kind::kw_when>, pegtl::opt<tok<kind::kw_not>>, tok<kind::word>, pegtl::opt<unmatched_side>, pegtl::opt<tok<kind::kw_and>, expression>,
                         tok<kind::kw_then>, pegtl::sor<merge_update, merge_delete, merge_insert, merge_nothing>> {};
struct merge : as<node::merge, optional_with, words<kind::kw_merge, kind::kw_into>, as<node::target_list, table_reference>, merge_source,
                  pegtl::opt<merge_condition>, pegtl::plus<merge_action>, pegtl::opt<returning>> {};

struct row_change_grammar : pegtl::sor<insert, update, delete_rows, merge> {};
struct statement_grammar : pegtl::sor<row_change_grammar, query> {};

// clang-format on

}  // namespace

bool rules::match_row_change(kinds_input& in, parse_state& s) {
  return match_here<row_change_grammar>(in, s);
}

bool parse_dml(parse_state& s) {
  return match_statement<statement_grammar>(s);
}

}  // namespace sluice::sql
