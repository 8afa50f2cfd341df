#pragma once

#include "dialects/session.hpp"

#include <memory>

namespace sluice {

/// libpqxx 6.4 over libpq. Called by connect(), which resolves the password and watches the
/// deadline.
[[nodiscard]] std::unique_ptr<session> connect_postgres(const connection_target& target);

}  // namespace sluice
