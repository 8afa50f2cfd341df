#pragma once

#include "dialects/sql/token.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace sluice::sql {

/// Some kinds of token; one that is known to the compiler is joined to another by a few words.
class kind_set {
 public:
  constexpr kind_set() = default;
  template <typename... Kind>
  static constexpr kind_set of(Kind... kinds) {
    kind_set set;
    (set.set(kinds), ...);
    return set;
  }

  constexpr void set(kind k) { word_of(k) |= bit_of(k); }
  constexpr void reset(kind k) { word_of(k) &= ~bit_of(k); }
  constexpr void clear() { words_ = {}; }
  [[nodiscard]] constexpr bool test(kind k) const { return (words_[index_of(k)] & bit_of(k)) != 0; }
  constexpr kind_set& operator|=(const kind_set& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
  }

 private:
  static constexpr std::size_t bits = 64;
  static constexpr std::size_t index_of(kind k) { return static_cast<std::size_t>(k) / bits; }
  static constexpr std::uint64_t bit_of(kind k) {
    return std::uint64_t{1} << (static_cast<std::size_t>(k) % bits);
  }
  constexpr std::uint64_t& word_of(kind k) { return words_[index_of(k)]; }

  std::array<std::uint64_t, (static_cast<std::size_t>(kind::count) + bits - 1) / bits> words_{};
};

}  // namespace sluice::sql
