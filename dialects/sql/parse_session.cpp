#include "dialects/sql/families.hpp"
#include "dialects/sql/grammar/names.hpp"

namespace sluice::sql {

namespace {

using namespace rules;

// clang-format off

struct word_or_comma : pegtl::sor<any_word, tok<kind::comma>> {};
struct modes : pegtl::star<word_or_comma> {};
struct work : pegtl::opt<tok<kind::kw_work, kind::word, kind::reserved_word>> {};

/// BEGIN [WORK | TRANSACTION | IMMEDIATE ...] modes; START TRANSACTION modes
struct begin : as<node::transaction_begin, tok<kind::kw_begin, kind::kw_start>, modes> {};
/// COMMIT [WORK] [AND NO CHAIN]; END
struct commit : as<node::transaction_commit, tok<kind::kw_commit, kind::kw_end>, work, modes> {};
/// ROLLBACK [WORK] [TO [SAVEPOINT] name]
struct rollback_to : pegtl::seq<tok<kind::kw_to>, pegtl::opt<tok<kind::kw_savepoint>>, name_word> {};
struct rollback : as<node::transaction_rollback, tok<kind::kw_rollback>, work, pegtl::sor<rollback_to, modes>> {};
struct savepoint : as<node::transaction_savepoint, tok<kind::kw_savepoint>, name_word> {};
struct release : as<node::transaction_release, tok<kind::kw_release>, pegtl::opt<tok<kind::kw_savepoint>>, name_word> {};

struct setting_name : as<node::setting_name, pegtl::sor<tok<kind::variable>, pegtl::seq<any_word, pegtl::star<tok<kind::dot>, any_word>>>> {};
struct rest : pegtl::plus<pegtl::sor<any_element, tok<kind::comma>>> {};
struct set : as<node::setting, tok<kind::kw_set>, rest> {};
/// PRAGMA [schema.]name [= value | (value)]
struct pragma : as<node::pragma, tok<kind::kw_pragma>, setting_name, pegtl::opt<rest>> {};
struct use : as<node::use, tok<kind::kw_use>, name> {};

struct statement_grammar : pegtl::sor<begin, commit, rollback, savepoint, release, set, pragma, use> {};

// clang-format on

}  // namespace

bool parse_session(parse_state& s) {
  return match_statement<statement_grammar>(s);
}

}  // namespace sluice::sql
