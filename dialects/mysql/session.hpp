#pragma once

#include "dialects/session.hpp"

#include <memory>

namespace sluice {

/// MySQL Connector/C++ 1.1 over MariaDB's client library; serves MySQL and MariaDB. Called by
/// connect(), which resolves the password and watches the deadline.
[[nodiscard]] std::unique_ptr<session> connect_mysql(const connection_target& target);

}  // namespace sluice
