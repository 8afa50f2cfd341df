#pragma once

#include "dialects/cells.hpp"

#include <nlohmann/json.hpp>

#include <charconv>
#include <string>
#include <vector>

/// How the ledger's values are written as text and read back.
namespace sluice::migrator {

[[nodiscard]] inline std::string text_of(const value& v) {
  return v.value_or("");
}

/// 0 for NULL and for text that is no number.
template <typename Number>
[[nodiscard]] Number number_of(const value& v) {
  Number out = 0;
  if (v) std::from_chars(v->data(), v->data() + v->size(), out);
  return out;
}

/// A list as a JSON array.
template <typename List>
[[nodiscard]] std::string list_text(const List& list) {
  return nlohmann::json(list).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

template <typename List>
[[nodiscard]] List list_of(const value& v) {
  if (!v || v->empty()) return {};
  const nlohmann::json parsed = nlohmann::json::parse(*v, nullptr, false);
  return parsed.is_array() ? parsed.get<List>() : List{};
}

}  // namespace sluice::migrator
