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

struct created : pegtl::sor<pegtl::seq<is<naming::on_table>, on_table_name>, pegtl::seq<is<naming::named>, named>, is<naming::unnamed>> {};
/// CREATE RULE r AS ON UPDATE TO t ...
struct rule_table : as<node::on_table, words<kind::kw_as, kind::kw_on>, any_word, tok<kind::kw_to>, object_name> {};
/// CREATE SCHEMA s CREATE TABLE ...: what stands inside would be missed.
struct no_inner_statement : tested<no_inner_statement> {
  static bool test(kinds_input& in, parse_state& s) {
    for (std::size_t i = index_of(in); i < s.kinds.size(); ++i) {
      if (static_cast<kind>(static_cast<unsigned char>(s.kinds[i])) == kind::kw_create) return false;
    }
    return true;
  }
};
struct create_object : as<node::create_object, tok<kind::kw_create>, modifiers, object_class, pegtl::opt<if_not_exists>, created, pegtl::opt<rule_table>, no_inner_statement, anything> {};

struct rename : words<kind::kw_rename, kind::kw_to> {};
struct set_schema : words<kind::kw_set, kind::kw_schema> {};
struct moves : pegtl::seq<pegtl::sor<rename, set_schema>, object_name> {};
struct alteration : as<node::alteration, pegtl::sor<pegtl::seq<moves, pegtl::eof>, anything>> {};
struct alter_object : as<node::alter_object, tok<kind::kw_alter>, modifiers, object_class, pegtl::opt<if_exists>, created, alteration> {};

struct access_method : pegtl::seq<tok<kind::kw_using>, name_word> {};
struct dropped_names : pegtl::seq<comma_list<pegtl::seq<named, pegtl::opt<access_method>>>, pegtl::opt<drop_behavior>> {};
struct dropped_on_table : pegtl::seq<on_table_name, pegtl::opt<drop_behavior>> {};
struct dropped : pegtl::sor<pegtl::seq<is<naming::on_table>, dropped_on_table>, pegtl::seq<is<naming::named>, dropped_names>,
                            pegtl::seq<is<naming::unnamed>, anything>> {};
struct drop_object : as<node::drop_object, tok<kind::kw_drop>, modifiers, object_class, pegtl::opt<if_exists>, dropped> {};

struct privileges : as<node::change_privileges, any_word, anything> {};
struct auxiliary : as<node::auxiliary, any_word, anything> {};

struct truncated : pegtl::seq<pegtl::opt<tok<kind::kw_only>>, object_name, pegtl::opt<tok<kind::star>>> {};
struct truncate : as<node::truncate_table, any_word, pegtl::opt<tok<kind::kw_table>>, comma_list<truncated>,
                     pegtl::star<pegtl::sor<drop_behavior, any_word>>> {};

struct call : as<node::call, any_word, named> {};
struct block_language : pegtl::seq<tok<kind::kw_language>, pegtl::sor<any_word, tok<kind::string>>> {};
struct block_text : tok<kind::string, kind::dollar_string> {};
struct block : as<node::run_block, tok<kind::kw_do>, pegtl::opt<block_language>, block_text, pegtl::opt<block_language>> {};
/// MySQL: DO expression, expression
struct evaluate : as<node::run_block, tok<kind::kw_do>, comma_list<expression>> {};
struct any_block : pegtl::sor<pegtl::seq<mysql_only, evaluate>, block> {};

struct copied_table : pegtl::seq<object_name, pegtl::opt<balanced_parens>> {};
struct copy_in : as<node::load_rows, any_word, pegtl::opt<tok<kind::kw_binary>>, copied_table, tok<kind::kw_from>, anything> {};
struct copied_query : pegtl::seq<tok<kind::left_paren>, query, tok<kind::right_paren>> {};
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
    case command::auxiliary:
      return match_statement<auxiliary>(s);
    case command::none:
      break;
  }
  return false;
}

}  // namespace sluice::sql
