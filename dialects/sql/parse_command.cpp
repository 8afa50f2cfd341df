#include "dialects/sql/command.hpp"
#include "dialects/sql/families.hpp"
#include "dialects/sql/grammar/expressions.hpp"

namespace sluice::sql {

namespace {

using namespace rules;

// clang-format off

/// OR REPLACE, TEMPORARY and the like were found by their words.
struct modifiers : tested<modifiers> {
  static bool test(kinds_input& in, parse_state& s) {
    in.bump(s.plan.class_begin - index_of(in));
    return true;
  }
};
struct class_words : tested<class_words> {
  static bool test(kinds_input& in, parse_state& s) {
    in.bump(s.plan.class_end - s.plan.class_begin);
    return true;
  }
};
struct object_class : as<node::object_class, class_words> {};

template <naming How>
struct is : tested<is<How>> {
  static bool test(kinds_input& /*in*/, parse_state& s) { return s.plan.how == How; }
};

/// A name with the arguments of an aggregate or routine.
struct named : pegtl::seq<object_name, pegtl::opt<balanced_parens>> {};
struct on_table : as<node::on_table, tok<kind::kw_on>, object_name> {};
struct on_table_name : pegtl::seq<object_name, on_table> {};

/// The class is the last word of what the statement creates, alters or drops.
template <literal Class>
struct is_class : tested<is_class<Class>> {
  static bool test(kinds_input& /*in*/, parse_state& s) {
    return s.plan.class_end > s.plan.class_begin && same_word(s.text(s.plan.class_end - 1), Class.view());
  }
};
/// ALTER ROLE CURRENT_USER
struct this_role : pegtl::seq<pegtl::sor<is_class<"ROLE">, is_class<"USER">>, tok<kind::value_word>> {};
struct created : pegtl::sor<this_role, pegtl::seq<is<naming::on_table>, on_table_name>, pegtl::seq<is<naming::named>, named>, is<naming::unnamed>> {};
/// CREATE RULE r AS ON UPDATE TO t ...
struct rule_table : as<node::on_table, words<kind::kw_as, kind::kw_on>, any_word, tok<kind::kw_to>, object_name> {};
/// CREATE SCHEMA IF NOT EXISTS AUTHORIZATION clerk
struct only_owner : pegtl::seq<is_class<"SCHEMA">, the_word<"AUTHORIZATION">> {};
/// A sequence OWNED BY t.c
struct owner_column : as<node::owned_by, the_word<"OWNED">, tok<kind::kw_by>, object_name> {};
/// CREATE STATISTICS ... FROM t
struct statistics_table : as<node::object_tables, tok<kind::kw_from>, object_name> {};
/// A publication FOR TABLE a (x), ONLY b WHERE (...), TABLES IN SCHEMA s, TABLE c
struct published_table : pegtl::seq<pegtl::not_at<the_words<"TABLES", "IN">>, pegtl::opt<tok<kind::kw_only>>, pegtl::sor<object_name, in_parens<object_name>>,
                                    pegtl::opt<tok<kind::star>>, pegtl::opt<balanced_parens>, pegtl::opt<tok<kind::kw_where>, balanced_parens>> {};
struct published : as<node::object_tables, tok<kind::kw_table>, comma_list<published_table>> {};
/// Of a foreign table
struct parents : as<node::inherits, tok<kind::kw_inherits>, in_parens<comma_list<object_name>>> {};
struct partition_parent : as<node::partition_of, words<kind::kw_partition, kind::kw_of>, object_name> {};
/// A policy's conditions, whose subqueries name tables.
struct policy_condition : pegtl::seq<pegtl::sor<tok<kind::kw_using>, words<kind::kw_with, kind::kw_check>>, in_parens<expression>> {};
struct new_parent : as<node::change_parent, pegtl::opt<tok<kind::kw_no>>, the_word<"INHERIT">, object_name> {};
struct detail : pegtl::sor<pegtl::seq<is_class<"POLICY">, policy_condition>,
                           pegtl::seq<is_class<"SEQUENCE">, owner_column>,
                           pegtl::seq<pegtl::sor<is_class<"STATISTICS">, is_class<"ON">>, statistics_table>,
                           pegtl::seq<pegtl::sor<is_class<"PUBLICATION">, is_class<"EXTENSION">>, published>,
                           pegtl::seq<is_class<"TABLE">, pegtl::sor<parents, partition_parent, new_parent>>> {};
/// What follows the name; CREATE SCHEMA may hold statements, each from its CREATE or GRANT.
struct element_part : pegtl::seq<pegtl::not_at<pegtl::sor<tok<kind::kw_create>, the_word<"GRANT">>>, pegtl::sor<any_element, tok<kind::comma>>> {};
struct schema_element : as<node::schema_element, pegtl::sor<tok<kind::kw_create>, the_word<"GRANT">>, pegtl::star<element_part>> {};
struct schema_elements : pegtl::seq<pegtl::sor<is_class<"SCHEMA">, is_class<"AUTHORIZATION">>, pegtl::star<element_part>, pegtl::star<schema_element>, pegtl::eof> {};
struct details : pegtl::star<pegtl::sor<detail, any_element, tok<kind::comma>>> {};
struct create_object : as<node::create_object, tok<kind::kw_create>, modifiers, object_class, pegtl::opt<if_not_exists>,
                          pegtl::sor<pegtl::seq<is_class<"AUTHORIZATION">, pegtl::sor<named, any_word>>, pegtl::seq<pegtl::opt<only_owner>, created>>, pegtl::opt<rule_table>,
                          pegtl::sor<schema_elements, details>> {};
/// IMPORT FOREIGN SCHEMA s LIMIT TO (a) FROM SERVER x INTO y
struct import_schema : as<node::create_object, any_word, as<node::object_class, any_word, any_word>, object_name, anything> {};

struct rename : words<kind::kw_rename, kind::kw_to> {};
struct set_schema : words<kind::kw_set, kind::kw_schema> {};
struct moves : pegtl::seq<pegtl::sor<rename, set_schema>, object_name> {};
struct alteration : as<node::alteration, pegtl::sor<pegtl::seq<moves, pegtl::eof>, details>> {};
struct alter_object : as<node::alter_object, tok<kind::kw_alter>, modifiers, object_class, pegtl::opt<if_exists>, created, alteration> {};

struct access_method : pegtl::seq<tok<kind::kw_using>, name_word> {};
/// DROP DATABASE d WITH (FORCE)
struct drop_options : pegtl::seq<tok<kind::kw_with>, balanced_parens> {};
struct dropped_names : pegtl::seq<comma_list<pegtl::seq<named, pegtl::opt<access_method>>>, pegtl::opt<pegtl::sor<drop_behavior, drop_options>>> {};
struct dropped_on_table : pegtl::seq<on_table_name, pegtl::opt<drop_behavior>> {};
struct dropped : pegtl::sor<pegtl::seq<is<naming::on_table>, dropped_on_table>, pegtl::seq<is<naming::named>, dropped_names>,
                            pegtl::seq<is<naming::unnamed>, anything>> {};
struct drop_object : as<node::drop_object, tok<kind::kw_drop>, modifiers, object_class, pegtl::opt<if_exists>, dropped> {};

/// GRANT a, b (c) ON [TABLE] t, u TO ...; other objects have a word for their class before them.
struct granted_right : pegtl::seq<pegtl::not_at<tok<kind::kw_on, kind::kw_to, kind::kw_from>>, pegtl::sor<any_element, tok<kind::comma>>> {};
struct granted_tables : as<node::granted_tables, tok<kind::kw_on>, pegtl::opt<tok<kind::kw_table>>, comma_list<object_name>,
                           pegtl::at<tok<kind::kw_to, kind::kw_from>>> {};
struct privileges : as<node::change_privileges, any_word, pegtl::star<granted_right>, pegtl::opt<granted_tables>, anything> {};
struct auxiliary : as<node::auxiliary, any_word, anything> {};

struct truncated : pegtl::seq<pegtl::opt<tok<kind::kw_only>>, object_name, pegtl::opt<tok<kind::star>>> {};
struct truncate : as<node::truncate_table, any_word, pegtl::opt<tok<kind::kw_table>>, comma_list<truncated>,
                     pegtl::star<pegtl::sor<drop_behavior, any_word>>> {};

// COMMENT ON class name IS 'text'; SECURITY LABEL [FOR provider] ON class name IS 'text'

struct comment_text : as<node::comment_text, pegtl::plus<tok<kind::string, kind::dollar_string>>> {};
struct on_domain : pegtl::seq<object_name, tok<kind::kw_on>, the_word<"DOMAIN">, object_name> {};
struct subject_access : pegtl::seq<tok<kind::kw_using>, name_word> {};
struct subject_rest : pegtl::star<pegtl::not_at<tok<kind::kw_is>>, any_element> {};
struct subject : pegtl::sor<pegtl::seq<is<naming::on_table>, pegtl::sor<on_domain, on_table_name>>,
                            pegtl::seq<is<naming::named>, named, pegtl::opt<subject_access>>,
                            pegtl::seq<is<naming::typed>, pegtl::opt<object_name>, subject_rest>,
                            pegtl::seq<is<naming::unnamed>, subject_rest>> {};
struct comment_on : as<node::comment_on, modifiers, object_class, subject, tok<kind::kw_is>, pegtl::sor<comment_text, tok<kind::kw_null>>> {};

// LOCK [TABLE] a, b [IN mode MODE] [NOWAIT]; MySQL: LOCK TABLES a READ, b AS c WRITE [WAIT n]

struct nowait : as<node::nowait, the_word<"NOWAIT">> {};
struct lock_word : pegtl::seq<pegtl::not_at<the_word<"MODE">>, any_word> {};
struct lock_mode : as<node::lock_mode, pegtl::plus<lock_word>> {};
struct lock_modes : pegtl::seq<tok<kind::kw_in>, lock_mode, the_word<"MODE">> {};
struct locked_name : pegtl::seq<pegtl::opt<tok<kind::kw_only>>, pegtl::sor<object_name, in_parens<object_name>>, pegtl::opt<tok<kind::star>>> {};
struct lock_all : as<node::lock_tables, any_word, pegtl::opt<tok<kind::kw_table>>, comma_list<as<node::locked_table, locked_name>>, pegtl::opt<lock_modes>, pegtl::opt<nowait>> {};
struct first_mode_word : the_word<"READ", "WRITE", "LOW_PRIORITY"> {};
struct locked_alias : pegtl::seq<pegtl::opt<tok<kind::kw_as>>, pegtl::not_at<first_mode_word>, label_word> {};
struct each_mode : as<node::lock_mode, pegtl::at<first_mode_word>, pegtl::plus<any_word>> {};
struct locked_table : as<node::locked_table, object_name, pegtl::opt<locked_alias>, each_mode> {};
struct lock_wait : pegtl::sor<nowait, tok<kind::number>> {};
struct lock_each : as<node::lock_tables, any_word, tok<kind::kw_table, kind::kw_tables>, comma_list<locked_table>, pegtl::opt<lock_wait>> {};
struct lock_tables : pegtl::sor<pegtl::seq<mysql_only, lock_each>, lock_all> {};

struct concurrently : as<node::concurrently, tok<kind::kw_concurrently>> {};
struct without_data : as<node::without_data, tok<kind::kw_no>> {};
struct with_data : pegtl::seq<tok<kind::kw_with>, pegtl::opt<without_data>, tok<kind::kw_data>> {};
struct refresh_view : as<node::refresh_view, the_words<"REFRESH", "MATERIALIZED", "VIEW">, pegtl::opt<concurrently>, object_name, pegtl::opt<with_data>> {};

// VACUUM, ANALYZE, CLUSTER, REINDEX; MySQL: OPTIMIZE TABLE and the like

struct option_list : as<node::options, balanced_parens> {};
/// Words that no table can be called by: FULL, FREEZE, VERBOSE, ANALYZE
struct option_words : as<node::options, pegtl::plus<pegtl::not_at<name_word>, any_word>> {};
struct maintained : as<node::maintained, pegtl::opt<tok<kind::kw_only>>, object_name, pegtl::opt<tok<kind::star>>, pegtl::opt<balanced_parens>> {};
struct by_index : as<node::by_index, tok<kind::kw_using>, name> {};
struct cluster_index : pegtl::seq<as<node::by_index, name>, tok<kind::kw_on>, maintained> {};
struct cluster : pegtl::seq<the_word<"CLUSTER">, pegtl::opt<option_list>, pegtl::opt<option_words>,
                            pegtl::sor<cluster_index, pegtl::seq<maintained, pegtl::opt<by_index>>, pegtl::eof>> {};
struct reindex_class : as<node::object_class, pegtl::sor<tok<kind::kw_index, kind::kw_table, kind::kw_schema>, the_word<"DATABASE", "SYSTEM">>> {};
struct reindex : pegtl::seq<the_word<"REINDEX">, pegtl::opt<option_list>, reindex_class, pegtl::opt<concurrently>, pegtl::opt<maintained>> {};
struct vacuum : pegtl::seq<the_word<"VACUUM", "ANALYZE", "ANALYSE">, pegtl::opt<option_list>, pegtl::opt<option_words>, pegtl::opt<comma_list<maintained>>> {};
struct postgres_maintenance : pegtl::sor<cluster, reindex, vacuum> {};
struct binlog_word : the_word<"NO_WRITE_TO_BINLOG", "LOCAL"> {};
struct mysql_maintenance : pegtl::seq<any_word, pegtl::opt<binlog_word>, tok<kind::kw_table, kind::kw_tables>, comma_list<maintained>, anything> {};
/// VACUUM [schema] [INTO file]; ANALYZE and REINDEX name a table, an index or a collation.
struct sqlite_maintenance : pegtl::seq<any_word, pegtl::opt<maintained>, pegtl::opt<tok<kind::kw_into>, expression>> {};
struct maintain : as<node::maintain, pegtl::sor<pegtl::seq<postgres_only, postgres_maintenance>, pegtl::seq<mysql_only, mysql_maintenance>,
                                                pegtl::seq<sqlite_only, sqlite_maintenance>>> {};

// PREPARE and DECLARE: a statement that is kept for later

struct begins_inner : pegtl::at<tok<kind::kw_select, kind::kw_insert, kind::kw_update, kind::kw_delete, kind::kw_merge, kind::kw_with, kind::kw_values,
                                    kind::kw_table, kind::kw_replace, kind::left_paren>> {};
struct inner_statement : pegtl::sor<row_change, query> {};
struct before_inner : pegtl::star<pegtl::not_at<tok<kind::kw_as, kind::kw_for>>, any_element> {};
struct prepare : as<node::prepared, any_word, before_inner, pegtl::opt<tok<kind::kw_as, kind::kw_for>, pegtl::seq<begins_inner, inner_statement>>, anything> {};
struct execute : as<node::run_prepared, any_word, anything> {};
struct two_phase : as<node::two_phase, any_word, anything> {};
struct setting : as<node::setting, any_word, anything> {};

/// ABORT, which PostgreSQL has for ROLLBACK
struct rollback : as<node::transaction_rollback, pegtl::plus<any_word>> {};

struct call : as<node::call, any_word, object_name, pegtl::opt<arguments>> {};
struct block_language : pegtl::seq<tok<kind::kw_language>, pegtl::sor<any_word, tok<kind::string>>> {};
struct block_text : tok<kind::string, kind::dollar_string> {};
struct block : as<node::run_block, tok<kind::kw_do>, pegtl::opt<block_language>, block_text, pegtl::opt<block_language>> {};
/// MySQL: DO expression, expression
struct evaluate : as<node::run_block, tok<kind::kw_do>, comma_list<expression>> {};
/// MariaDB: BEGIN NOT ATOMIC ... END
struct block_body : as<node::body, pegtl::plus<pegtl::not_at<tok<kind::kw_end>, pegtl::opt<tok<kind::inner_semicolon>>, pegtl::eof>, pegtl::sor<any_element, tok<kind::comma>>>> {};
struct compound : as<node::run_block, words<kind::kw_begin, kind::kw_not, kind::kw_atomic>, block_body, tok<kind::kw_end>, pegtl::opt<tok<kind::inner_semicolon>>> {};
struct any_block : pegtl::sor<pegtl::seq<mysql_only, pegtl::sor<compound, evaluate>>, block> {};

struct copied_table : pegtl::seq<object_name, pegtl::opt<balanced_parens>> {};
struct copy_in : as<node::load_rows, any_word, pegtl::opt<tok<kind::kw_binary>>, copied_table, tok<kind::kw_from>, anything> {};
struct copied_query : in_parens<pegtl::sor<row_change, query>> {};
struct copy_out : as<node::auxiliary, any_word, pegtl::opt<tok<kind::kw_binary>>, pegtl::sor<copied_query, copied_table>, tok<kind::kw_to>, anything> {};
struct copy : pegtl::sor<copy_in, copy_out> {};

struct before_into : pegtl::star<pegtl::seq<pegtl::not_at<tok<kind::kw_into>>, any_element>> {};
struct load : as<node::load_rows, any_word, before_into, words<kind::kw_into, kind::kw_table>, object_name, anything> {};

// clang-format on

}  // namespace

bool parse_command(parse_state& s) {
  switch (s.plan.what) {
    case command::create_object:
      return match_statement<create_object>(s);
    case command::alter_object:
      return match_statement<alter_object>(s);
    case command::drop_object:
      return match_statement<drop_object>(s);
    case command::privileges:
      return match_statement<privileges>(s);
    case command::truncate:
      return match_statement<truncate>(s);
    case command::call:
      return match_statement<call>(s);
    case command::block:
      return match_statement<any_block>(s);
    case command::copy:
      return match_statement<copy>(s);
    case command::load:
      return match_statement<load>(s);
    case command::comment:
      return match_statement<comment_on>(s);
    case command::lock:
      return match_statement<lock_tables>(s);
    case command::refresh:
      return match_statement<refresh_view>(s);
    case command::maintain:
      return match_statement<maintain>(s);
    case command::explain:  // understand_explained
      break;
    case command::rollback:
      return match_statement<rollback>(s);
    case command::prepare:
      return match_statement<prepare>(s);
    case command::execute:
      return match_statement<execute>(s);
    case command::import:
      return match_statement<import_schema>(s);
    case command::two_phase:
      return match_statement<two_phase>(s);
    case command::setting:
      return match_statement<setting>(s);
    case command::auxiliary:
      return match_statement<auxiliary>(s);
    case command::none:
      break;
  }
  return false;
}

}  // namespace sluice::sql
