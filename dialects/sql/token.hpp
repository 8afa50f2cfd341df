#pragma once

#include "dialects/engine.hpp"
#include "dialects/text/span.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::sql {

/// What a token is. One byte, so that a statement's kinds form a string that PEGTL reads.
enum class kind : std::uint8_t {
#define SLUICE_KIND(enumerator, text) enumerator,
#define SLUICE_KEYWORD(enumerator, text) enumerator,
#include "dialects/sql/kinds.def"
#undef SLUICE_KIND
#undef SLUICE_KEYWORD
  count
};

static_assert(static_cast<int>(kind::count) < 256, "kinds are one byte");
static_assert(static_cast<int>(kind::unused_10) == 10 && static_cast<int>(kind::unused_13) == 13,
              "line end values must not be kinds");

struct token {
  kind what = kind::stray;
  bool unterminated = false;  ///< a quote or comment that the file's end closed
  text::span where;
};

/// All tokens of a file, white space and comments included: their spans tile the bytes.
using token_stream = std::vector<token>;

/// Never fails: what no rule knows is a `stray` token of one byte.
[[nodiscard]] token_stream lex(std::string_view bytes, dialect d);

/// The same number of bytes, in which every executable comment that the server leaves out is an
/// ordinary one. Nothing when there is none.
[[nodiscard]] std::optional<std::string> text_on(std::string_view bytes,
                                                 const server_version& server);

/// White space, comments and what else no grammar sees.
[[nodiscard]] constexpr bool is_trivia(kind k) {
  return k >= kind::space && k <= kind::delimiter_command;
}
[[nodiscard]] constexpr bool is_keyword(kind k) {
  return k > kind::stray;
}
/// An unquoted word of any sort.
[[nodiscard]] constexpr bool is_word(kind k) {
  return k == kind::word || k == kind::value_word || k == kind::call_word ||
         k == kind::reserved_word || is_keyword(k);
}

/// How messages call it: "','", "a name", "NOT".
[[nodiscard]] std::string_view kind_text(kind k);

/// ASCII letters compared without case, of texts of one length.
[[nodiscard]] bool same_letters(std::string_view a, std::string_view b);
[[nodiscard]] inline bool same_word(std::string_view a, std::string_view b) {
  // Words are compared with lists of others all the time: most differ in length or first letter.
  constexpr int without_case = ~('a' - 'A');
  return a.size() == b.size() &&
         (a.empty() || (((a.front() ^ b.front()) & without_case) == 0 && same_letters(a, b)));
}
/// ASCII letters only; bytes above 127 stay.
[[nodiscard]] std::string lower_case(std::string_view text);
[[nodiscard]] std::string upper_case(std::string_view text);

/// The name that a word or quoted token stands for: quotes off, doubled quotes single; an unquoted
/// PostgreSQL word in lower case.
[[nodiscard]] std::string fold_name(std::string_view token_text, dialect d);

}  // namespace sluice::sql
