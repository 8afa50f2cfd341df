#include "dialects/sql/families.hpp"
#include "dialects/sql/grammar/columns.hpp"

namespace sluice::postgres {

namespace {

using namespace sql::rules;
using sql::kind;
using sql::node;

// clang-format off

// CREATE TABLE

/// LIKE other INCLUDING ALL: columns that are not written here.
struct like_clause : as<node::from_query, tok<kind::kw_like>, object_name, pegtl::star<any_word>> {};
struct element : pegtl::sor<table_constraint, like_clause, column_definition> {};
struct element_list : as<node::element_list, in_parens<pegtl::opt<comma_list<element>>>> {};

struct inherits : as<node::from_query, tok<kind::kw_inherits>, balanced_parens> {};
struct partition_by : pegtl::seq<words<kind::kw_partition, kind::kw_by>, any_word, balanced_parens> {};
struct access_method : pegtl::seq<tok<kind::kw_using>, name_word> {};
struct without_oids : words<kind::kw_without, kind::word> {};
/// DROP, DELETE ROWS, PRESERVE ROWS
struct commit_action : pegtl::sor<tok<kind::kw_drop>, pegtl::seq<any_word, tok<kind::kw_rows>>> {};
struct on_commit : pegtl::seq<words<kind::kw_on, kind::kw_commit>, commit_action> {};
struct tablespace : pegtl::seq<tok<kind::kw_tablespace>, name_word> {};
struct table_options : pegtl::star<pegtl::sor<inherits, partition_by, access_method, storage_parameters, without_oids, on_commit, tablespace>> {};

struct with_data : pegtl::seq<tok<kind::kw_with>, pegtl::opt<tok<kind::kw_no>>, tok<kind::kw_data>> {};
struct column_names_only : pegtl::opt<in_parens<comma_list<name_word>>> {};
struct as_query : pegtl::seq<column_names_only, table_options, pegtl::at<tok<kind::kw_as>>, from_query, pegtl::opt<with_data>> {};
/// PARTITION OF parent [(...)] {FOR VALUES ... | DEFAULT}: the columns are the parent's.
struct bound_word : pegtl::sor<balanced_parens, tok<kind::kw_for, kind::kw_values, kind::kw_from, kind::kw_to, kind::kw_in, kind::kw_with>> {};
struct partition_bound : pegtl::sor<tok<kind::kw_default>, pegtl::plus<bound_word>> {};
struct partition_of : as<node::from_query, words<kind::kw_partition, kind::kw_of>, object_name, pegtl::opt<balanced_parens>, partition_bound> {};
struct of_type : as<node::from_query, tok<kind::kw_of>, object_name, pegtl::opt<balanced_parens>> {};
struct with_elements : pegtl::seq<element_list, table_options, pegtl::not_at<tok<kind::kw_as>>> {};
struct table_body : pegtl::sor<pegtl::seq<partition_of, table_options>, pegtl::seq<of_type, table_options>, with_elements, as_query> {};
struct create_table : as<node::create_table, create_table_head, table_body> {};

// ALTER TABLE

struct rename_to : as<node::rename_to, words<kind::kw_rename, kind::kw_to>, object_name> {};
struct add_column : as<node::add_column, tok<kind::kw_add>, optional_column, pegtl::opt<if_not_exists>, column_definition> {};
struct set_not_null : as<node::set_not_null, alter_column_head, words<kind::kw_set, kind::kw_not, kind::kw_null>> {};
struct drop_not_null : as<node::drop_not_null, alter_column_head, words<kind::kw_drop, kind::kw_not, kind::kw_null>> {};
struct set_data : words<kind::kw_set, kind::kw_data> {};
struct using_expression : pegtl::seq<tok<kind::kw_using>, expression> {};
struct change_type : as<node::change_type, alter_column_head, pegtl::opt<set_data>, tok<kind::kw_type>, type, pegtl::opt<collation>,
                        pegtl::opt<using_expression>> {};
struct validate_constraint : as<node::validate_constraint, words<kind::kw_validate, kind::kw_constraint>, name> {};
struct known_action : pegtl::sor<add_constraint, add_column, drop_constraint, drop_column, rename_to, rename_column, set_not_null, drop_not_null,
                                 set_default, drop_default, change_type, validate_constraint> {};
struct alter_table : as<node::alter_table, alter_table_head, comma_list<action<known_action>>> {};

struct statement_grammar : pegtl::sor<create_table, alter_table> {};

// clang-format on

}  // namespace

bool parse_table(sql::parse_state& s) {
  return match_statement<statement_grammar>(s);
}

}  // namespace sluice::postgres
