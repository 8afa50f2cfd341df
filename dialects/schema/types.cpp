#include "dialects/schema/folding.hpp"
#include "dialects/sql/token.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace sluice::schema {
namespace {

/// Takes "10,2" apart; false for what is no number: an enum's labels.
bool read_lengths(std::string_view inside, type_parts& parts) {
  const char* const end = inside.data() + inside.size();
  int value = 0;
  const auto length = std::from_chars(inside.data(), end, value);
  if (length.ec != std::errc()) return false;
  parts.length = value;
  if (length.ptr == end) return true;
  if (*length.ptr != ',') return false;
  const auto scale = std::from_chars(length.ptr + 1, end, value);
  parts.scale = value;
  return scale.ec == std::errc() && scale.ptr == end;
}

int integer_rank(std::string_view base) {
  constexpr std::array<std::string_view, 5> by_size{"tinyint", "smallint", "mediumint", "int",
                                                    "bigint"};
  const auto found = std::find(by_size.begin(), by_size.end(), base == "integer" ? "int" : base);
  return found == by_size.end() ? -1 : static_cast<int>(found - by_size.begin());
}

/// MySQL: "('a','b')" and more behind them. What is stored stays as it is.
bool adds_labels(std::string_view from, std::string_view to) {
  if (from.size() < 3 || !from.ends_with(')')) return false;
  from.remove_suffix(1);
  return to.starts_with(from) && to.substr(from.size()).starts_with(',');
}

/// Text of any length, by how long it may be; -1 for what is none. A length in brackets counts
/// apart.
int text_rank(std::string_view base, dialect d) {
  if (d == dialect::postgres)
    return base == "text" ? 1 : base == "character varying" || base == "varchar" ? 0 : -1;
  constexpr std::array<std::string_view, 5> texts{"tinytext", "varchar", "text", "mediumtext",
                                                  "longtext"};
  const auto found = std::find(texts.begin(), texts.end(), base);
  return found == texts.end() ? -1 : static_cast<int>(found - texts.begin());
}

/// MySQL: bytes, the same way.
int bytes_rank(std::string_view base) {
  constexpr std::array<std::string_view, 5> blobs{"tinyblob", "varbinary", "blob", "mediumblob",
                                                  "longblob"};
  const auto found = std::find(blobs.begin(), blobs.end(), base);
  return found == blobs.end() ? -1 : static_cast<int>(found - blobs.begin());
}

/// SQLite stores by affinity; the rest of a type's name is for people.
std::string affinity(std::string_view type) {
  const std::string base = sql::lower_case(type.substr(0, type.find('(')));
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

void trim_blanks(std::string& s) {
  while (!s.empty() && s.back() == ' ') s.pop_back();
  s.erase(0, std::min(s.find_first_not_of(' '), s.size()));
}

type_parts take_type_apart(std::string_view type, dialect d) {
  type_parts parts;
  parts.base = canonical_type(type, d);
  const std::size_t open = parts.base.find('(');
  const std::size_t close = open == std::string::npos ? open : parts.base.find(')', open);
  if (close == std::string::npos) {
    if (const std::size_t at = parts.base.find(" unsigned"); at != std::string::npos) {
      parts.rest = parts.base.substr(at);
      parts.base.resize(at);
    }
  } else {
    parts.rest = parts.base.substr(close + 1);
    const std::string inside = parts.base.substr(open + 1, close - open - 1);
    parts.base.resize(open);
    if (!read_lengths(inside, parts)) {
      parts.length.reset();
      parts.scale.reset();
      parts.rest = "(" + inside + ")" + parts.rest;
    }
  }
  trim_blanks(parts.rest);
  if (d == dialect::postgres && parts.rest.starts_with("with")) {
    parts.base += " " + parts.rest;  // "timestamp(3) with time zone"
    parts.rest.clear();
  }
  return parts;
}

std::string plain_type(std::string_view type, dialect d) {
  if (d == dialect::sqlite) return affinity(type);
  const std::string canonical = canonical_type(type, d);
  return d == dialect::mysql && canonical == "tinyint(1)" ? "tinyint" : canonical;
}

bool type_widens(std::string_view from, std::string_view to, dialect d) {
  if (d == dialect::sqlite) {
    return affinity(from) == affinity(to);
  }
  const type_parts a = take_type_apart(from, d);
  const type_parts b = take_type_apart(to, d);
  if (a.rest != b.rest) {
    return a.base == b.base && (a.base == "enum" || a.base == "set") && adds_labels(a.rest, b.rest);
  }
  if (integer_rank(a.base) >= 0 && integer_rank(b.base) >= 0) {
    return integer_rank(a.base) <= integer_rank(b.base);
  }
  if (text_rank(a.base, d) >= 0 && text_rank(a.base, d) < text_rank(b.base, d)) {
    return true;
  }
  if (d == dialect::mysql && bytes_rank(a.base) >= 0 && bytes_rank(a.base) < bytes_rank(b.base)) {
    return true;
  }
  if (a.base != b.base) {
    return false;
  }
  if (d == dialect::postgres && text_rank(a.base, d) == 0 && !b.length) {
    return true;  // varchar has no bound
  }
  if (a.base == "varchar" || a.base == "character varying" || a.base == "varbinary") {
    return a.length && b.length && *a.length <= *b.length;
  }
  if (a.base == "numeric" || a.base == "decimal") {
    return a.length && b.length && *a.length <= *b.length && a.scale == b.scale;
  }
  return plain_type(from, d) == plain_type(to, d);
}

}  // namespace sluice::schema
