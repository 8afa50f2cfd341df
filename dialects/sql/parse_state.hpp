#pragma once

#include "dialects/engine.hpp"
#include "dialects/sql/command.hpp"
#include "dialects/sql/keywords.hpp"
#include "dialects/sql/token.hpp"
#include "dialects/sql/tree.hpp"

#include <bitset>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::sql {

/// What a name rule wanted, for messages; kinds would be eighty words.
enum class role : std::uint8_t { name, label, expression, type, count };

/// Memory that serves one statement after the other.
struct parse_memory {
  std::string kinds;
  std::vector<std::uint32_t> closers;
  std::vector<std::uint32_t> open_brackets;
  tree nodes;
};

/// One statement on its way through the grammar.
struct parse_state {
  parse_state(dialect d, const std::vector<token>& significant, std::string_view file_bytes,
              parse_memory& memory);

  dialect which;
  const keyword_table& words;
  command_plan plan;
  std::string& kinds;                         ///< one byte a significant token
  const std::vector<std::uint32_t>& closers;  ///< for an opening bracket: its closing one's index
  /// An opening bracket without its partner, as in a broken program. No rule may see it.
  std::optional<std::uint32_t> unpaired;
  const std::vector<token>& tokens;  ///< what the kinds are of
  std::string_view bytes;            ///< of the file
  tree& nodes;
  std::size_t depth = 0;
  std::uint64_t attempts = 0;  ///< rules tried; linear in the tokens, which a test checks

  std::size_t furthest = 0;  ///< the token at which the best attempt failed
  kind_set wanted;
  std::bitset<static_cast<std::size_t>(role::count)> wanted_roles;

  [[nodiscard]] std::string_view text(std::size_t index) const {
    return bytes.substr(tokens[index].where.begin, tokens[index].where.size());
  }

  /// Every rule that fails comes here: small enough to stand in the rules.
  [[gnu::always_inline]] void failed_at(std::size_t at, const kind_set& any_of) {
    if (at < furthest) return;
    if (at > furthest) reach(at);
    wanted |= any_of;
  }
  void failed_at(std::size_t at, kind k) { failed_at(at, kind_set::of(k)); }
  void failed_at(std::size_t at, role r) {
    if (at < furthest) return;
    if (at > furthest) reach(at);
    wanted_roles.set(static_cast<std::size_t>(r));
  }

 private:
  [[gnu::noinline]] void reach(std::size_t at) {
    furthest = at;
    wanted.clear();
    wanted_roles.reset();
  }
};

/// "expected ')' or ',', found a name": from the furthest failure.
[[nodiscard]] std::string expectation(const parse_state& state, std::string_view found_text);

/// Levels of parentheses, subqueries and the like. Deeper text is not understood.
inline constexpr std::size_t max_depth = 256;

struct too_deep : std::exception {
  [[nodiscard]] const char* what() const noexcept override { return "nested too deeply"; }
};

}  // namespace sluice::sql
