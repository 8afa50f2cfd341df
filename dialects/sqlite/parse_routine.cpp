#include "dialects/sql/families.hpp"
#include "dialects/sql/grammar/routines.hpp"

namespace sluice::sqlite {

namespace {

using namespace sql::rules;
using sql::kind;
using sql::node;

// clang-format off

/// CREATE [TEMP] TRIGGER [IF NOT EXISTS] name [time] event ON table [FOR EACH ROW] [WHEN e] BEGIN ... END
struct when : pegtl::seq<tok<kind::kw_when>, expression> {};
struct program_begin : pegtl::at<tok<kind::kw_begin>> {};
struct create_trigger : as<node::create_trigger, tok<kind::kw_create>, pegtl::opt<tok<kind::kw_temporary>>, tok<kind::kw_trigger>, pegtl::opt<if_not_exists>,
                           object_name, pegtl::opt<trigger_time>, trigger_event, trigger_table, pegtl::opt<for_each_row>, pegtl::opt<when>,
                           program_begin, program> {};

// clang-format on

}  // namespace

bool parse_routine(sql::parse_state& s) {
  return match_statement<create_trigger>(s);
}

}  // namespace sluice::sqlite
