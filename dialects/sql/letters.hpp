#pragma once

#include <array>
#include <cstddef>

/// ASCII letters in the other case; other bytes stay as they are.
namespace sluice::sql {

[[nodiscard]] constexpr std::array<char, 256> letters_moved(char first, char last, int step) {
  std::array<char, 256> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const char c = static_cast<char>(i);
    table[i] = c >= first && c <= last ? static_cast<char>(c + step) : c;
  }
  return table;
}

inline constexpr std::array<char, 256> lower_letters = letters_moved('A', 'Z', 'a' - 'A');
inline constexpr std::array<char, 256> upper_letters = letters_moved('a', 'z', 'A' - 'a');

[[nodiscard]] inline char lower_letter(char c) {
  return lower_letters[static_cast<unsigned char>(c)];
}
[[nodiscard]] inline char upper_letter(char c) {
  return upper_letters[static_cast<unsigned char>(c)];
}

}  // namespace sluice::sql
