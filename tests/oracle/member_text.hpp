#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace sluice::test {

/// A member that is a text; empty where there is none.
[[nodiscard]] inline std::string member_text(const nlohmann::json& in, const char* key) {
  return in.is_object() ? in.value(key, std::string()) : std::string();
}

}  // namespace sluice::test
