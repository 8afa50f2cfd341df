#pragma once

#include "dialects/sql/grammar/expressions.hpp"

/// Column definitions, constraints and index columns. A clause that only one dialect has begins
/// with a word that is a keyword in that dialect alone, so that the others never enter it.
namespace sluice::sql::rules {

// clang-format off

// Index columns: name [(length)] [COLLATE c] [opclass] [ASC | DESC] [NULLS FIRST | LAST], or an expression.

struct index_collate : pegtl::seq<tok<kind::kw_collate>, name_path> {};
struct operator_class : pegtl::seq<pegtl::not_at<tok<kind::kw_nulls>>, name_path, pegtl::opt<balanced_parens>> {};
/// +, s.+, OPERATOR(s.+): what EXCLUDE compares a column by
struct exclude_operator : pegtl::seq<tok<kind::kw_with>, pegtl::star<name_word, tok<kind::dot>>, any_operator> {};
struct nulls_position : pegtl::seq<tok<kind::kw_nulls>, any_word> {};
/// MariaDB: UNIQUE (a, period WITHOUT OVERLAPS), PostgreSQL 18: of a range
struct without_overlaps : pegtl::seq<tok<kind::kw_without>, the_word<"OVERLAPS">> {};
/// SQLite: PRIMARY KEY (a AUTOINCREMENT)
struct index_column_tail : pegtl::seq<pegtl::opt<index_collate>, pegtl::opt<pegtl::sor<without_overlaps, operator_class>>, pegtl::opt<tok<kind::kw_asc, kind::kw_desc>>,
                                      pegtl::opt<nulls_position>, pegtl::opt<exclude_operator>,
                                      pegtl::opt<sqlite_only, tok<kind::kw_auto_increment>>> {};
struct prefix_length : in_parens<tok<kind::number>> {};
struct plain_column : as<node::plain_column, name> {};
struct element_end : pegtl::at<tok<kind::comma, kind::right_paren>> {};
struct plain_index_column : pegtl::seq<plain_column, pegtl::opt<prefix_length>, index_column_tail, element_end> {};
/// SQLite takes COLLATE and the rest after an expression as part of it.
struct index_expression : pegtl::seq<expression, index_column_tail> {};
struct index_column : as<node::index_column, pegtl::sor<plain_index_column, index_expression>> {};
struct index_columns : as<node::column_list, in_parens<comma_list<index_column>>> {};
struct column_names : as<node::column_list, name_list> {};
/// PostgreSQL 18: FOREIGN KEY (a, PERIOD p)
struct period_word : pegtl::seq<postgres_only, the_word<"PERIOD">, pegtl::at<name_word>> {};
struct key_columns : as<node::column_list, in_parens<comma_list<pegtl::seq<pegtl::opt<period_word>, name>>>> {};

/// USING BTREE, COMMENT 'x', KEY_BLOCK_SIZE = 8, WITH PARSER p, INVISIBLE ...
struct option_value : tok<kind::string, kind::number, kind::word, kind::value_word, kind::kw_default, kind::kw_binary, kind::kw_null, kind::kw_no,
                          kind::kw_signed, kind::quoted_name> {};
struct index_option : pegtl::sor<pegtl::seq<tok<kind::kw_using>, any_word>, pegtl::seq<tok<kind::kw_comment>, tok<kind::string>>,
                                 pegtl::seq<tok<kind::kw_with>, tok<kind::word>, name_word>,
                                 pegtl::seq<pegtl::opt<tok<kind::kw_not>>, tok<kind::kw_invisible>>,
                                 pegtl::seq<tok<kind::word, kind::kw_storage>, pegtl::sor<pegtl::seq<tok<kind::equals>, option_value>, tok<kind::number, kind::string>>>> {};
struct index_options : pegtl::star<index_option> {};
/// MySQL: TYPE BTREE is the older word for USING BTREE.
struct using_method : pegtl::seq<tok<kind::kw_using>, pegtl::sor<any_word, tok<kind::quoted_name>>> {};
struct index_method : pegtl::sor<using_method, pegtl::seq<mysql_only, tok<kind::kw_type>, tok<kind::word>>> {};

// References

struct delete_action : pegtl::sor<pegtl::seq<tok<kind::kw_set>, tok<kind::kw_null, kind::kw_default>, pegtl::opt<balanced_parens>>,
                                  words<kind::kw_no, kind::word>, words<kind::kw_no, kind::reserved_word>, tok<kind::kw_cascade, kind::kw_restrict>> {};
struct on_change : pegtl::seq<tok<kind::kw_on>, tok<kind::kw_delete, kind::kw_update>, delete_action> {};
struct match_type : pegtl::seq<tok<kind::kw_match>, any_word> {};
struct references : as<node::references, tok<kind::kw_references>, object_name, pegtl::opt<key_columns>,
                       pegtl::star<pegtl::sor<on_change, match_type>>> {};

struct deferrable : pegtl::seq<pegtl::opt<tok<kind::kw_not>>, tok<kind::kw_deferrable>> {};
struct initially : pegtl::seq<tok<kind::kw_initially>, tok<kind::kw_deferred, kind::kw_immediate>> {};
struct not_enforced : as<node::enforcement, pegtl::opt<tok<kind::kw_not>>, tok<kind::kw_enforced>> {};
struct no_inherit : words<kind::kw_no, kind::word> {};
/// SQLite: ON CONFLICT REPLACE
struct conflict_clause : pegtl::seq<words<kind::kw_on, kind::kw_conflict>, any_word> {};
struct storage_parameters : pegtl::seq<tok<kind::kw_with>, balanced_parens> {};
struct index_tablespace : pegtl::seq<tok<kind::kw_using>, tok<kind::kw_index>, tok<kind::kw_tablespace>, name_word> {};
struct include_columns : pegtl::seq<tok<kind::kw_include>, balanced_parens> {};

// Column clauses

struct clause_name : pegtl::seq<tok<kind::kw_constraint>, pegtl::opt<as<node::constraint_name, name>>> {};
struct not_null : as<node::not_null, words<kind::kw_not, kind::kw_null>, pegtl::opt<conflict_clause>> {};
struct null_clause : pegtl::seq<tok<kind::kw_null>, pegtl::opt<conflict_clause>> {};
struct descending : as<node::descending, tok<kind::kw_desc>> {};
struct primary_key : as<node::primary_key, pegtl::opt<tok<kind::kw_primary>>, tok<kind::kw_key>, pegtl::opt<pegtl::sor<descending, tok<kind::kw_asc>>>,
                        pegtl::opt<conflict_clause>> {};
struct nulls_distinct : pegtl::seq<tok<kind::kw_nulls>, pegtl::opt<tok<kind::kw_not>>, tok<kind::kw_distinct>> {};
struct unique : as<node::unique, tok<kind::kw_unique>, pegtl::opt<tok<kind::kw_key>>, pegtl::opt<nulls_distinct>, pegtl::opt<conflict_clause>> {};
struct default_clause : as<node::default_clause, tok<kind::kw_default>, simple_expression> {};
struct check : as<node::check, tok<kind::kw_check>, in_parens<expression>, pegtl::opt<conflict_clause>> {};
struct collation : as<node::collation, tok<kind::kw_collate>, pegtl::opt<tok<kind::equals>>, pegtl::sor<name_path, tok<kind::kw_binary, kind::string>>> {};
struct identity_options : balanced_parens {};
struct by_default : words<kind::kw_by, kind::kw_default> {};
struct identity : as<node::identity, tok<kind::kw_generated>, pegtl::sor<tok<kind::kw_always>, by_default>, words<kind::kw_as, kind::kw_identity>,
                     pegtl::opt<identity_options>> {};
struct generated_prefix : pegtl::seq<tok<kind::kw_generated>, tok<kind::kw_always>> {};
/// VIRTUAL is no keyword of PostgreSQL before 18.
struct generated_storage : pegtl::sor<tok<kind::kw_stored, kind::kw_virtual, kind::kw_persistent>, the_word<"VIRTUAL">> {};
/// MariaDB: GENERATED ALWAYS AS ROW START, of a table with system versioning.
struct row_period : as<node::row_period, mysql_only, tok<kind::kw_row>, tok<kind::kw_start, kind::kw_end>> {};
struct generated : as<node::generated, pegtl::opt<generated_prefix>, tok<kind::kw_as>, pegtl::sor<in_parens<expression>, row_period>, pegtl::opt<generated_storage>> {};
struct auto_increment : as<node::auto_increment, tok<kind::kw_auto_increment>> {};
struct comment_clause : as<node::column_comment, mysql_only, tok<kind::kw_comment>, tok<kind::string>> {};
struct on_update : pegtl::seq<mysql_only, tok<kind::kw_on>, tok<kind::kw_update>, tok<kind::value_word, kind::word>, pegtl::opt<balanced_parens>> {};
struct character_set : pegtl::seq<mysql_only, pegtl::sor<words<kind::kw_character, kind::kw_set>, tok<kind::kw_charset>>, pegtl::opt<tok<kind::equals>>,
                                  pegtl::sor<name_word, tok<kind::kw_binary, kind::string>>> {};
/// PostgreSQL: STORAGE x, COMPRESSION x; MySQL: COLUMN_FORMAT x, SRID 0 (one kind for all of them)
struct other_attribute : pegtl::seq<tok<kind::kw_storage>, pegtl::opt<tok<kind::equals>>,
                                    tok<kind::word, kind::quoted_name, kind::number, kind::kw_default, kind::string>> {};
/// PostgreSQL: OPTIONS (a 'x') of a foreign table's column
struct foreign_options : tested<foreign_options> {
  static bool test(kinds_input& in, parse_state& s) {
    // Looks ahead: a word without the parenthesis is where a comma is missing.
    if (s.which != dialect::postgres || kind_at(in) != kind::word || kind_at(in, 1) != kind::left_paren) return false;
    in.bump(s.closers[index_of(in) + 1] + 1 - index_of(in));
    return true;
  }
};
/// MariaDB: WITHOUT SYSTEM VERSIONING; MySQL: NOT SECONDARY
struct versioning : pegtl::seq<mysql_only, tok<kind::kw_with, kind::kw_without>, tok<kind::word>, tok<kind::word>> {};
struct not_secondary : pegtl::seq<mysql_only, tok<kind::kw_not>, tok<kind::word>> {};
/// MySQL: SERIAL DEFAULT VALUE is NOT NULL AUTO_INCREMENT UNIQUE.
struct serial_value : as<node::serial_value, mysql_only, the_word<"SERIAL">, tok<kind::kw_default>, tok<kind::kw_value>> {};
struct visibility : as<node::visibility, tok<kind::kw_invisible>> {};
struct trailing_attribute : pegtl::sor<visibility, other_attribute, versioning, not_secondary, serial_value, foreign_options> {};

struct column_clause : pegtl::sor<not_null, null_clause, default_clause, primary_key, unique, references, check, collation, identity, generated,
                                  auto_increment, comment_clause, on_update, character_set, clause_name, deferrable, initially, not_enforced,
                                  no_inherit, storage_parameters, index_tablespace, trailing_attribute> {};

/// SQLite columns may have no type.
struct optional_type : pegtl::sor<type, sqlite_only> {};
struct column_definition : as<node::column_definition, name, optional_type, pegtl::star<column_clause>> {};

// Table constraints

struct constraint_prefix : pegtl::seq<tok<kind::kw_constraint>, pegtl::opt<if_not_exists>, pegtl::opt<pegtl::not_at<tok<kind::kw_check>>, as<node::constraint_name, name>>> {};
struct existing_index : as<node::using_index, words<kind::kw_using, kind::kw_index>, name> {};
struct key_name : as<node::constraint_name, pegtl::not_at<postgres_only>, name> {};
struct key_body : pegtl::sor<existing_index, pegtl::seq<pegtl::opt<index_method>, index_columns>> {};
struct table_primary_key : as<node::primary_key, words<kind::kw_primary, kind::kw_key>, pegtl::opt<if_not_exists>, pegtl::opt<key_name>, key_body> {};
struct table_unique : as<node::unique, tok<kind::kw_unique>, pegtl::opt<tok<kind::kw_key, kind::kw_index>>, pegtl::opt<if_not_exists>,
                         pegtl::opt<key_name>, pegtl::opt<nulls_distinct>, key_body> {};
struct table_foreign_key : as<node::foreign_key, words<kind::kw_foreign, kind::kw_key>, pegtl::opt<if_not_exists>, pegtl::opt<name>, key_columns, references> {};
struct table_check : as<node::check, tok<kind::kw_check>, in_parens<expression>> {};
struct exclude_where : pegtl::seq<tok<kind::kw_where>, in_parens<expression>> {};
struct table_exclude : as<node::exclude, tok<kind::kw_exclude>, pegtl::opt<index_method>, index_columns> {};
struct not_valid : as<node::not_valid, words<kind::kw_not, kind::kw_valid>> {};
struct constraint_trailer : pegtl::sor<not_valid, deferrable, initially, not_enforced, conflict_clause, include_columns, storage_parameters,
                                       index_tablespace, exclude_where, no_inherit, index_option> {};
struct constraint_body : pegtl::sor<table_primary_key, table_unique, table_foreign_key, table_check, table_exclude> {};
struct table_constraint : as<node::table_constraint, pegtl::opt<constraint_prefix>, constraint_body, pegtl::star<constraint_trailer>> {};

/// MySQL: [FULLTEXT | SPATIAL] {INDEX | KEY} [name] [USING x] (columns) options
struct index_sort : tok<kind::kw_fulltext, kind::kw_spatial> {};
/// VECTOR is no keyword.
struct vector_index : pegtl::seq<tok<kind::word>, tok<kind::kw_index, kind::kw_key>> {};
struct index_word : pegtl::sor<pegtl::seq<index_sort, pegtl::opt<tok<kind::kw_index, kind::kw_key>>>, tok<kind::kw_index, kind::kw_key>, vector_index> {};
struct index_definition : as<node::index_definition, index_word, pegtl::opt<if_not_exists>, pegtl::opt<name>, pegtl::opt<index_method>,
                             index_columns, index_options> {};

// CREATE TABLE, the part before the body

struct scope_word : the_word<"GLOBAL", "LOCAL"> {};
struct temporary : as<node::temporary, tok<kind::kw_temporary>> {};
struct table_sort : pegtl::opt<pegtl::sor<pegtl::seq<pegtl::opt<scope_word>, temporary>, tok<kind::kw_unlogged>>> {};
struct create_table_head : pegtl::seq<tok<kind::kw_create>, pegtl::opt<or_replace>, table_sort, tok<kind::kw_table>, pegtl::opt<if_not_exists>, object_name> {};
struct from_query : as<node::from_query, pegtl::opt<tok<kind::kw_as>>, query> {};

/// MySQL: ALGORITHM = x, LOCK = x
struct method_option : as<node::method_option, tok<kind::kw_algorithm, kind::kw_lock>, pegtl::opt<tok<kind::equals>>, any_word> {};

// ALTER TABLE, the part before the actions and the actions that dialects share

struct only_flag : as<node::only_flag, tok<kind::kw_only>> {};
struct only_or_all : pegtl::sor<pegtl::seq<only_flag, pegtl::sor<object_name, in_parens<object_name>>>,
                                pegtl::seq<object_name, pegtl::opt<tok<kind::star>>>> {};
struct alter_table_head : pegtl::seq<tok<kind::kw_alter>, pegtl::opt<tok<kind::kw_ignore>>, tok<kind::kw_table>, pegtl::opt<if_exists>, only_or_all> {};
struct optional_column : pegtl::opt<tok<kind::kw_column>> {};
struct drop_column : as<node::drop_column, tok<kind::kw_drop>, optional_column, pegtl::opt<if_exists>, name, pegtl::opt<drop_behavior>> {};
struct rename_column : as<node::rename_column, tok<kind::kw_rename>, optional_column, name, tok<kind::kw_to>, name> {};
struct drop_constraint : as<node::drop_constraint, words<kind::kw_drop, kind::kw_constraint>, pegtl::opt<if_exists>, name, pegtl::opt<drop_behavior>> {};
struct add_constraint : as<node::add_constraint, tok<kind::kw_add>, table_constraint> {};
struct alter_column_head : pegtl::seq<tok<kind::kw_alter>, optional_column, name> {};
struct set_default : as<node::set_default, alter_column_head, words<kind::kw_set, kind::kw_default>, expression> {};
struct drop_default : as<node::drop_default, alter_column_head, words<kind::kw_drop, kind::kw_default>> {};

/// What an action without a rule may begin with: in PostgreSQL MODIFY is a mistake, and SQLite has
/// rules for all of its actions.
struct action_begin : pegtl::sor<mysql_only, pegtl::seq<postgres_only, pegtl::sor<tok<kind::kw_alter, kind::kw_force, kind::kw_no, kind::kw_not, kind::kw_of, kind::kw_set>,
                                                                                   the_word<"DISABLE", "ENABLE", "OPTIONS", "REPLICA", "RESET">>>> {};
/// Runs to the next comma outside brackets.
struct opaque_action : as<node::opaque_action, pegtl::at<action_begin>, pegtl::plus<any_element>> {};
struct action_end : pegtl::sor<pegtl::at<tok<kind::comma>>, pegtl::eof> {};
template <typename Known>
struct action : as<node::action, pegtl::sor<pegtl::seq<Known, action_end>, opaque_action>> {};

// clang-format on

}  // namespace sluice::sql::rules
