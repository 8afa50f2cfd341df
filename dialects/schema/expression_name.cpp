#include "dialects/schema/folding.hpp"
#include "dialects/sql/token.hpp"

#include <algorithm>
#include <array>

/// How PostgreSQL calls a column that is an expression, in the name of an index: lower(a) is
/// "lower", (a || b) is "expr".
namespace sluice::schema {
namespace {

using sql::kind;

class namer {
 public:
  explicit namer(std::string_view text) : text_(text) {
    tokens_ = sql::lex(text, dialect::postgres);
    std::erase_if(tokens_, [](const sql::token& t) { return sql::is_trivia(t.what); });
  }

  std::string run() {
    const named found = name_of(0, tokens_.size());
    return found.name.empty() ? "expr" : found.name;
  }

 private:
  /// A name that a cast gives yields to that of what is cast.
  struct named {
    std::string name;
    bool strong = false;
  };

  [[nodiscard]] kind at(std::size_t i) const {
    return i < tokens_.size() ? tokens_[i].what : kind::end_of_input;
  }
  [[nodiscard]] std::string word(std::size_t i) const {
    return sql::fold_name(text_.substr(tokens_[i].where.begin, tokens_[i].where.size()),
                          dialect::postgres);
  }
  [[nodiscard]] bool is_name(std::size_t i) const {
    return sql::is_word(at(i)) || at(i) == kind::quoted_name;
  }
  /// The place of the bracket that closes the one at `i`.
  [[nodiscard]] std::size_t closing(std::size_t i, std::size_t end) const {
    int depth = 0;
    for (; i < end; ++i) {
      if (at(i) == kind::left_paren || at(i) == kind::left_bracket) ++depth;
      if ((at(i) == kind::right_paren || at(i) == kind::right_bracket) && --depth == 0) return i;
    }
    return end;
  }
  /// The last place outside brackets that `wanted` holds for; `end` when there is none.
  template <typename Wanted>
  [[nodiscard]] std::size_t last_outside(std::size_t begin, std::size_t end, Wanted wanted) const {
    std::size_t found = end;
    for (std::size_t i = begin; i < end; ++i) {
      if (at(i) == kind::left_paren || at(i) == kind::left_bracket) {
        i = closing(i, end);
        continue;
      }
      if (wanted(i)) found = i;
    }
    return found;
  }

  [[nodiscard]] bool is_operator(std::size_t i) const {
    constexpr std::array<std::string_view, 12> words{"and",    "or",      "not",     "is",
                                                     "like",   "ilike",   "in",      "between",
                                                     "isnull", "notnull", "similar", "overlaps"};
    switch (at(i)) {
      case kind::op:
      case kind::equals:
      case kind::star:
      case kind::plus:
      case kind::minus:
        return true;
      default:
        return sql::is_word(at(i)) && at(i - 1) != kind::dot &&
               std::find(words.begin(), words.end(), word(i)) != words.end();
    }
  }

  [[nodiscard]] named name_of(std::size_t begin, std::size_t end) const {
    while (begin < end && at(begin) == kind::left_paren && closing(begin, end) == end - 1) {
      ++begin;
      --end;
    }
    if (begin >= end) return {};
    if (at(begin) == kind::kw_case) return name_of_case(begin, end);
    if (last_outside(begin, end, [&](std::size_t i) { return is_operator(i); }) != end) return {};
    const std::size_t zone = last_outside(begin, end, [&](std::size_t i) {
      return at(i) == kind::kw_at && at(i + 1) == kind::kw_time;
    });
    if (zone != end && zone > begin) return {"timezone", true};
    const std::size_t collate =
        last_outside(begin, end, [&](std::size_t i) { return at(i) == kind::kw_collate; });
    if (collate != end && collate > begin) return name_of(begin, collate);
    const std::size_t cast =
        last_outside(begin, end, [&](std::size_t i) { return at(i) == kind::double_colon; });
    if (cast != end) return cast_of(begin, cast, cast + 1, end);
    if (is_name(begin) && word(begin) == "cast" && at(begin + 1) == kind::left_paren) {
      const std::size_t as =
          last_outside(begin + 2, end - 1, [&](std::size_t i) { return at(i) == kind::kw_as; });
      return cast_of(begin + 2, as, as + 1, end - 1);
    }
    return name_of_primary(begin, end);
  }

  /// a, t.a, f(...), s.f(...), (row).field, a[1]
  [[nodiscard]] named name_of_primary(std::size_t begin, std::size_t end) const {
    std::string name;
    for (std::size_t i = begin; i < end; ++i) {
      if (at(i) == kind::left_paren || at(i) == kind::left_bracket) {
        i = closing(i, end);
      } else if (is_name(i)) {
        name = special(i, end);
      } else if (at(i) != kind::dot) {
        return {};
      }
    }
    return {name, !name.empty()};
  }

  /// What SQL writes in its own way is a function of another name.
  [[nodiscard]] std::string special(std::size_t i, std::size_t end) const {
    const std::string name = word(i);
    if (name != "trim" || at(i + 1) != kind::left_paren || i + 2 >= end) return name;
    const std::string side = is_name(i + 2) ? word(i + 2) : std::string();
    return side == "leading" ? "ltrim" : side == "trailing" ? "rtrim" : "btrim";
  }

  [[nodiscard]] named cast_of(std::size_t begin, std::size_t end, std::size_t type,
                              std::size_t type_end) const {
    const named inner = name_of(begin, end);
    if (inner.strong) return inner;
    const std::string_view written = text_.substr(
        tokens_[type].where.begin, tokens_[type_end - 1].where.end - tokens_[type].where.begin);
    return {internal_name(written), false};
  }

  [[nodiscard]] static std::string internal_name(std::string_view written) {
    std::string type = canonical_type(sql::lower_case(written), dialect::postgres);
    if (type.ends_with("[]")) type.resize(type.size() - 2);
    constexpr std::array<std::pair<std::string_view, std::string_view>, 13> internal{{
        {"integer", "int4"},
        {"bigint", "int8"},
        {"smallint", "int2"},
        {"real", "float4"},
        {"double precision", "float8"},
        {"boolean", "bool"},
        {"character varying", "varchar"},
        {"character", "bpchar"},
        {"bit varying", "varbit"},
        {"timestamp", "timestamp"},
        {"time", "time"},
        {"numeric", "numeric"},
        {"interval", "interval"},
    }};
    if (type.ends_with("with time zone"))
      return type.starts_with("timestamp") ? "timestamptz" : "timetz";
    for (const auto& [shown, name] : internal) {
      if (type.starts_with(shown)) return std::string(name);
    }
    return type.substr(type.rfind('.') + 1);
  }

  [[nodiscard]] named name_of_case(std::size_t begin, std::size_t end) const {
    int depth = 0;
    for (std::size_t i = begin; i < end; ++i) {
      if (at(i) == kind::kw_case) ++depth;
      if (at(i) == kind::kw_end) --depth;
      if (depth == 1 && at(i) == kind::kw_else) {
        const named otherwise = name_of(i + 1, end - 1);
        if (otherwise.strong) return otherwise;
      }
    }
    return {"case", false};
  }

  std::string_view text_;
  sql::token_stream tokens_;
};

}  // namespace

std::string expression_name(std::string_view expression) {
  return namer(expression).run();
}

}  // namespace sluice::schema
