#include "dialects/sql/families.hpp"
#include "dialects/sql/grammar/columns.hpp"

namespace sluice::mysql {

namespace {

using namespace sql::rules;
using sql::kind;
using sql::node;

// clang-format off

// CREATE TABLE

/// MariaDB: PERIOD FOR SYSTEM_TIME (from, to)
struct period : as<node::period, the_word<"PERIOD">, pegtl::opt<if_not_exists>, tok<kind::kw_for>, name_word, column_names> {};
struct element : pegtl::sor<table_constraint, index_definition, period, column_definition> {};
struct element_list : as<node::element_list, in_parens<comma_list<element>>> {};

/// [DEFAULT] word [word] [=] value: ENGINE=InnoDB, DEFAULT CHARACTER SET utf8mb4, AUTO_INCREMENT=5
struct word_option : pegtl::seq<tok<kind::word>, pegtl::opt<any_word>, tok<kind::equals>, any_element> {};
struct short_option : pegtl::seq<pegtl::not_at<the_word<"REMOVE">>, tok<kind::word>, option_value> {};
struct named_option : pegtl::seq<tok<kind::kw_auto_increment, kind::kw_comment, kind::kw_collate, kind::kw_charset, kind::kw_tablespace, kind::kw_union, kind::kw_storage>,
                                 pegtl::opt<tok<kind::equals>>, any_element> {};
struct charset_option : pegtl::seq<words<kind::kw_character, kind::kw_set>, pegtl::opt<tok<kind::equals>>, any_element> {};
struct directory_option : pegtl::seq<tok<kind::kw_data, kind::kw_index>, tok<kind::word>, pegtl::opt<tok<kind::equals>>, tok<kind::string>> {};
struct system_versioning : pegtl::seq<tok<kind::kw_with>, tok<kind::word>, tok<kind::word>> {};
struct start_transaction : pegtl::seq<tok<kind::kw_start>, tok<kind::word>> {};
struct table_option : pegtl::seq<pegtl::opt<tok<kind::kw_default>>,
                                 pegtl::sor<named_option, charset_option, directory_option, word_option, short_option, system_versioning, start_transaction>> {};
/// Up to the query of CREATE TABLE ... AS.
struct partition_part : pegtl::seq<pegtl::not_at<tok<kind::kw_select, kind::kw_as, kind::kw_ignore, kind::kw_replace>>, any_element> {};
struct partitioning : pegtl::seq<words<kind::kw_partition, kind::kw_by>, pegtl::plus<partition_part>> {};
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
struct several_columns : in_parens<comma_list<element>> {};
struct add_period : as<node::add_column, tok<kind::kw_add>, period> {};
struct drop_period : as<node::drop_period, tok<kind::kw_drop>, the_word<"PERIOD">, pegtl::opt<if_exists>, tok<kind::kw_for>, name_word> {};
struct add_column : as<node::add_column, tok<kind::kw_add>, optional_column, pegtl::opt<if_not_exists>, pegtl::sor<several_columns, placed_column>> {};
struct add_index : as<node::add_index, tok<kind::kw_add>, index_definition> {};
struct drop_primary_key : as<node::drop_primary_key, words<kind::kw_drop, kind::kw_primary, kind::kw_key>> {};
struct drop_foreign_key : as<node::drop_foreign_key, words<kind::kw_drop, kind::kw_foreign, kind::kw_key>, pegtl::opt<if_exists>, name> {};
struct drop_check : as<node::drop_check, words<kind::kw_drop, kind::kw_check>, pegtl::opt<if_exists>, name> {};
struct drop_table_index : as<node::drop_table_index, tok<kind::kw_drop>, tok<kind::kw_index, kind::kw_key>, pegtl::opt<if_exists>, name> {};
struct rename_index : as<node::rename_index, tok<kind::kw_rename>, tok<kind::kw_index, kind::kw_key>, pegtl::opt<if_exists>, name, tok<kind::kw_to>, name> {};
struct rename_to : as<node::rename_to, tok<kind::kw_rename>, pegtl::opt<tok<kind::kw_to, kind::kw_as, kind::equals>>, object_name> {};
struct rename_named_column : as<node::rename_column, words<kind::kw_rename, kind::kw_column>, pegtl::opt<if_exists>, name, tok<kind::kw_to>, name> {};
struct modify : as<node::redefine_column, tok<kind::kw_modify>, optional_column, pegtl::opt<if_exists>, placed_column> {};
struct change : as<node::redefine_column, tok<kind::kw_change>, optional_column, pegtl::opt<if_exists>, name, placed_column> {};
struct altered_column : pegtl::seq<tok<kind::kw_alter>, optional_column, pegtl::opt<if_exists>, name> {};
struct set_default : as<node::set_default, altered_column, words<kind::kw_set, kind::kw_default>, expression> {};
struct drop_default : as<node::drop_default, altered_column, words<kind::kw_drop, kind::kw_default>> {};
/// ALTER COLUMN c SET INVISIBLE
struct set_visibility : as<node::set_visibility, altered_column, words<kind::kw_set, kind::kw_invisible>> {};
/// ALTER INDEX i INVISIBLE; MariaDB: [NOT] IGNORED
struct index_visibility : as<node::quiet_action, tok<kind::kw_alter>, tok<kind::kw_index, kind::kw_key>, pegtl::opt<if_exists>, name_word,
                             pegtl::opt<tok<kind::kw_not>>, tok<kind::kw_invisible>> {};
struct not_flag : as<node::not_flag, tok<kind::kw_not>> {};
struct enforce_constraint : as<node::enforce_constraint, tok<kind::kw_alter>, tok<kind::kw_check, kind::kw_constraint>, name, pegtl::opt<not_flag>,
                               tok<kind::kw_enforced>> {};
/// CONVERT TO CHARACTER SET x [COLLATE y]
struct character_words : pegtl::sor<words<kind::kw_character, kind::kw_set>, tok<kind::kw_charset>> {};
struct convert_characters : as<node::convert_characters, tok<kind::call_word>, tok<kind::kw_to>, character_words, pegtl::opt<tok<kind::equals>>,
                               pegtl::sor<name_word, tok<kind::kw_binary, kind::kw_default, kind::string>>, pegtl::opt<collation>> {};

/// ENGINE=, COMMENT=, ROW_FORMAT= ...; the commas between them may be left out.
struct option_action : pegtl::plus<table_option> {};
struct order_column : pegtl::seq<name_path, pegtl::opt<tok<kind::kw_asc, kind::kw_desc>>> {};
struct order_rows : pegtl::seq<words<kind::kw_order, kind::kw_by>, comma_list<order_column>> {};
/// DISABLE KEYS, ENABLE KEYS
struct keys_action : pegtl::seq<tok<kind::word>, tok<kind::reserved_word>> {};
/// WITH VALIDATION, WITHOUT VALIDATION
struct validation : pegtl::seq<tok<kind::kw_with, kind::kw_without>, tok<kind::word>> {};
struct storage_action : as<node::quiet_action, pegtl::sor<tok<kind::kw_force>, order_rows, keys_action, validation, option_action>> {};

/// DROP PARTITION a, b; REORGANIZE PARTITION a INTO (...); DISCARD TABLESPACE ...: the lowering reads
/// the words, and takes what it does not know for an action that could do anything.
struct partition_action : as<node::partition_action, any_word, tok<kind::kw_partition, kind::kw_tablespace>, anything> {};
/// MariaDB: CONVERT PARTITION p TO TABLE t, CONVERT TABLE t TO PARTITION p VALUES ...
struct convert_partition : as<node::convert_partition, tok<kind::call_word>,
                              pegtl::sor<pegtl::seq<tok<kind::kw_partition>, name_word, words<kind::kw_to, kind::kw_table>, object_name>,
                                         pegtl::seq<tok<kind::kw_table>, object_name, words<kind::kw_to, kind::kw_partition>, anything>>> {};
/// At the end, without a comma before it: PARTITION BY ..., REMOVE PARTITIONING
struct partition_tail : pegtl::sor<pegtl::seq<words<kind::kw_partition, kind::kw_by>, anything>, pegtl::seq<words<kind::word, kind::word>, pegtl::eof>> {};
struct repartition : as<node::action, as<node::partition_action, partition_tail>> {};

struct known_action : pegtl::sor<convert_partition, partition_action, add_constraint, add_index, add_period, drop_period, add_column, drop_constraint, drop_primary_key, drop_foreign_key, drop_check,
                                 drop_table_index, drop_column, rename_named_column, rename_index, rename_to, modify, change, set_default, drop_default,
                                 set_visibility, index_visibility, enforce_constraint, convert_characters, method_option, storage_action> {};
struct table_action : as<node::action, pegtl::sor<pegtl::seq<known_action, pegtl::sor<action_end, pegtl::at<partition_tail>>>, opaque_action>> {};
struct actions : pegtl::seq<comma_list<table_action>, pegtl::opt<repartition>> {};

/// MariaDB: WAIT 5, NOWAIT
struct lock_wait : pegtl::sor<pegtl::seq<tok<kind::word>, tok<kind::number>>,
                              pegtl::seq<tok<kind::word>, pegtl::at<tok<kind::kw_add, kind::kw_alter, kind::kw_change, kind::kw_drop, kind::kw_modify, kind::kw_rename>>>> {};
/// ALTER [ONLINE] [IGNORE] TABLE
struct alter_head : pegtl::seq<tok<kind::kw_alter>, pegtl::opt<tok<kind::word>>, pegtl::opt<tok<kind::kw_ignore>>, tok<kind::kw_table>, pegtl::opt<if_exists>, object_name> {};
struct alter_table : as<node::alter_table, alter_head, pegtl::opt<lock_wait>, pegtl::opt<pegtl::sor<pegtl::seq<repartition, pegtl::eof>, actions>>> {};

// ALTER [ALGORITHM = x] [DEFINER = u] [SQL SECURITY x] VIEW name AS query: the view is made anew.

struct view_definer : pegtl::seq<words<kind::kw_definer, kind::equals>, pegtl::sor<tok<kind::value_word>, label_word>, pegtl::opt<tok<kind::variable>>,
                                 pegtl::opt<balanced_parens>> {};
struct view_option : pegtl::sor<pegtl::seq<words<kind::kw_algorithm, kind::equals>, any_word>, view_definer,
                                pegtl::seq<words<kind::kw_sql, kind::kw_security>, any_word>> {};
struct view_check : pegtl::seq<tok<kind::kw_with>, pegtl::plus<any_word>> {};
struct alter_view : as<node::create_view, tok<kind::kw_alter>, pegtl::star<view_option>, tok<kind::kw_view>, object_name, pegtl::opt<balanced_parens>,
                       tok<kind::kw_as>, query, pegtl::opt<view_check>> {};

// RENAME TABLE a TO b, c TO d

/// MariaDB: a WAIT 5 TO b, a NOWAIT TO b
struct rename_wait : pegtl::seq<tok<kind::word>, pegtl::opt<tok<kind::number>>> {};
struct rename_pair : as<node::rename_pair, object_name, pegtl::opt<rename_wait>, tok<kind::kw_to>, object_name> {};
struct rename_table : as<node::rename_table, tok<kind::kw_rename>, tok<kind::kw_table, kind::kw_tables>, pegtl::opt<if_exists>, comma_list<rename_pair>> {};

struct statement_grammar : pegtl::sor<create_table, alter_table, alter_view, rename_table> {};

// clang-format on

}  // namespace

bool parse_table(sql::parse_state& s) {
  return match_statement<statement_grammar>(s);
}

}  // namespace sluice::mysql
