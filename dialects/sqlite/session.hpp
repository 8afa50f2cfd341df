#pragma once

#include "dialects/session.hpp"

#include <memory>

namespace sluice {

/// The linked SQLite library. Called by connect(), which resolves the password and watches the
/// deadline.
[[nodiscard]] std::unique_ptr<session> connect_sqlite(const connection_target& target);

}  // namespace sluice
