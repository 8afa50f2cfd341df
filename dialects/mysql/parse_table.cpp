#include "dialects/sql/families.hpp"
#include "dialects/sql/grammar/columns.hpp"

namespace sluice::mysql {

namespace {

using namespace sql::rules;
using sql::kind;
using sql::node;

// clang-format off

// CREATE TABLE

struct element : pegtl::sor<table_constraint, index_definition, column_definition> {};
struct element_list : as<node::element_list, in_parens<comma_list<element>>> {};

/// [DEFAULT] word [word] [=] value: ENGINE=InnoDB, DEFAULT CHARACTER SET utf8mb4, AUTO_INCREMENT=5
struct word_option : pegtl::seq<tok<kind::word>, pegtl::opt<any_word>, tok<kind::equals>, any_element> {};
struct short_option : pegtl::seq<tok<kind::word>, option_value> {};
struct named_option : pegtl::seq<tok<kind::kw_auto_increment, kind::kw_comment, kind::kw_collate, kind::kw_charset, kind::kw_tablespace, kind::kw_union>,
                                 pegtl::opt<tok<kind::equals>>, any_element> {};
struct charset_option : pegtl::seq<words<kind::kw_character, kind::kw_set>, pegtl::opt<tok<kind::equals>>, any_element> {};
struct directory_option : pegtl::seq<tok<kind::kw_data, kind::kw_index>, tok<kind::word>, pegtl::opt<tok<kind::equals>>, tok<kind::string>> {};
struct system_versioning : pegtl::seq<tok<kind::kw_with>, tok<kind::word>, tok<kind::word>> {};
struct table_option : pegtl::seq<pegtl::opt<tok<kind::kw_default>>,
                                 pegtl::sor<named_option, charset_option, directory_option, word_option, short_option, system_versioning>> {};
struct partitioning : pegtl::seq<words<kind::kw_partition, kind::kw_by>, pegtl::plus<any_element>> {};
struct table_options : pegtl::seq<pegtl::opt<pegtl::list<table_option, pegtl::opt<tok<kind::comma>>>>, pegtl::opt<partitioning>> {};

/// LIKE other: columns that are not written here.
struct like_table : pegtl::seq<tok<kind::kw_like>, object_name> {};
struct like_clause : as<node::from_query, pegtl::sor<like_table, in_parens<like_table>>> {};
struct duplicates : pegtl::opt<tok<kind::kw_ignore, kind::kw_replace>> {};
struct query_part : pegtl::seq<duplicates, from_query> {};
struct with_elements : pegtl::seq<element_list, table_options, pegtl::opt<query_part>> {};
struct create_table : as<node::create_table, create_table_head, pegtl::sor<like_clause, with_elements, pegtl::seq<table_options, query_part>>> {};

// ALTER TABLE

struct position : pegtl::opt<pegtl::sor<tok<kind::kw_first>, pegtl::seq<tok<kind::kw_after>, name_word>>> {};
struct placed_column : pegtl::seq<column_definition, position> {};
struct several_columns : in_parens<comma_list<column_definition>> {};
struct add_column : as<node::add_column, tok<kind::kw_add>, optional_column, pegtl::opt<if_not_exists>, pegtl::sor<several_columns, placed_column>> {};
struct add_index : as<node::add_index, tok<kind::kw_add>, index_definition> {};
struct drop_primary_key : as<node::drop_primary_key, words<kind::kw_drop, kind::kw_primary, kind::kw_key>> {};
struct drop_foreign_key : as<node::drop_foreign_key, words<kind::kw_drop, kind::kw_foreign, kind::kw_key>, pegtl::opt<if_exists>, name> {};
struct drop_check : as<node::drop_check, words<kind::kw_drop, kind::kw_check>, name> {};
struct drop_table_index : as<node::drop_table_index, tok<kind::kw_drop>, tok<kind::kw_index, kind::kw_key>, pegtl::opt<if_exists>, name> {};
struct rename_to : as<node::rename_to, tok<kind::kw_rename>, pegtl::opt<tok<kind::kw_to, kind::kw_as, kind::equals>>, object_name> {};
struct rename_named_column : as<node::rename_column, words<kind::kw_rename, kind::kw_column>, pegtl::opt<if_exists>, name, tok<kind::kw_to>, name> {};
struct modify : as<node::redefine_column, tok<kind::kw_modify>, optional_column, pegtl::opt<if_exists>, placed_column> {};
struct change : as<node::redefine_column, tok<kind::kw_change>, optional_column, pegtl::opt<if_exists>, name, placed_column> {};
/// How the server shall go about it: changes nothing in the schema.
struct ignored_action : as<node::ignored_action, tok<kind::kw_algorithm, kind::kw_lock>, pegtl::opt<tok<kind::equals>>, any_word> {};
struct known_action : pegtl::sor<add_constraint, add_index, add_column, drop_constraint, drop_primary_key, drop_foreign_key, drop_check,
                                 drop_table_index, drop_column, rename_named_column, rename_to, modify, change, set_default, drop_default,
                                 ignored_action> {};
struct lock_wait : pegtl::opt<tok<kind::word>, tok<kind::number>> {};
struct alter_table : as<node::alter_table, alter_table_head, lock_wait, comma_list<action<known_action>>> {};

// RENAME TABLE a TO b, c TO d

struct rename_pair : as<node::rename_pair, object_name, tok<kind::kw_to>, object_name> {};
struct rename_table : as<node::rename_table, words<kind::kw_rename, kind::kw_table>, pegtl::opt<if_exists>, comma_list<rename_pair>> {};

struct statement_grammar : pegtl::sor<create_table, alter_table, rename_table> {};

// clang-format on

}  // namespace

bool parse_table(sql::parse_state& s) {
  return match_statement<statement_grammar>(s);
}

}  // namespace sluice::mysql
