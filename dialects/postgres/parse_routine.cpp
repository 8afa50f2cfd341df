#include "dialects/sql/families.hpp"
#include "dialects/sql/grammar/routines.hpp"

namespace sluice::postgres {

namespace {

using namespace sql::rules;
using sql::kind;
using sql::node;

// clang-format off

// CREATE [OR REPLACE] FUNCTION name (args) [RETURNS type] options; options stand in any order

struct language : as<node::language, tok<kind::kw_language>, pegtl::sor<any_word, tok<kind::string, kind::quoted_name>>> {};
struct object_file : pegtl::seq<tok<kind::comma>, tok<kind::string>> {};
struct quoted_body : as<node::quoted_body, tok<kind::kw_as>, tok<kind::string, kind::dollar_string>, pegtl::opt<object_file>> {};
/// BEGIN ATOMIC ... END
struct atomic_body : as<node::body, words<kind::kw_begin, kind::kw_atomic>, pegtl::plus<pegtl::sor<any_element, tok<kind::comma>>>> {};
struct return_body : as<node::body, tok<kind::kw_return>, expression> {};
struct other_option : pegtl::seq<pegtl::not_at<tok<kind::kw_begin, kind::kw_as, kind::kw_return>>, pegtl::sor<any_element, tok<kind::comma>>> {};
struct routine_option : pegtl::sor<language, quoted_body, atomic_body, return_body, other_option> {};
struct create_routine : as<node::create_routine, tok<kind::kw_create>, pegtl::opt<or_replace>, routine_word, object_name, balanced_parens,
                           pegtl::star<routine_option>> {};

// CREATE [OR REPLACE] [CONSTRAINT] TRIGGER name time event [OR event] ON table ... EXECUTE FUNCTION f()

/// TRUNCATE is an event, too, but no row's.
struct truncate_event : as<node::on_truncate, the_word<"TRUNCATE">> {};
struct any_events : pegtl::list<pegtl::sor<trigger_event, truncate_event>, tok<kind::kw_or>> {};
struct from_table : as<node::references, tok<kind::kw_from>, object_name> {};
struct deferral : pegtl::star<pegtl::sor<pegtl::seq<pegtl::opt<tok<kind::kw_not>>, tok<kind::kw_deferrable>>,
                                         pegtl::seq<tok<kind::kw_initially>, tok<kind::kw_deferred, kind::kw_immediate>>>> {};
struct transition : pegtl::seq<tok<kind::word>, tok<kind::kw_table, kind::kw_row>, pegtl::opt<tok<kind::kw_as>>, name_word> {};
struct referencing : pegtl::seq<tok<kind::kw_referencing>, pegtl::plus<transition>> {};
struct each_row : as<node::each_row, tok<kind::kw_row>> {};
struct for_each : pegtl::seq<tok<kind::kw_for>, pegtl::opt<tok<kind::kw_each>>, pegtl::sor<each_row, tok<kind::kw_statement>>> {};
struct constraint_flag : as<node::constraint_flag, tok<kind::kw_constraint>> {};
struct when : pegtl::seq<tok<kind::kw_when>, in_parens<expression>> {};
struct executes : as<node::executes, tok<kind::kw_execute>, tok<kind::kw_function, kind::kw_procedure>, object_name, balanced_parens> {};
struct create_trigger : as<node::create_trigger, tok<kind::kw_create>, pegtl::opt<or_replace>, pegtl::opt<constraint_flag>, tok<kind::kw_trigger>,
                           object_name, trigger_time, any_events, trigger_table, pegtl::opt<from_table>, deferral, pegtl::opt<referencing>,
                           pegtl::opt<for_each>, pegtl::opt<when>, executes> {};

struct statement_grammar : pegtl::sor<create_routine, create_trigger> {};

// clang-format on

}  // namespace

bool parse_routine(sql::parse_state& s) {
  return match_statement<statement_grammar>(s);
}

}  // namespace sluice::postgres
