#include "dialects/schema/folding.hpp"
#include "dialects/sql/token.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

/// One spelling of each type for each dialect: the one in which the catalogue shows it.
namespace sluice::schema {
namespace {

struct written_type {
  std::string base;       ///< "timestamp", "character varying"
  std::string arguments;  ///< with their parentheses; empty when there are none
  std::string rest;       ///< what follows them: "with time zone", "unsigned"
  bool array = false;
};

bool take_suffix(std::string& s, std::string_view suffix) {
  if (!s.ends_with(suffix)) return false;
  s.resize(s.size() - suffix.size());
  trim_blanks(s);
  return true;
}

bool take_prefix(std::string& s, std::string_view prefix) {
  if (!s.starts_with(prefix)) return false;
  s.erase(0, prefix.size());
  return true;
}

written_type take_apart(std::string type) {
  written_type out;
  while (!type.empty() && type.back() == ']') {
    type.erase(std::min(type.rfind('['), type.size()));
    trim_blanks(type);
    out.array = true;
  }
  if (take_suffix(type, " array")) out.array = true;
  const std::size_t open = type.find('(');
  const std::size_t close = type.rfind(')');
  if (open == std::string::npos || close == std::string::npos || close < open) {
    out.base = type;
  } else {
    out.base = type.substr(0, open);
    out.arguments = type.substr(open, close - open + 1);
    out.rest = type.substr(close + 1);
  }
  trim_blanks(out.base);
  trim_blanks(out.rest);
  return out;
}

using spelling = std::pair<std::string_view, std::string_view>;

template <std::size_t N>
void spell(std::string& base, const std::array<spelling, N>& spellings) {
  for (const auto& [from, to] : spellings) {
    if (base == from) {
      base = to;
      return;
    }
  }
}

constexpr std::array<spelling, 29> postgres_spellings{{
    {"int", "integer"},
    {"int4", "integer"},
    {"int8", "bigint"},
    {"int2", "smallint"},
    {"serial", "integer"},
    {"serial4", "integer"},
    {"bigserial", "bigint"},
    {"serial8", "bigint"},
    {"smallserial", "smallint"},
    {"serial2", "smallint"},
    {"float4", "real"},
    {"float8", "double precision"},
    {"bool", "boolean"},
    {"decimal", "numeric"},
    {"dec", "numeric"},
    {"varchar", "character varying"},
    {"char varying", "character varying"},
    {"nchar varying", "character varying"},
    {"national char varying", "character varying"},
    {"national character varying", "character varying"},
    {"char", "character"},
    {"nchar", "character"},
    {"national char", "character"},
    {"national character", "character"},
    {"varbit", "bit varying"},
    {"timestamptz", "timestamp with time zone"},
    {"timetz", "time with time zone"},
    {"timestamp", "timestamp without time zone"},
    {"time", "time without time zone"},
}};

/// The precision of a time stands inside of its name.
std::string with_precision(const std::string& base, const std::string& precision) {
  const std::size_t word = base.find(' ');
  if (precision.empty() || word == std::string::npos || !base.starts_with("time"))
    return base + precision;
  return base.substr(0, word) + precision + base.substr(word);
}

/// A name that needs no quotes is shown without.
std::string without_quotes(const std::string& name) {
  if (name.find('"') == std::string::npos || name == "\"char\"") return name;
  std::string out;
  for (const sql::token& t : sql::lex(name, dialect::postgres)) {
    const std::string_view part = std::string_view(name).substr(t.where.begin, t.where.size());
    const std::string folded = sql::fold_name(part, dialect::postgres);
    const bool plain =
        folded.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos &&
        !folded.empty() && (folded[0] < '0' || folded[0] > '9');
    out += t.what == sql::kind::quoted_name && plain ? folded : std::string(part);
  }
  return out;
}

/// Most columns are of these, which have no other spelling.
constexpr std::array<std::string_view, 10> settled_types{
    "bigint", "boolean", "bytea", "date", "integer", "json", "jsonb", "smallint", "text", "uuid"};

std::string postgres_type(const std::string& type) {
  if (std::binary_search(settled_types.begin(), settled_types.end(), type)) return type;
  written_type t = take_apart(type);
  take_prefix(t.base, "pg_catalog.");
  take_prefix(t.base, "public.");
  if (t.base.starts_with("interval") && !t.rest.empty()) t.base += " " + std::exchange(t.rest, {});
  if (!t.rest.empty()) t.base += " " + t.rest;  // with time zone
  if (t.base == "float") {
    const bool is_short = t.arguments.size() > 2 && std::atoi(t.arguments.c_str() + 1) <= 24;
    t.base = is_short ? "real" : "double precision";
    t.arguments.clear();
  }
  spell(t.base, postgres_spellings);
  if ((t.base == "character" || t.base == "bit") && t.arguments.empty()) t.arguments = "(1)";
  if (t.base == "bpchar" && !t.arguments.empty()) t.base = "character";
  if (t.base == "numeric" && !t.arguments.empty() && t.arguments.find(',') == std::string::npos)
    t.arguments.insert(t.arguments.size() - 1, ",0");
  return with_precision(without_quotes(t.base), t.arguments) + (t.array ? "[]" : "");
}

constexpr std::array<spelling, 34> mysql_spellings{{
    {"national character varying", "varchar"},
    {"national char varying", "varchar"},
    {"nchar varying", "varchar"},
    {"nchar varchar", "varchar"},
    {"varcharacter", "varchar"},
    {"national character", "char"},
    {"long char varying", "mediumtext"},
    {"long varcharacter", "mediumtext"},
    {"char byte", "binary"},
    {"geomcollection", "geometrycollection"},
    {"integer", "int"},
    {"int4", "int"},
    {"int8", "bigint"},
    {"int3", "mediumint"},
    {"middleint", "mediumint"},
    {"int2", "smallint"},
    {"int1", "tinyint"},
    {"double precision", "double"},
    {"float8", "double"},
    {"real", "double"},
    {"float4", "float"},
    {"dec", "decimal"},
    {"numeric", "decimal"},
    {"fixed", "decimal"},
    {"character varying", "varchar"},
    {"char varying", "varchar"},
    {"national varchar", "varchar"},
    {"nvarchar", "varchar"},
    {"character", "char"},
    {"nchar", "char"},
    {"national char", "char"},
    {"long", "mediumtext"},
    {"long varchar", "mediumtext"},
    {"long varbinary", "mediumblob"},
}};

/// BLOB(500) and TEXT(100) are the smallest sort that holds so much; TEXT counts characters, of
/// four bytes each unless another character set is said.
void fit(std::string& base, const std::string& length) {
  const bool blob = base == "blob";
  if (!blob && base != "text") return;
  const unsigned long long bytes = std::strtoull(length.c_str() + 1, nullptr, 10) * (blob ? 1 : 4);
  const char* sort = bytes < 256          ? "tiny"
                     : bytes < 65'536     ? ""
                     : bytes < 16'777'216 ? "medium"
                                          : "long";
  base = sort + base;
}

/// Labels are shown in single quotes, without white space between them.
std::string labels(const std::string& list) {
  std::string out = "(";
  for (const sql::token& t : sql::lex(list, dialect::mysql)) {
    if (t.what != sql::kind::string && t.what != sql::kind::quoted_name) continue;
    const std::string_view quoted = std::string_view(list).substr(t.where.begin, t.where.size());
    out += out.size() > 1 ? "," : "";
    out += "'" + std::string(quoted.substr(1, quoted.size() - 2)) + "'";
  }
  return out + ")";
}

/// A display width says nothing about the values, and MySQL 8 has given it up; tinyint(1) alone
/// means something to clients.
std::string mysql_type(const std::string& type) {
  written_type t = take_apart(type);
  if (t.base == "bool" || t.base == "boolean") return "tinyint(1)";
  if (t.base == "serial") return "bigint unsigned";
  std::string words = t.rest;
  if (t.arguments.empty()) {
    for (const std::string word : {" unsigned", " zerofill", " signed", " compressed", " /*"}) {
      const std::size_t at = t.base.find(word);
      if (at == std::string::npos) continue;
      words = t.base.substr(at + 1);
      t.base.resize(at);
    }
  }
  spell(t.base, mysql_spellings);
  const bool zerofill = words.find("zerofill") != std::string::npos;
  const bool unsigned_ = zerofill || words.find("unsigned") != std::string::npos;
  const bool integer = t.base.ends_with("int");
  if ((t.base == "blob" || t.base == "text") && !t.arguments.empty()) {
    fit(t.base, t.arguments);
    t.arguments.clear();
  }
  if (t.base == "float" && t.arguments.find(',') == std::string::npos) {
    if (!t.arguments.empty() && std::atoi(t.arguments.c_str() + 1) > 24) t.base = "double";
    t.arguments.clear();
  }
  if (t.base == "enum" || t.base == "set") t.arguments = labels(t.arguments);
  if (t.base == "vector" && t.arguments.empty()) t.arguments = "(2048)";
  if (integer && (t.base != "tinyint" || t.arguments != "(1)" || unsigned_)) t.arguments.clear();
  if (t.base == "year") t.arguments.clear();
  if ((t.base == "char" || t.base == "bit" || t.base == "binary") && t.arguments.empty())
    t.arguments = "(1)";
  if (t.base == "decimal") {
    if (t.arguments.empty()) t.arguments = "(10,0)";
    if (t.arguments.find(',') == std::string::npos)
      t.arguments.insert(t.arguments.size() - 1, ",0");
  }
  return t.base + t.arguments + (unsigned_ ? " unsigned" : "") + (zerofill ? " zerofill" : "");
}

}  // namespace

std::string canonical_type(std::string_view type, dialect d) {
  switch (d) {
    case dialect::postgres:
      return postgres_type(std::string(type));
    case dialect::mysql:
      return mysql_type(std::string(type));
    case dialect::sqlite:
      break;
  }
  return std::string(type);  // SQLite keeps what was written
}

}  // namespace sluice::schema
