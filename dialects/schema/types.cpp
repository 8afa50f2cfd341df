#include "dialects/schema/folding.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace sluice::schema {
namespace {

struct type_parts {
  std::string base;
  std::optional<int> length;
  std::optional<int> scale;
  std::string rest;  ///< "unsigned", "character set latin1"
};

void trim(std::string& s) {
  while (!s.empty() && s.back() == ' ') {
    s.pop_back();
  }
  s.erase(0, s.find_first_not_of(' '));
}

std::optional<int> number(std::string s) {
  trim(s);
  int value = 0;
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), value);
  if (error != std::errc() || end != s.data() + s.size()) {
    return std::nullopt;
  }
  return value;
}

type_parts take_apart(std::string_view type) {
  std::string lower;
  for (const char c : type) {
    lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  type_parts parts;
  const auto open = lower.find('(');
  const auto close = open == std::string::npos ? open : lower.find(')', open);
  if (close == std::string::npos) {
    parts.base = lower;
    for (const std::string word : {" unsigned", " zerofill"}) {
      if (const auto at = parts.base.find(word); at != std::string::npos) {
        parts.rest = parts.base.substr(at);
        parts.base.resize(at);
        break;
      }
    }
  } else {
    parts.base = lower.substr(0, open);
    parts.rest = lower.substr(close + 1);
    const std::string inside = lower.substr(open + 1, close - open - 1);
    const auto comma = inside.find(',');
    parts.length = number(inside.substr(0, comma));
    if (comma != std::string::npos) {
      parts.scale = number(inside.substr(comma + 1));
    }
    if (!parts.length || (comma != std::string::npos && !parts.scale)) {
      parts.rest = "(" + inside + ")" + parts.rest;  // an enum's labels, say: compared as text
    }
  }
  trim(parts.base);
  trim(parts.rest);
  return parts;
}

constexpr std::array<std::array<std::string_view, 2>, 16> synonyms{{
    {"integer", "int"},
    {"int4", "int"},
    {"int8", "bigint"},
    {"int2", "smallint"},
    {"character varying", "varchar"},
    {"character", "char"},
    {"decimal", "numeric"},
    {"dec", "numeric"},
    {"bool", "boolean"},
    {"float8", "double precision"},
    {"double", "double precision"},
    {"float4", "real"},
    {"timestamptz", "timestamp with time zone"},
    {"timestamp", "timestamp without time zone"},
    {"timetz", "time with time zone"},
    {"time", "time without time zone"},
}};

int integer_rank(std::string_view base) {
  constexpr std::array<std::string_view, 5> by_size{"tinyint", "smallint", "mediumint", "int",
                                                    "bigint"};
  for (std::size_t i = 0; i < by_size.size(); ++i) {
    if (by_size[i] == base) {
      return static_cast<int>(i);
    }
  }
  return -1;
}

type_parts normalised(std::string_view type, dialect d) {
  type_parts parts = take_apart(type);
  if (d == dialect::postgres) {
    // timestamp(3) with time zone: the precision stands inside the name.
    if (parts.rest == "with time zone" || parts.rest == "without time zone") {
      parts.base += " " + std::exchange(parts.rest, {});
    }
    if (parts.base == "float") {  // its length is a number of bits
      parts.base = parts.length && *parts.length <= 24 ? "float4" : "float8";
      parts.length.reset();
    }
  }
  for (const auto& [from, to] : synonyms) {
    const bool timestamp = from.starts_with("time") && d != dialect::postgres;
    if (parts.base == from && !timestamp) {
      parts.base = to;
      break;
    }
  }
  if (d == dialect::mysql) {
    if (parts.base == "boolean") {
      parts.base = "tinyint";
    } else if (integer_rank(parts.base) >= 0) {
      parts.length.reset();  // a display width says nothing about the values
    }
  }
  return parts;
}

/// SQLite stores by affinity; the rest of a type's name is for people.
std::string affinity(std::string_view type) {
  const std::string base = take_apart(type).base;
  const auto holds = [&](std::string_view part) { return base.find(part) != std::string::npos; };
  if (holds("int")) {
    return "integer";
  }
  if (holds("char") || holds("clob") || holds("text")) {
    return "text";
  }
  if (base.empty() || holds("blob")) {
    return "blob";
  }
  return holds("real") || holds("floa") || holds("doub") ? "real" : "numeric";
}

}  // namespace

std::string plain_type(std::string_view type, dialect d) {
  if (d == dialect::sqlite) {
    return affinity(type);
  }
  const type_parts parts = normalised(type, d);
  std::string out = parts.base;
  if (parts.length) {
    out += "(" + std::to_string(*parts.length);
    out += parts.scale ? "," + std::to_string(*parts.scale) + ")" : ")";
  }
  if (!parts.rest.empty()) {
    out += (parts.rest.front() == '(' ? "" : " ") + parts.rest;
  }
  return out;
}

bool type_widens(std::string_view from, std::string_view to, dialect d) {
  if (d == dialect::sqlite) {
    return affinity(from) == affinity(to);
  }
  const type_parts a = normalised(from, d);
  const type_parts b = normalised(to, d);
  if (a.rest != b.rest) {
    return false;
  }
  if (integer_rank(a.base) >= 0 && integer_rank(b.base) >= 0) {
    return integer_rank(a.base) <= integer_rank(b.base);
  }
  if (a.base != b.base) {
    return false;
  }
  if (a.base == "varchar" || a.base == "varbinary") {
    return a.length && b.length && *a.length <= *b.length;
  }
  if (a.base == "numeric") {
    return a.length && b.length && *a.length <= *b.length &&
           a.scale.value_or(0) == b.scale.value_or(0);
  }
  return plain_type(from, d) == plain_type(to, d);
}

}  // namespace sluice::schema
