#include "dialects/sql/families.hpp"
#include "dialects/sql/grammar/columns.hpp"

namespace sluice::sql {

namespace {

using namespace rules;

// clang-format off

struct concurrently : as<node::concurrently, postgres_only, tok<kind::kw_concurrently>> {};

// Indexes

struct unique_flag : as<node::unique_flag, tok<kind::kw_unique>> {};
struct on_table : as<node::on_table, tok<kind::kw_on>, only_or_all> {};
struct index_where : as<node::where_clause, tok<kind::kw_where>, expression> {};
/// MariaDB: WAIT 5, NOWAIT
struct lock_wait : pegtl::seq<mysql_only, tok<kind::word>, pegtl::opt<tok<kind::number>>> {};
struct vector_word : pegtl::seq<mysql_only, tok<kind::word>> {};
struct index_tail : pegtl::sor<include_columns, nulls_distinct, storage_parameters, pegtl::seq<tok<kind::kw_tablespace>, name_word>,
                               index_where, method_option, index_option, lock_wait> {};
struct create_index : as<node::create_index, tok<kind::kw_create>, pegtl::opt<or_replace>, pegtl::opt<pegtl::sor<unique_flag, index_sort, vector_word>>, tok<kind::kw_index>,
                         pegtl::opt<concurrently>, pegtl::opt<if_not_exists>, pegtl::opt<object_name>, pegtl::opt<index_method>, on_table,
                         pegtl::opt<index_method>, index_columns, pegtl::star<index_tail>> {};
struct drop_index : as<node::drop_index, words<kind::kw_drop, kind::kw_index>, pegtl::opt<concurrently>, pegtl::opt<if_exists>, comma_list<object_name>,
                       pegtl::opt<mysql_only, on_table>, pegtl::opt<drop_behavior>, pegtl::star<pegtl::sor<method_option, lock_wait>>> {};

// Views

struct definer : pegtl::seq<tok<kind::kw_definer>, tok<kind::equals>, pegtl::sor<tok<kind::value_word>, label_word>, pegtl::opt<tok<kind::variable>>, pegtl::opt<balanced_parens>> {};
struct security : pegtl::seq<words<kind::kw_sql, kind::kw_security>, any_word> {};
struct recursive : as<node::recursive, tok<kind::kw_recursive>> {};
struct view_scope : pegtl::sor<pegtl::seq<pegtl::opt<the_word<"GLOBAL", "LOCAL">>, tok<kind::kw_temporary>>, tok<kind::kw_unlogged>> {};
struct view_option : pegtl::sor<method_option, definer, security, view_scope, recursive> {};
struct materialized : as<node::materialized, tok<kind::kw_materialized>> {};
struct view_tail : pegtl::seq<tok<kind::kw_with>, pegtl::plus<any_word>> {};
struct view_storage : pegtl::sor<storage_parameters, pegtl::seq<tok<kind::kw_tablespace>, name_word>, index_method> {};
struct create_view : as<node::create_view, tok<kind::kw_create>, pegtl::opt<or_replace>, pegtl::star<view_option>, pegtl::opt<materialized>, tok<kind::kw_view>,
                        pegtl::opt<if_not_exists>, object_name, pegtl::opt<balanced_parens>, pegtl::star<view_storage>, tok<kind::kw_as>, query,
                        pegtl::opt<view_tail>> {};
struct drop_view : as<node::drop_view, tok<kind::kw_drop>, pegtl::opt<materialized>, tok<kind::kw_view>, pegtl::opt<if_exists>, comma_list<object_name>,
                      pegtl::opt<drop_behavior>> {};

// The other drops

struct temporary_word : pegtl::opt<tok<kind::kw_temporary>> {};
struct drop_table : as<node::drop_table, tok<kind::kw_drop>, temporary_word, tok<kind::kw_table, kind::kw_tables>, pegtl::opt<if_exists>, comma_list<object_name>,
                       pegtl::opt<lock_wait>, pegtl::opt<drop_behavior>> {};
struct function_flag : as<node::function_flag, tok<kind::kw_function>> {};
struct procedure_flag : as<node::procedure_flag, tok<kind::kw_procedure>> {};
struct routine_reference : pegtl::seq<object_name, pegtl::opt<balanced_parens>> {};
struct drop_routine : as<node::drop_routine, tok<kind::kw_drop>, pegtl::sor<function_flag, procedure_flag>, pegtl::opt<if_exists>, comma_list<routine_reference>,
                         pegtl::opt<drop_behavior>> {};
struct trigger_table : as<node::on_table, tok<kind::kw_on>, object_name> {};
struct drop_trigger : as<node::drop_trigger, words<kind::kw_drop, kind::kw_trigger>, pegtl::opt<if_exists>, object_name, pegtl::opt<trigger_table>,
                         pegtl::opt<drop_behavior>> {};

struct statement_grammar : pegtl::sor<create_index, create_view, drop_table, drop_index, drop_view, drop_routine, drop_trigger> {};

// clang-format on

}  // namespace

bool parse_object(parse_state& s) {
  return match_statement<statement_grammar>(s);
}

}  // namespace sluice::sql
