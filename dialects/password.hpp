#pragma once

#include "dialects/session.hpp"

#include <string>

namespace sluice {

/// A driver's text with the target's password (as it is and percent-encoded) replaced by "***". A
/// password of fewer than four characters is left: it would tear the words of the message apart.
[[nodiscard]] std::string without_password(std::string text, const connection_target& target);

}  // namespace sluice
