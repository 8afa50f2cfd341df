#pragma once

#include "dialects/session.hpp"

#include <string>

/// Reading catalogue rows.
namespace sluice {

[[nodiscard]] inline std::string cell_text(const value& cell) {
  return cell.value_or(std::string());
}

/// How the engines spell true: "t", "1", "YES".
[[nodiscard]] inline bool cell_true(const value& cell) {
  return cell && (*cell == "t" || *cell == "1" || *cell == "YES");
}

}  // namespace sluice
