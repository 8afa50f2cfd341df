#include "tests/oracle/type_text.hpp"

#include "dialects/schema/folding.hpp"
#include "dialects/sql/token.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::test {

namespace {

using json = nlohmann::json;

/// What PostgreSQL's grammar makes of the types that SQL names by keywords.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> spellings{{
    {"int2", "smallint"},
    {"int4", "int"},
    {"int8", "bigint"},
    {"float4", "real"},
    {"float8", "double precision"},
    {"bool", "boolean"},
    {"bpchar", "char"},
    {"varbit", "bit varying"},
    {"timetz", "time with time zone"},
}};

/// The bits of an interval's fields, in the order in which SQL names them.
constexpr std::array<std::pair<int, std::string_view>, 6> fields{
    {{4, "year"}, {2, "month"}, {8, "day"}, {1024, "hour"}, {2048, "minute"}, {4096, "second"}}};
constexpr int all_fields = 0x7FFF;

std::string interval_fields(int mask) {
  if (mask == all_fields) return {};
  std::string first;
  std::string last;
  for (const auto& [bit, word] : fields) {
    if ((mask & bit) == 0) continue;
    if (first.empty()) first = word;
    last = word;
  }
  return " " + first + (last == first ? "" : " to " + last);
}

std::string argument_text(const json& in) {
  if (const auto constant = in.find("A_Const"); constant != in.end()) {
    if (const auto value = constant->find("ival"); value != constant->end()) {
      return std::to_string(value->value("ival", 0));
    }
    if (const auto value = constant->find("fval"); value != constant->end()) {
      return value->value("fval", std::string());
    }
    if (const auto value = constant->find("sval"); value != constant->end()) {
      return "'" + value->value("sval", std::string()) + "'";
    }
  }
  if (const auto column = in.find("ColumnRef"); column != in.end()) {
    return (*column)["fields"][0]["String"].value("sval", std::string());
  }
  return "?";
}

/// The same type written in several ways.
std::string canonical(std::string type) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> words{{
      {"national character varying", "varchar"},
      {"national char varying", "varchar"},
      {"nchar varying", "varchar"},
      {"char varying", "varchar"},
      {"national character", "char"},
      {"national char", "char"},
      {"nchar", "char"},
      {"pg_catalog.", ""},
  }};
  for (const auto& [from, to] : words) {
    if (type.starts_with(from)) {
      type.replace(0, from.size(), to);
      break;
    }
  }
  type = schema::plain_type(type, dialect::postgres);
  if (type == "char" || type == "bit") type += "(1)";
  return type;
}

}  // namespace

std::string their_type(const json& type_name) {
  if (type_name.empty()) return {};
  std::vector<std::string> names;
  for (const json& part : type_name["names"]) {
    names.push_back(part["String"].value("sval", std::string()));
  }
  std::vector<std::string> arguments;
  if (const auto typmods = type_name.find("typmods"); typmods != type_name.end()) {
    for (const json& argument : *typmods) arguments.push_back(argument_text(argument));
  }
  std::string type;
  if (names.size() == 2 && names.front() == "pg_catalog") {
    type = names.back();
    for (const auto& [internal, written] : spellings) {
      if (type == internal) type = written;
    }
    if (type == "interval" && !arguments.empty()) {
      type += interval_fields(std::stoi(arguments.front()));
      arguments.erase(arguments.begin());
    }
  } else {
    for (const std::string& part : names) type += (type.empty() ? "" : ".") + part;
    if (type == "char") type = "\"char\"";  // the one-byte type
  }
  std::string list;
  for (const std::string& argument : arguments) list += (list.empty() ? "" : ",") + argument;
  if (!list.empty()) type += "(" + list + ")";
  std::string result = type_name.value("setof", false) ? "setof " : "";
  // Names that need quotes are compared as they are.
  const bool quoted = type != sql::lower_case(type) || type.find(' ') != std::string::npos;
  const bool builtin = names.size() == 2 && names.front() == "pg_catalog";
  result += quoted && !builtin ? type : canonical(type);
  if (const auto bounds = type_name.find("arrayBounds"); bounds != type_name.end()) {
    for (std::size_t i = 0; i < bounds->size(); ++i) result += "[]";
  }
  return result;
}

std::string our_type(const std::string& type) {
  std::string base = type;
  std::string result;
  if (base.starts_with("setof ")) {
    result = "setof ";
    base.erase(0, 6);
  }
  std::string array;
  while (base.ends_with(']')) {
    base.erase(base.rfind('['));
    array += "[]";
  }
  if (base.ends_with(" array")) {
    base.erase(base.size() - 6);
    if (array.empty()) array = "[]";
  }
  // Quotes off, as no name here needs them but the one that is a keyword without.
  if (base != "\"char\"" && base.find('"') != std::string::npos) {
    std::string unquoted;
    for (const sql::token& t : sql::lex(base, dialect::postgres)) {
      const std::string_view part = std::string_view(base).substr(t.where.begin, t.where.size());
      unquoted += t.what == sql::kind::quoted_name ? sql::fold_name(part, dialect::postgres)
                                                   : std::string(part);
    }
    return result + unquoted + array;
  }
  return base.empty() ? result : result + canonical(base) + array;
}

bool is_serial(const json& type_name) {
  if (type_name.empty()) return false;
  const std::string type = type_name["names"].back()["String"].value("sval", std::string());
  return type == "serial" || type == "bigserial" || type == "smallserial" || type == "serial4" ||
         type == "serial8" || type == "serial2";
}

}  // namespace sluice::test
