#include "dialects/schema/volatility.hpp"

#include "dialects/schema/names.hpp"
#include "dialects/sql/token.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace sluice::schema {
namespace {

// PostgreSQL's own functions that a default may call: of overloaded ones the least constant counts.
// In the order of their bytes.
// clang-format off
constexpr std::string_view constant_functions[] = {
    "abbrev", "abs", "acos", "acosd", "acosh", "area", "array_append", "array_cat", "array_dims",
    "array_fill", "array_length", "array_lower", "array_ndims", "array_position",
    "array_positions", "array_prepend", "array_remove", "array_replace", "array_to_tsvector",
    "array_upper", "ascii", "asin", "asind", "asinh", "atan", "atan2", "atan2d", "atand",
    "atanh", "bit", "bit_count", "bit_length", "bool", "bound_box", "bpchar", "broadcast",
    "btrim", "cardinality", "casefold", "cbrt", "ceil", "ceiling", "center", "char",
    "char_length", "character_length", "chr", "coalesce", "cos", "cosd", "cosh", "cot", "cotd",
    "crc32", "crc32c", "datemultirange", "daterange", "decode", "degrees", "diagonal",
    "diameter", "div", "encode", "erf", "erfc", "exp", "factorial", "family", "float4", "float8",
    "floor", "gamma", "gcd", "get_bit", "get_byte", "greatest", "hashtext", "height", "host",
    "hostmask", "inet_merge", "inet_same_family", "initcap", "int2", "int4", "int4multirange",
    "int4range", "int8", "int8multirange", "int8range", "interval", "is_normalized", "isclosed",
    "isempty", "isfinite", "ishorizontal", "isopen", "isparallel", "isperp", "isvertical",
    "json_array_length", "json_object", "json_object_keys", "json_strip_nulls", "json_typeof",
    "jsonb_array_length", "jsonb_insert", "jsonb_object", "jsonb_path_exists",
    "jsonb_path_match", "jsonb_path_query_array", "jsonb_path_query_first", "jsonb_pretty",
    "jsonb_set", "jsonb_set_lax", "jsonb_strip_nulls", "jsonb_typeof", "justify_days",
    "justify_hours", "justify_interval", "lcm", "least", "left", "lgamma", "like", "line", "ln",
    "log", "log10", "lower", "lower_inc", "lower_inf", "lpad", "lseg", "ltrim",
    "macaddr8_set7bit", "make_date", "make_interval", "make_time", "make_timestamp", "masklen",
    "md5", "min_scale", "mod", "multirange", "name", "netmask", "network", "normalize",
    "npoints", "nullif", "num_nonnulls", "num_nulls", "numeric_div_trunc", "numeric_exp",
    "numeric_ln", "numeric_log", "numeric_sqrt", "nummultirange", "numnode", "numrange",
    "octet_length", "overlay", "parse_ident", "pi", "point", "position", "pow", "power",
    "quote_ident", "radians", "radius", "regexp_count", "regexp_instr", "regexp_like",
    "regexp_match", "regexp_replace", "regexp_split_to_array", "regexp_substr", "repeat",
    "replace", "reverse", "right", "round", "row", "rpad", "rtrim", "scale", "set_bit",
    "set_byte", "set_masklen", "setweight", "sha224", "sha256", "sha384", "sha512", "sign",
    "sin", "sind", "sinh", "slope", "split_part", "sqrt", "starts_with", "string_to_array",
    "strip", "strpos", "substr", "substring", "tan", "tand", "tanh", "text", "to_ascii",
    "to_bin", "to_hex", "to_oct", "translate", "trim_array", "trim_scale", "trunc", "ts_delete",
    "ts_filter", "ts_lexize", "ts_rank", "ts_rank_cd", "tsmultirange", "tsquery_phrase",
    "tsrange", "tstzmultirange", "tstzrange", "txid_snapshot_xmax", "unistr", "upper",
    "upper_inc", "upper_inf", "uuid_extract_timestamp", "uuid_extract_version", "varbit",
    "varchar", "width", "width_bucket", "xml_is_well_formed_content",
    "xml_is_well_formed_document", "xmlcomment", "xmlconcat", "xmlelement", "xmlexists",
    "xmlforest", "xmlvalidate", "xpath", "xpath_exists",
};
constexpr std::string_view stable_functions[] = {
    "age", "array_to_json", "array_to_string", "concat", "concat_ws", "convert_from",
    "convert_to", "current_catalog", "current_database", "current_date", "current_role",
    "current_schema", "current_schemas", "current_setting", "current_time", "current_timestamp",
    "current_user", "date", "date_part", "date_trunc", "enum_first", "enum_last", "enum_range",
    "extract", "format", "format_type", "get_current_ts_config", "getdatabaseencoding",
    "getpgusername", "inet_client_addr", "inet_server_addr", "json_array", "json_build_array",
    "json_build_object", "json_scalar", "json_to_record", "json_to_tsvector",
    "jsonb_build_array", "jsonb_build_object", "jsonb_path_exists_tz", "jsonb_path_match_tz",
    "jsonb_path_query_array_tz", "jsonb_path_query_first_tz", "jsonb_to_record",
    "jsonb_to_tsvector", "length", "localtime", "localtimestamp", "make_timestamptz", "mxid_age",
    "now", "numeric", "overlaps", "pg_backend_pid", "pg_client_encoding", "pg_current_xact_id",
    "pg_my_temp_schema", "pg_typeof", "phraseto_tsquery", "plainto_tsquery", "quote_literal",
    "quote_nullable", "row_to_json", "session_user", "statement_timestamp", "time", "timestamp",
    "timestamptz", "timetz", "timezone", "to_char", "to_date", "to_json", "to_jsonb",
    "to_number", "to_timestamp", "to_tsquery", "to_tsvector", "transaction_timestamp",
    "ts_headline", "txid_current", "txid_current_if_assigned", "txid_current_snapshot", "user",
    "version", "websearch_to_tsquery", "xml", "xml_is_well_formed",
};
constexpr std::string_view changing_functions[] = {
    "array_sample", "array_shuffle", "clock_timestamp", "current_query", "currval",
    "gen_random_uuid", "lastval", "nextval", "pg_advisory_lock", "pg_sleep", "random",
    "random_normal", "set_config", "setval", "timeofday", "ts_rewrite", "txid_status",
    "uuid_generate_v1", "uuid_generate_v1mc", "uuid_generate_v4", "uuidv4", "uuidv7",
};

/// Types whose casts and input PostgreSQL itself defines.
constexpr std::string_view own_types[] = {
    "bigint", "bit", "bool", "boolean", "bpchar", "bytea", "char", "character", "cidr", "date",
    "daterange", "dec", "decimal", "double", "float", "float4", "float8", "inet", "int", "int2",
    "int4", "int4range", "int8", "int8range", "integer", "interval", "json", "jsonb", "jsonpath",
    "macaddr", "macaddr8", "money", "name", "numeric", "numrange", "oid", "real", "regclass",
    "regconfig", "regnamespace", "regproc", "regtype", "smallint", "text", "time", "timestamp",
    "timestamptz", "timetz", "tsquery", "tsrange", "tstzrange", "tsvector", "uuid", "varbit",
    "varchar", "xml",
};
// Of MySQL, MariaDB and SQLite, as far as their answer is plain.
constexpr std::string_view other_stable[] = {
    "curdate", "current_date", "current_time", "current_timestamp", "current_user", "curtime",
    "date", "datetime", "julianday", "localtime", "localtimestamp", "now", "session_user", "strftime",
    "time", "unix_timestamp", "unixepoch", "user", "utc_date", "utc_time", "utc_timestamp",
};
constexpr std::string_view other_changing[] = {
    "next_value", "nextval", "rand", "random", "random_bytes", "randomblob", "sys_guid", "sysdate",
    "uuid", "uuid_short", "uuid_v4", "uuid_v7",
};
constexpr std::string_view other_constant[] = {
    "abs", "bin_to_uuid", "char_length", "coalesce", "concat", "hex", "ifnull", "json_array",
    "json_object", "length", "lower", "nullif", "replace", "round", "substr", "substring", "upper",
    "uuid_to_bin",
};
/// Words before a parenthesis that call nothing.
constexpr std::string_view syntax[] = {
    "and", "any", "array", "as", "between", "case", "cast", "else", "for", "from", "in", "is",
    "not", "or", "precision", "then", "values", "varying", "when",
};
// clang-format on

static_assert(std::is_sorted(std::begin(constant_functions), std::end(constant_functions)) &&
              std::is_sorted(std::begin(stable_functions), std::end(stable_functions)) &&
              std::is_sorted(std::begin(changing_functions), std::end(changing_functions)) &&
              std::is_sorted(std::begin(own_types), std::end(own_types)) &&
              std::is_sorted(std::begin(other_stable), std::end(other_stable)) &&
              std::is_sorted(std::begin(other_changing), std::end(other_changing)) &&
              std::is_sorted(std::begin(other_constant), std::end(other_constant)) &&
              std::is_sorted(std::begin(syntax), std::end(syntax)));

template <std::size_t N>
bool holds(const std::string_view (&sorted)[N], std::string_view name) {
  return std::binary_search(std::begin(sorted), std::end(sorted), name);
}

class reader {
 public:
  reader(std::string_view text, sql::token_stream tokens, const model& m, dialect d)
      : text_(text), model_(m), dialect_(d), tokens_(std::move(tokens)) {
    std::erase_if(tokens_, [](const sql::token& t) { return sql::is_trivia(t.what); });
  }

  volatility run() {
    volatility out = volatility::constant;
    for (std::size_t i = 0; i < tokens_.size(); ++i) out = std::max(out, of(i));
    return out;
  }

 private:
  [[nodiscard]] sql::kind kind_at(std::size_t i) const {
    return i < tokens_.size() ? tokens_[i].what : sql::kind::end_of_input;
  }
  [[nodiscard]] std::string folded(std::size_t i) const {
    const std::string name =
        sql::fold_name(text_.substr(tokens_[i].where.begin, tokens_[i].where.size()), dialect_);
    return dialect_ == dialect::postgres ? name : sql::lower_case(name);
  }
  [[nodiscard]] bool is_name(std::size_t i) const {
    return i < tokens_.size() &&
           (sql::is_word(tokens_[i].what) || tokens_[i].what == sql::kind::quoted_name);
  }

  volatility of(std::size_t i) {
    if (kind_at(i) == sql::kind::kw_select) return volatility::unknown;
    if (dialect_ == dialect::postgres && kind_at(i) == sql::kind::double_colon) return cast_at(i);
    if (!is_name(i) || kind_at(i + 1) == sql::kind::dot) return volatility::constant;
    // MariaDB: NEXT VALUE FOR sequence
    if (dialect_ == dialect::mysql && folded(i) == "next" && is_name(i + 1))
      return volatility::changing;
    if (kind_at(i - 1) == sql::kind::double_colon) return volatility::constant;  // seen there
    const bool called = kind_at(i + 1) == sql::kind::left_paren;
    const std::string name = folded(i);
    const bool qualified = i > 1 && kind_at(i - 1) == sql::kind::dot;
    if (qualified && folded(i - 2) != "pg_catalog")
      return called ? of_model(folded(i - 2) + "." + name) : volatility::constant;
    if (dialect_ == dialect::postgres) return of_postgres(name, called);
    if (holds(other_stable, name)) return volatility::stable;
    if (!called || holds(syntax, name) || holds(other_constant, name)) return volatility::constant;
    return holds(other_changing, name) ? volatility::changing : volatility::unknown;
  }

  [[nodiscard]] volatility of_postgres(const std::string& name, bool called) const {
    if (!called) {
      // current_timestamp and its like; any other bare word is syntax, a type or a collation.
      const bool is_value = name.starts_with("current_") || name.starts_with("local") ||
                            name == "session_user" || name == "user";
      return is_value && holds(stable_functions, name) ? volatility::stable : volatility::constant;
    }
    if (holds(changing_functions, name)) return volatility::changing;
    if (holds(stable_functions, name)) return volatility::stable;
    if (holds(constant_functions, name) || holds(syntax, name) || holds(own_types, name))
      return volatility::constant;
    return of_model(name);
  }

  /// What is cast from text may depend on settings; a literal is converted once and for all.
  [[nodiscard]] volatility cast_at(std::size_t i) const {
    const bool literal =
        i > 0 && (kind_at(i - 1) == sql::kind::string || kind_at(i - 1) == sql::kind::number ||
                  kind_at(i - 1) == sql::kind::dollar_string);
    if (literal || !is_name(i + 1)) return volatility::constant;
    std::string type = folded(i + 1);
    if (type == "pg_catalog" && kind_at(i + 2) == sql::kind::dot && is_name(i + 3))
      type = folded(i + 3);
    return holds(own_types, type) ? volatility::stable : volatility::unknown;
  }

  [[nodiscard]] volatility of_model(const std::string& name) const {
    const std::string key = name.starts_with("public.") ? name.substr(7) : name;
    const auto found = find_entry(model_.volatilities, key, dialect_);
    return found == model_.volatilities.end() ? volatility::unknown : found->second;
  }

  std::string_view text_;
  const model& model_;
  dialect dialect_;
  sql::token_stream tokens_;
};

}  // namespace

volatility volatility_of(std::string_view expression, const model& m, dialect d) {
  return volatility_of(expression, sql::lex(expression, d), m, d);
}

volatility volatility_of(std::string_view expression, sql::token_stream tokens, const model& m,
                         dialect d) {
  return reader(expression, std::move(tokens), m, d).run();
}

}  // namespace sluice::schema
