#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace sluice::phases {

/// The phases of a change, in the order in which they run.
enum class phase { expand, migrate, verify, contract };

inline constexpr std::array all_phases{phase::expand, phase::migrate, phase::verify,
                                       phase::contract};

[[nodiscard]] constexpr std::string_view phase_name(phase p) {
  switch (p) {
    case phase::expand:
      return "expand";
    case phase::migrate:
      return "migrate";
    case phase::verify:
      return "verify";
    case phase::contract:
      break;
  }
  return "contract";
}

[[nodiscard]] constexpr std::optional<phase> phase_from_name(std::string_view name) {
  for (const phase p : all_phases) {
    if (phase_name(p) == name) return p;
  }
  return std::nullopt;
}

}  // namespace sluice::phases
