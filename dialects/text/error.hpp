#pragma once

#include "dialects/text/source.hpp"

#include <optional>
#include <stdexcept>
#include <string>

namespace sluice::text {

/// A place in a file, as messages show it.
struct place {
  std::string file;
  position at;
};

/// What the user gave is wrong: a file, an option, a configuration. Exit code 2. Nothing was
/// applied.
class input_error : public std::runtime_error {
 public:
  explicit input_error(std::string message, std::string help = {});
  input_error(place where, std::string message, std::string help = {});

  /// The problem alone; what() is the same with the place in front.
  [[nodiscard]] const std::string& message() const { return message_; }
  [[nodiscard]] const std::string& help() const { return help_; }
  [[nodiscard]] const std::optional<place>& where() const { return where_; }

 private:
  std::string message_;
  std::string help_;
  std::optional<place> where_;
};

/// What a database failure means for what to do next; the vendor's own code is kept beside it.
enum class failure {
  connection,    ///< not reachable, connection lost, deadline passed while connecting
  access,        ///< wrong password, missing privilege
  missing,       ///< the database, table, column or function named does not exist
  lock_timeout,  ///< a lock was not granted in time, or the database is locked
  deadlock,      ///< deadlock or serialisation failure: the same work may succeed when repeated
  cancelled,     ///< cancelled by us or by an administrator
  constraint,    ///< a row violates a constraint
  syntax,        ///< the server did not understand the statement
  read_only,     ///< the database or the session cannot write
  full,          ///< no space left
  other
};

/// A database said no. Exit code 1. Never holds a password.
class database_error : public std::runtime_error {
 public:
  database_error(failure kind, std::string code, std::string server_message);

  [[nodiscard]] failure kind() const { return kind_; }
  /// SQLSTATE for PostgreSQL ("42703"), "1054 (42S22)" for MySQL and MariaDB, the extended result
  /// code's name for SQLite ("SQLITE_BUSY"). May be empty.
  [[nodiscard]] const std::string& code() const { return code_; }
  [[nodiscard]] const std::string& server_message() const { return server_message_; }
  /// Byte offset into the statement text that the server pointed at, when it did.
  std::optional<std::size_t> offset;
  std::string detail;
  std::string hint;
  /// The server's message without the values of rows that it quotes: what may be stored.
  std::string storable_message;

 private:
  failure kind_;
  std::string code_;
  std::string server_message_;
};

/// True when doing the same again may succeed.
[[nodiscard]] constexpr bool is_transient(failure kind) {
  return kind == failure::lock_timeout || kind == failure::deadlock || kind == failure::connection;
}

[[nodiscard]] const char* failure_name(failure kind);

}  // namespace sluice::text
