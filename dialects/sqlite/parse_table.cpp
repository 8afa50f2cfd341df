#include "dialects/sql/families.hpp"
#include "dialects/sql/grammar/columns.hpp"

namespace sluice::sqlite {

namespace {

using namespace sql::rules;
using sql::kind;
using sql::node;

// clang-format off

/// CREATE [TEMP] TABLE [IF NOT EXISTS] name (columns, constraints) [STRICT] [WITHOUT ROWID] | AS query
/// The comma between constraints may be left out.
struct further_constraint : pegtl::seq<pegtl::opt<tok<kind::comma>>, table_constraint> {};
struct element_list : as<node::element_list, tok<kind::left_paren>, comma_list<column_definition>,
                         pegtl::star<further_constraint>, tok<kind::right_paren>> {};
struct without_rowid : as<node::without_rowid, words<kind::kw_without, kind::kw_rowid>> {};
struct strict : as<node::strict, tok<kind::kw_strict>> {};
struct table_option : pegtl::sor<strict, without_rowid> {};
struct table_options : pegtl::opt<comma_list<table_option>> {};
struct create_table : as<node::create_table, create_table_head, pegtl::sor<from_query, pegtl::seq<element_list, table_options>>> {};

/// One action a statement: RENAME TO, RENAME [COLUMN] a TO b, ADD [COLUMN] d, DROP [COLUMN] c.
struct rename_to : as<node::rename_to, words<kind::kw_rename, kind::kw_to>, object_name> {};
struct add_column : as<node::add_column, tok<kind::kw_add>, optional_column, column_definition> {};
// SQLite 3.53
struct added_check : as<node::table_constraint, pegtl::opt<constraint_prefix>, table_check, pegtl::opt<conflict_clause>> {};
struct add_check : as<node::add_constraint, tok<kind::kw_add>, added_check> {};
struct drop_check : as<node::drop_constraint, words<kind::kw_drop, kind::kw_constraint>, name> {};
struct set_not_null : as<node::set_not_null, alter_column_head, words<kind::kw_set, kind::kw_not, kind::kw_null>, pegtl::opt<conflict_clause>> {};
struct drop_not_null : as<node::drop_not_null, alter_column_head, words<kind::kw_drop, kind::kw_not, kind::kw_null>> {};
struct known_action : pegtl::sor<rename_to, rename_column, add_check, add_column, drop_check, drop_column, set_not_null, drop_not_null> {};
struct alter_table : as<node::alter_table, alter_table_head, action<known_action>> {};

struct statement_grammar : pegtl::sor<create_table, alter_table> {};

// clang-format on

}  // namespace

bool parse_table(sql::parse_state& s) {
  return match_statement<statement_grammar>(s);
}

}  // namespace sluice::sqlite
