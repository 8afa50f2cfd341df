#include "dialects/sql/families.hpp"
#include "dialects/sql/grammar/routines.hpp"

namespace sluice::mysql {

namespace {

using namespace sql::rules;
using sql::kind;
using sql::node;

// clang-format off

/// DEFINER = user@host | CURRENT_USER
struct definer : pegtl::seq<tok<kind::kw_definer>, tok<kind::equals>, pegtl::sor<tok<kind::value_word>, label_word>,
                            pegtl::opt<tok<kind::variable>>, pegtl::opt<balanced_parens>> {};
struct create_head : pegtl::seq<tok<kind::kw_create>, pegtl::opt<or_replace>, pegtl::opt<definer>> {};

// CREATE [DEFINER = user] {FUNCTION | PROCEDURE} name (args) [RETURNS type] characteristics body

struct charset : pegtl::seq<pegtl::sor<words<kind::kw_character, kind::kw_set>, tok<kind::kw_charset>>, any_word> {};
struct collation : pegtl::seq<tok<kind::kw_collate>, any_word> {};
struct returns : pegtl::seq<tok<kind::kw_returns>, type, pegtl::opt<charset>, pegtl::opt<collation>> {};
struct comment : pegtl::seq<tok<kind::kw_comment>, tok<kind::string>> {};
struct deterministic : pegtl::seq<pegtl::opt<tok<kind::kw_not>>, tok<kind::kw_deterministic>> {};
struct language : as<node::language, tok<kind::kw_language>, pegtl::sor<tok<kind::kw_sql>, name_word>> {};
/// MySQL 9.2: USING (library AS name, ...)
struct libraries : pegtl::seq<tok<kind::kw_using>, balanced_parens> {};
struct security : pegtl::seq<words<kind::kw_sql, kind::kw_security>, any_word> {};
/// CONTAINS SQL, NO SQL, READS SQL DATA, MODIFIES SQL DATA
struct data_access : pegtl::seq<any_word, tok<kind::kw_sql>, pegtl::opt<tok<kind::kw_data>>> {};
struct characteristics : pegtl::star<pegtl::sor<comment, deterministic, language, libraries, security, data_access>> {};
/// MySQL 9.0: a program in another language is a text.
struct foreign_program : pegtl::seq<tok<kind::kw_as>, tok<kind::string, kind::dollar_string>, pegtl::eof> {};
struct create_routine : as<node::create_routine, create_head, pegtl::opt<tok<kind::word>>, routine_word, pegtl::opt<if_not_exists>, object_name,
                           balanced_parens, pegtl::opt<returns>, characteristics, pegtl::sor<foreign_program, program>> {};

// CREATE [DEFINER = user] TRIGGER name time event ON table FOR EACH ROW [FOLLOWS other] body

/// FOLLOWS other, PRECEDES other: a label of a loop would have a colon.
struct trigger_order : pegtl::seq<tok<kind::word>, name_word, pegtl::not_at<pegtl::sor<tok<kind::left_paren, kind::dot>, pegtl::eof>>> {};
struct create_trigger : as<node::create_trigger, create_head, tok<kind::kw_trigger>, pegtl::opt<if_not_exists>, object_name, trigger_time, trigger_event,
                           trigger_table, for_each_row, pegtl::opt<trigger_order>, program> {};

struct statement_grammar : pegtl::sor<create_routine, create_trigger> {};

// clang-format on

}  // namespace

bool parse_routine(sql::parse_state& s) {
  return match_statement<statement_grammar>(s);
}

}  // namespace sluice::mysql
