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
/// PostgreSQL 18: CONSTRAINT n NOT NULL a
struct required_column : as<node::required_column, pegtl::opt<constraint_prefix>, words<kind::kw_not, kind::kw_null>, name, pegtl::opt<no_inherit>> {};
struct element : pegtl::sor<table_constraint, required_column, like_clause, column_definition> {};
struct element_list : as<node::element_list, in_parens<pegtl::opt<comma_list<element>>>> {};

struct inherits : as<node::inherits, tok<kind::kw_inherits>, in_parens<comma_list<object_name>>> {};
struct partition_by : as<node::partition_by, words<kind::kw_partition, kind::kw_by>, any_word, in_parens<comma_list<index_column>>> {};
struct access_method : pegtl::seq<tok<kind::kw_using>, name_word> {};
struct without_oids : words<kind::kw_without, kind::word> {};
/// DROP, DELETE ROWS, PRESERVE ROWS
struct commit_action : pegtl::sor<tok<kind::kw_drop>, pegtl::seq<any_word, tok<kind::kw_rows>>> {};
struct on_commit : pegtl::seq<words<kind::kw_on, kind::kw_commit>, commit_action> {};
struct tablespace : pegtl::seq<tok<kind::kw_tablespace>, name_word> {};
struct table_options : pegtl::star<pegtl::sor<inherits, partition_by, access_method, storage_parameters, without_oids, on_commit, tablespace>> {};

struct with_data : pegtl::seq<tok<kind::kw_with>, pegtl::opt<tok<kind::kw_no>>, tok<kind::kw_data>> {};
struct column_names_only : pegtl::opt<in_parens<comma_list<name_word>>> {};
/// AS EXECUTE prepared (1, 2)
struct from_prepared : as<node::from_query, words<kind::kw_as, kind::kw_execute>, name_word, pegtl::opt<arguments>> {};
struct as_query : pegtl::seq<column_names_only, table_options, pegtl::at<tok<kind::kw_as>>, pegtl::sor<from_prepared, from_query>, pegtl::opt<with_data>> {};

/// The columns of a type or a parent, with what is said about them here: a [WITH OPTIONS] NOT NULL
struct with_options : pegtl::seq<tok<kind::kw_with>, tok<kind::word>> {};
struct typed_column : as<node::column_definition, name, pegtl::opt<with_options>, pegtl::star<column_clause>> {};
struct typed_elements : as<node::element_list, in_parens<comma_list<pegtl::sor<table_constraint, typed_column>>>> {};
/// PARTITION OF parent [(...)] {FOR VALUES ... | DEFAULT}: the columns are the parent's.
struct bound_values : pegtl::seq<tok<kind::kw_from, kind::kw_to, kind::kw_in>, in_parens<comma_list<expression>>> {};
struct bound_modulus : storage_parameters {};
struct default_partition : as<node::default_partition, tok<kind::kw_default>> {};
struct value_bound : as<node::partition_bound, pegtl::plus<pegtl::sor<bound_values, bound_modulus>>> {};
struct partition_bound : pegtl::sor<default_partition, pegtl::seq<words<kind::kw_for, kind::kw_values>, value_bound>> {};
struct parent : as<node::partition_of, words<kind::kw_partition, kind::kw_of>, object_name> {};
struct partition_of : pegtl::seq<parent, pegtl::opt<typed_elements>, partition_bound> {};
struct row_type : as<node::of_type, tok<kind::kw_of>, object_name> {};
struct of_type : pegtl::seq<row_type, pegtl::opt<typed_elements>> {};
struct with_elements : pegtl::seq<element_list, table_options, pegtl::not_at<tok<kind::kw_as>>> {};
struct table_body : pegtl::sor<pegtl::seq<partition_of, table_options>, pegtl::seq<of_type, table_options>, with_elements, as_query> {};
struct create_table : as<node::create_table, create_table_head, table_body> {};

// ALTER TABLE

struct rename_to : as<node::rename_to, words<kind::kw_rename, kind::kw_to>, object_name> {};
struct rename_constraint : as<node::rename_constraint, words<kind::kw_rename, kind::kw_constraint>, name, tok<kind::kw_to>, name> {};
struct set_schema : as<node::set_schema, words<kind::kw_set, kind::kw_schema>, name> {};
struct add_column : as<node::add_column, tok<kind::kw_add>, optional_column, pegtl::opt<if_not_exists>, column_definition> {};
struct set_not_null : as<node::set_not_null, alter_column_head, words<kind::kw_set, kind::kw_not, kind::kw_null>> {};
/// PostgreSQL 18: ADD CONSTRAINT n NOT NULL c NOT VALID
struct add_not_null : as<node::set_not_null, tok<kind::kw_add>, pegtl::opt<constraint_prefix>, words<kind::kw_not, kind::kw_null>, name,
                         pegtl::star<pegtl::sor<not_valid, no_inherit>>> {};
struct drop_not_null : as<node::drop_not_null, alter_column_head, words<kind::kw_drop, kind::kw_not, kind::kw_null>> {};
struct set_data : words<kind::kw_set, kind::kw_data> {};
struct using_expression : pegtl::seq<tok<kind::kw_using>, expression> {};
struct change_type : as<node::change_type, alter_column_head, pegtl::opt<set_data>, tok<kind::kw_type>, type, pegtl::opt<collation>,
                        pegtl::opt<using_expression>> {};
/// GENERATED ALWAYS refuses the values that old writers send, and so stays opaque.
struct add_identity : as<node::add_identity, alter_column_head, words<kind::kw_add, kind::kw_generated>, by_default, words<kind::kw_as, kind::kw_identity>,
                         pegtl::opt<identity_options>> {};
struct drop_identity : as<node::drop_identity, alter_column_head, words<kind::kw_drop, kind::kw_identity>, pegtl::opt<if_exists>> {};
struct set_expression : as<node::set_expression, alter_column_head, tok<kind::kw_set>, the_word<"EXPRESSION">, tok<kind::kw_as>, in_parens<expression>> {};
struct drop_expression : as<node::drop_expression, alter_column_head, words<kind::kw_drop, kind::word>, pegtl::opt<if_exists>> {};
/// Its other forms change when or for whom it holds, and stay opaque.
struct enforce_constraint : as<node::enforce_constraint, tok<kind::kw_alter>, tok<kind::kw_constraint>, name, pegtl::opt<as<node::not_flag, tok<kind::kw_not>>>,
                               tok<kind::kw_enforced>> {};
struct validate_constraint : as<node::validate_constraint, words<kind::kw_validate, kind::kw_constraint>, name> {};

// What no reader or writer can tell: OWNER TO, SET (...), RESET (...), CLUSTER ON, SET STATISTICS ...
struct owner : pegtl::seq<words<kind::kw_owner, kind::kw_to>, pegtl::sor<any_word, tok<kind::quoted_name>>> {};
struct set_parameters : pegtl::seq<pegtl::sor<tok<kind::kw_set>, the_word<"RESET">>, balanced_parens> {};
struct cluster_on : pegtl::seq<the_word<"CLUSTER">, tok<kind::kw_on>, name_word> {};
/// With NOTHING or DEFAULT a published table may refuse UPDATE and DELETE: these stay opaque.
struct replica_identity : pegtl::seq<the_words<"REPLICA", "IDENTITY">, pegtl::sor<tok<kind::kw_full>, pegtl::seq<tok<kind::kw_using>, tok<kind::kw_index>, name_word>>> {};
/// SET WITHOUT CLUSTER, SET WITHOUT OIDS
struct set_without : pegtl::seq<tok<kind::kw_set>, tok<kind::kw_without>, tok<kind::word>> {};
struct statistics : pegtl::seq<tok<kind::kw_set>, tok<kind::word>, pegtl::sor<tok<kind::kw_default>, pegtl::seq<pegtl::opt<tok<kind::minus>>, tok<kind::number>>>> {};
struct column_storage : pegtl::seq<tok<kind::kw_set>, tok<kind::kw_storage>, pegtl::sor<any_word, tok<kind::quoted_name>>> {};
struct column_tuning : pegtl::seq<alter_column_head, pegtl::sor<statistics, column_storage, set_parameters>> {};
/// SET LOGGED, SET UNLOGGED, SET ACCESS METHOD m, SET TABLESPACE s: the rows are written anew.
struct method : pegtl::seq<the_word<"ACCESS">, the_word<"METHOD">> {};
struct other_place : pegtl::seq<pegtl::sor<method, tok<kind::kw_tablespace>>, pegtl::sor<any_word, tok<kind::quoted_name>>> {};
struct set_storage : pegtl::seq<tok<kind::kw_set>, pegtl::sor<the_word<"LOGGED">, the_word<"UNLOGGED">, other_place>> {};
struct quiet_action : as<node::quiet_action, pegtl::sor<owner, set_parameters, cluster_on, set_without, replica_identity, set_storage, column_tuning>> {};

// Partitions and parents

struct attach_partition : as<node::attach_partition, the_word<"ATTACH">, tok<kind::kw_partition>, object_name, partition_bound> {};
struct concurrently : as<node::concurrently, tok<kind::kw_concurrently>> {};
struct finalize : as<node::finalize, the_word<"FINALIZE">> {};
struct detach_partition : as<node::detach_partition, the_word<"DETACH">, tok<kind::kw_partition>, object_name, pegtl::opt<pegtl::sor<concurrently, finalize>>> {};
struct change_parent : as<node::change_parent, pegtl::opt<tok<kind::kw_no>>, the_word<"INHERIT">, object_name> {};

struct known_action : pegtl::sor<add_constraint, add_column, drop_constraint, drop_column, rename_to, rename_constraint, rename_column, set_schema,
                                 set_not_null, add_not_null, drop_not_null, set_default, drop_default, change_type, add_identity, drop_identity, set_expression, drop_expression,
                                 enforce_constraint, validate_constraint, quiet_action, attach_partition, detach_partition, change_parent> {};
struct alter_table : as<node::alter_table, alter_table_head, comma_list<action<known_action>>> {};
/// ALTER TABLE ALL IN TABLESPACE a [OWNED BY b, c] SET TABLESPACE d [NOWAIT]
struct move_tables : as<node::move_tables, words<kind::kw_alter, kind::kw_table, kind::kw_all, kind::kw_in, kind::kw_tablespace>,
                        pegtl::plus<pegtl::sor<any_element, tok<kind::comma>>>> {};

struct statement_grammar : pegtl::sor<create_table, alter_table, move_tables> {};

// clang-format on

}  // namespace

bool parse_table(sql::parse_state& s) {
  return match_statement<statement_grammar>(s);
}

}  // namespace sluice::postgres
