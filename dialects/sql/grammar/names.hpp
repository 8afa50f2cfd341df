#pragma once

#include "dialects/sql/grammar/rules.hpp"

/// Names and types. Which words may be names is the dialect's keyword table's business.
namespace sluice::sql::rules {

// clang-format off

struct name_word : tested<name_word> {
  static bool test(kinds_input& in, parse_state& s) {
    if (!s.words.names().test(kind_at(in))) return false;
    in.bump(1);
    return true;
  }
};
template <>
struct failure_note<name_word> {
  static void record(std::size_t at, parse_state& s) { s.failed_at(at, role::name); }
};

/// After AS or a dot any word will do.
struct label_word : tested<label_word> {
  static bool test(kinds_input& in, parse_state& s) {
    if (!s.words.labels().test(kind_at(in))) return false;
    in.bump(1);
    return true;
  }
};
template <>
struct failure_note<label_word> {
  static void record(std::size_t at, parse_state& s) { s.failed_at(at, role::label); }
};

struct name : as<node::name, name_word> {};
struct label : as<node::name, label_word> {};

/// [catalog.][schema.]object
struct object_name : as<node::object_name, name, pegtl::star<tok<kind::dot>, label>> {};

/// The same where nothing asks for its parts.
struct name_path : pegtl::seq<name_word, pegtl::star<tok<kind::dot>, label_word>> {};

/// +, s.+, OPERATOR(s.+)
struct operator_symbol : tok<kind::op, kind::equals, kind::star, kind::plus, kind::minus, kind::question> {};
struct any_operator : pegtl::sor<operator_symbol, pegtl::seq<tok<kind::kw_operator>, balanced_parens>> {};

struct name_list : in_parens<comma_list<name>> {};

struct if_exists : as<node::if_exists, words<kind::kw_if, kind::kw_exists>> {};
struct if_not_exists : as<node::if_not_exists, words<kind::kw_if, kind::kw_not, kind::kw_exists>> {};
struct or_replace : as<node::or_replace, words<kind::kw_or, kind::kw_replace>> {};

// Types: qualified.name(args) and the spellings of several words.

struct type_arguments : balanced_parens {};
struct type_array : pegtl::sor<balanced_brackets, pegtl::seq<tok<kind::kw_array>, pegtl::opt<balanced_brackets>>> {};
struct zone_clause : pegtl::seq<tok<kind::kw_with, kind::kw_without>, words<kind::kw_time, kind::kw_zone>> {};

/// SQLite takes any words as a type.
struct further_type_word : tested<further_type_word> {
  static bool test(kinds_input& in, parse_state& s) {
    const kind k = kind_at(in);
    if (s.which != dialect::sqlite || (k != kind::word && k != kind::quoted_name)) return false;
    in.bump(1);
    return true;
  }
};

/// GENERATED and the like begin a clause although they may be names.
struct type_word : tested<type_word> {
  static bool test(kinds_input& in, parse_state& s) {
    const kind k = kind_at(in);
    if (k == kind::kw_generated || k == kind::kw_always || k == kind::kw_comment || k == kind::kw_auto_increment) return false;
    if (!s.words.names().test(k) && !s.words.callables().test(k)) return false;
    in.bump(1);
    return true;
  }
};
template <>
struct failure_note<type_word> {
  static void record(std::size_t at, parse_state& s) { s.failed_at(at, role::type); }
};
struct sqlite_only : tested<sqlite_only> {
  static bool test(kinds_input& /*in*/, parse_state& s) { return s.which == dialect::sqlite; }
};
/// CASCADE, RESTRICT
struct drop_behavior : pegtl::seq<pegtl::not_at<sqlite_only>, pegtl::sor<as<node::cascade, tok<kind::kw_cascade>>, tok<kind::kw_restrict>>> {};
struct postgres_only : tested<postgres_only> {
  static bool test(kinds_input& /*in*/, parse_state& s) { return s.which == dialect::postgres; }
};
struct mysql_only : tested<mysql_only> {
  static bool test(kinds_input& /*in*/, parse_state& s) { return s.which == dialect::mysql; }
};
/// MariaDB: COMPRESSED=zlib, one kind with SIGNED
struct compression : pegtl::seq<mysql_only, tok<kind::kw_signed>, tok<kind::equals>, tok<kind::word>> {};
struct type_suffix : pegtl::sor<compression, tok<kind::kw_unsigned, kind::kw_signed, kind::kw_zerofill, kind::kw_binary>> {};

/// interval day to second
struct interval_fields : pegtl::seq<tok<kind::word>, pegtl::opt<tok<kind::kw_to>, tok<kind::word>>> {};
/// MySQL: NATIONAL VARCHAR, LONG, LONG VARBINARY; LONG is one kind with NATIONAL.
struct long_type : pegtl::seq<mysql_only, tok<kind::kw_national>, pegtl::opt<tok<kind::word>>> {};
/// NCHAR VARCHAR(3)
struct nchar_varchar : pegtl::seq<mysql_only, tok<kind::word>, pegtl::at<tok<kind::left_paren>>> {};
struct type_name : pegtl::sor<
    pegtl::seq<tok<kind::kw_interval>, pegtl::opt<interval_fields>>,
    pegtl::seq<tok<kind::kw_double>, pegtl::opt<tok<kind::kw_precision>>>,
    pegtl::seq<pegtl::opt<tok<kind::kw_national>>, tok<kind::kw_character>, pegtl::opt<pegtl::sor<tok<kind::kw_varying>, nchar_varchar>>>,
    long_type,
    pegtl::seq<tok<kind::kw_set, kind::kw_enum>, type_arguments>,
    pegtl::seq<type_word, pegtl::star<tok<kind::dot>, label_word>, pegtl::opt<tok<kind::kw_varying>>, pegtl::star<further_type_word>>> {};

struct type : as<node::type,
    pegtl::opt<tok<kind::kw_setof>>,
    type_name,
    pegtl::opt<type_arguments>,
    pegtl::star<type_suffix>,
    pegtl::opt<zone_clause>,
    pegtl::star<type_array>> {};

// clang-format on

}  // namespace sluice::sql::rules
