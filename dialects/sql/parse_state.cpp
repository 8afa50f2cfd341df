#include "dialects/sql/parse_state.hpp"

#include <utility>

namespace sluice::sql {

namespace {

constexpr std::size_t shown_wants = 6;

std::string_view role_text(role r) {
  switch (r) {
    case role::name:
      return "a name";
    case role::label:
      return "a name";
    case role::expression:
      return "an expression";
    case role::type:
      return "a type";
    case role::count:
      break;
  }
  return "";
}

bool wants_kind(const parse_state& state, kind k) {
  return state.wanted.test(static_cast<std::size_t>(k));
}

/// What is most likely wrong, where it can be told.
std::string_view hint(const parse_state& state, kind found) {
  const bool is_name = state.words.names().test(static_cast<std::size_t>(found));
  const bool wants_name = state.wanted_roles.test(static_cast<std::size_t>(role::name));
  const bool begins_clause = found == kind::kw_where || found == kind::kw_from ||
                             found == kind::kw_select || found == kind::kw_on;
  if (wants_name && is_word(found) && !is_name && !begins_clause) {
    return "; a reserved word must be quoted to be a name";
  }
  if (is_name && wants_kind(state, kind::comma) && wants_kind(state, kind::right_paren)) {
    return "; is a comma missing?";
  }
  return "";
}

std::string found_description(kind k, std::string_view text) {
  if (k == kind::end_of_input) return std::string(kind_text(k));
  constexpr std::size_t longest = 40;
  if (text.size() > longest) return std::string(kind_text(k));
  return "'" + std::string(text) + "'";
}

}  // namespace

parse_state::parse_state(dialect d, std::string kinds_of_tokens, std::vector<std::uint32_t> closing,
                         const std::vector<token>& significant, std::string_view file_bytes)
    : which(d),
      words(keywords_of(d)),
      kinds(std::move(kinds_of_tokens)),
      closers(std::move(closing)),
      tokens(significant),
      bytes(file_bytes) {
  nodes.reserve(kinds.size());
  open_nodes.reserve(32);
}

std::string expectation(const parse_state& state, std::string_view found_text) {
  std::vector<std::string> wants;
  const auto add = [&wants](std::string_view text) {
    for (const std::string& known : wants) {
      if (known == text) return;
    }
    wants.emplace_back(text);
  };
  for (std::size_t r = 0; r < state.wanted_roles.size(); ++r) {
    if (state.wanted_roles.test(r)) add(role_text(static_cast<role>(r)));
  }
  // What ends or continues a list says most; then the order of kinds.def, punctuation first.
  for (const kind first : {kind::comma, kind::right_paren}) {
    if (wants_kind(state, first)) add(kind_text(first));
  }
  for (std::size_t k = 0; k < static_cast<std::size_t>(kind::count); ++k) {
    if (state.wanted.test(k)) add(kind_text(static_cast<kind>(k)));
  }
  const kind found =
      state.furthest < state.kinds.size()
          ? static_cast<kind>(static_cast<unsigned char>(state.kinds[state.furthest]))
          : kind::end_of_input;
  std::string text = "expected ";
  if (wants.empty()) text = "did not expect ";
  for (std::size_t i = 0; i < wants.size() && i < shown_wants; ++i) {
    if (i > 0) text += i + 1 == wants.size() && i < shown_wants ? " or " : ", ";
    text += wants[i];
  }
  if (wants.size() > shown_wants) text += " or others";
  if (!wants.empty()) text += ", found ";
  text += found_description(found, found_text);
  text += hint(state, found);
  return text;
}

}  // namespace sluice::sql
