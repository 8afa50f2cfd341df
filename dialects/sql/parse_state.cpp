#include "dialects/sql/parse_state.hpp"

#include "dialects/sql/hints.hpp"

#include <algorithm>
#include <initializer_list>

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
  return state.wanted.test(k);
}

std::string found_description(kind k, std::string_view text) {
  if (k == kind::end_of_input) return std::string(kind_text(k));
  constexpr std::size_t longest = 40;
  if (text.size() > longest) return std::string(kind_text(k));
  return "'" + std::string(text) + "'";
}

/// What would begin an operand is "an expression"; what would only make an operand longer says
/// nothing beside what ends it.
kind_set telling_wants(const parse_state& state) {
  kind_set wanted = state.wanted;
  const auto drop = [&wanted](std::initializer_list<kind> kinds) {
    for (const kind k : kinds) wanted.reset(k);
  };
  if (wants_kind(state, kind::number) && wants_kind(state, kind::parameter)) {
    for (std::size_t k = 0; k < static_cast<std::size_t>(kind::count); ++k) {
      const kind each = static_cast<kind>(k);
      if (each != kind::comma && each != kind::right_paren) wanted.reset(each);
    }
  } else if (wants_kind(state, kind::comma) || wants_kind(state, kind::right_paren) ||
             wants_kind(state, kind::end_of_input)) {
    drop({kind::string, kind::dollar_string, kind::left_bracket, kind::dot, kind::call_word,
          kind::number, kind::bits});
  }
  // Rules are shared: a keyword of another dialect is nothing to write here.
  for (std::size_t k = 0; k < static_cast<std::size_t>(kind::count); ++k) {
    const kind each = static_cast<kind>(k);
    if (is_keyword(each) && state.words.find(kind_text(each)) != each) wanted.reset(each);
  }
  return wanted;
}

/// For each opening bracket the index of its partner; for other tokens their own index. Returns an
/// opening bracket without one.
std::optional<std::uint32_t> find_closers(const std::vector<token>& tokens, parse_memory& memory) {
  const auto closing = [&](std::uint32_t open) {
    return tokens[open].what == kind::left_paren ? kind::right_paren : kind::right_bracket;
  };
  std::vector<std::uint32_t>& closers = memory.closers;
  std::vector<std::uint32_t>& open = memory.open_brackets;
  closers.resize(tokens.size());
  open.clear();
  for (std::uint32_t index = 0; index < tokens.size(); ++index) {
    closers[index] = index;
    switch (const token& t = tokens[index]; t.what) {
      case kind::left_paren:
      case kind::left_bracket:
        open.push_back(index);
        break;
      case kind::right_paren:
      case kind::right_bracket:
        if (open.empty()) break;
        if (closing(open.back()) != t.what) return open.back();
        closers[open.back()] = index;
        open.pop_back();
        break;
      default:
        break;
    }
  }
  return open.empty() ? std::nullopt : std::optional(open.back());
}

}  // namespace

parse_state::parse_state(dialect d, const std::vector<token>& significant,
                         std::string_view file_bytes, parse_memory& memory)
    : which(d),
      words(keywords_of(d)),
      kinds(memory.kinds),
      closers(memory.closers),
      tokens(significant),
      bytes(file_bytes),
      nodes(memory.nodes) {
  kinds.resize(significant.size());
  std::transform(significant.begin(), significant.end(), kinds.begin(),
                 [](const token& t) { return static_cast<char>(t.what); });
  unpaired = find_closers(significant, memory);
  nodes.clear();
}

std::string expectation(const parse_state& state, std::string_view found_text) {
  std::vector<std::string> wants;
  const auto add = [&wants](std::string_view text) {
    for (const std::string& known : wants) {
      if (known == text) return;
    }
    wants.emplace_back(text);
  };
  const kind_set wanted = telling_wants(state);
  const bool operand = wants_kind(state, kind::number) && wants_kind(state, kind::parameter);
  if (operand) add(role_text(role::expression));
  for (std::size_t r = 0; r < state.wanted_roles.size() && !operand; ++r) {
    if (state.wanted_roles.test(r)) add(role_text(static_cast<role>(r)));
  }
  // What ends or continues a list says most; then the order of kinds.def, punctuation first.
  for (const kind first : {kind::comma, kind::right_paren}) {
    if (wanted.test(first)) add(kind_text(first));
  }
  for (std::size_t k = 0; k < static_cast<std::size_t>(kind::count); ++k) {
    const kind each = static_cast<kind>(k);
    if (wanted.test(each)) add(kind_text(each));
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
  text += hint_for(state);
  return text;
}

}  // namespace sluice::sql
