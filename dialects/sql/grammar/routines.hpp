#pragma once

#include "dialects/sql/grammar/expressions.hpp"

/// What CREATE FUNCTION and CREATE TRIGGER share.
namespace sluice::sql::rules {

// clang-format off

struct function_flag : as<node::function_flag, tok<kind::kw_function>> {};
struct procedure_flag : as<node::procedure_flag, tok<kind::kw_procedure>> {};
struct routine_word : pegtl::sor<function_flag, procedure_flag> {};

struct update_columns : as<node::update_columns, tok<kind::kw_of>, comma_list<name>> {};
struct on_insert : as<node::on_insert, tok<kind::kw_insert>> {};
struct on_update_event : as<node::on_update, tok<kind::kw_update>, pegtl::opt<update_columns>> {};
struct on_delete : as<node::on_delete, tok<kind::kw_delete>> {};
struct trigger_event : pegtl::sor<on_insert, on_update_event, on_delete> {};
struct before_flag : as<node::before_flag, tok<kind::kw_before>> {};
struct instead_of : as<node::instead_flag, words<kind::kw_instead, kind::kw_of>> {};
struct trigger_time : pegtl::sor<before_flag, tok<kind::kw_after>, instead_of> {};
struct trigger_table : as<node::on_table, tok<kind::kw_on>, object_name> {};
struct for_each_row : words<kind::kw_for, kind::kw_each, kind::kw_row> {};

/// Everything that is left: the program of a routine or trigger.
struct program : as<node::body, pegtl::plus<pegtl::sor<any_element, tok<kind::comma>>>> {};

// clang-format on

}  // namespace sluice::sql::rules
