#pragma once

#include <span>
#include <string>
#include <string_view>

/// Texts that grow in one direction: long lists, deep nesting, what is opened and never closed.
/// Reading one that is twice as long may take twice the time, no more.
namespace sluice::test {

struct seed_text {
  std::string_view name;
  std::string_view before;
  std::string_view opens;   ///< repeated
  std::string_view middle;  ///< once
  std::string_view closes;  ///< repeated as often as `opens`
  std::string_view after;
};

[[nodiscard]] std::span<const seed_text> seed_texts();

/// The text with as many repetitions as make about that many bytes.
[[nodiscard]] std::string grown(const seed_text& seed, std::size_t bytes);

}  // namespace sluice::test
