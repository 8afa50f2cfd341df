#pragma once

#include "dialects/session.hpp"

#include <memory>

/// A database driver is a module of its own, loaded when its engine is first used: loading the
/// client libraries of PostgreSQL and MySQL takes longer than everything else that the program does
/// to start.
namespace sluice {

/// Opens a session with the driver of `target.kind`, which blocks as long as the driver wants to.
/// Throws text::database_error, also when the module cannot be loaded.
[[nodiscard]] std::unique_ptr<session> connect_with_driver(const connection_target& target);

/// What a module exports under the name driver_entry: a new session, or an exception.
using driver_function = session* (*)(const connection_target& target);
inline constexpr const char* driver_entry = "sluice_open_session";

}  // namespace sluice
