#pragma once

#include "dialects/engine.hpp"
#include "dialects/text/error.hpp"

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

/// NULL, or the server's text form of a value (PostgreSQL: DateStyle ISO, bytea hex).
using value = std::optional<std::string>;

struct rows {
  std::vector<std::string> columns;
  std::vector<std::vector<value>> values;

  [[nodiscard]] bool empty() const { return values.empty(); }
  [[nodiscard]] std::size_t size() const { return values.size(); }
};

/// How to reach a target. `password` is never printed; `shown` is the URL without it.
struct connection_target {
  engine kind = engine::sqlite;  ///< mysql for mysql:// and mariadb:// alike until connected
  std::string host;
  int port = 0;
  std::string socket;  ///< unix socket path (mysql) or directory (postgres)
  std::string user;
  std::string password;  ///< as the URL gave it; connect() asks password_from when it is empty
  /// At most one is set. Read anew by each connect(), because tokens are short-lived.
  struct password_source {
    std::string environment, file, command;
  } password_from;
  std::string database;  ///< for SQLite the file's path, or ":memory:"
  struct tls_options {
    std::string mode;  ///< disable, prefer, require, verify-ca, verify-full
    std::string ca, certificate, key;
  } tls;
  /// SQLite: "rwc" (the file is created when missing; also when this is empty), "rw", "ro".
  std::string file_mode;
  std::chrono::milliseconds connect_timeout{10'000};
  std::string shown;
};

/// One connection to one database. Not thread-safe, except cancel(). Every call throws
/// text::database_error; after failure::connection the session is unusable.
/// One call sends one statement.
class session {
 public:
  virtual ~session() = default;

  [[nodiscard]] virtual const server_version& server() const = 0;
  [[nodiscard]] dialect sql_dialect() const { return dialect_of(server().kind); }

  /// Runs a statement and returns its rows. With parameters, each `?` outside quotes and comments
  /// is a placeholder in every dialect; without parameters the text is sent as it is. Parameters
  /// have the type of text; write CAST(? AS …) where an expression gives them no other (LIMIT takes
  /// none in MySQL and MariaDB).
  virtual rows query(std::string_view sql, std::span<const value> parameters = {}) = 0;
  /// Runs a statement and returns the number of rows it changed (0 for DDL and for reads). Rows are
  /// discarded. An UPDATE that sets a row to what it was counts in PostgreSQL and SQLite, not in
  /// MySQL and MariaDB.
  virtual std::uint64_t execute(std::string_view sql, std::span<const value> parameters = {}) = 0;

  rows query(std::string_view sql, std::initializer_list<value> parameters) {
    return query(sql, std::span<const value>(parameters.begin(), parameters.size()));
  }
  std::uint64_t execute(std::string_view sql, std::initializer_list<value> parameters) {
    return execute(sql, std::span<const value>(parameters.begin(), parameters.size()));
  }

  /// SQLite begins IMMEDIATE, so that a writer conflict shows at the start.
  virtual void begin() = 0;
  virtual void commit() = 0;
  /// Never throws: a lost connection has rolled back by itself.
  virtual void rollback() noexcept = 0;
  /// MySQL and MariaDB: true from begin() to commit() or rollback(), also after a statement that
  /// committed by itself.
  [[nodiscard]] virtual bool in_transaction() const = 0;

  /// The server's name for this connection: backend pid, connection id; for SQLite
  /// "pid@start@host" with the process's start time in clock ticks since the host's boot.
  [[nodiscard]] virtual std::string connection_id() const = 0;

  /// Asks the server to stop the statement that runs now, which then fails with
  /// failure::cancelled. Callable from another thread; waits at most connect_timeout.
  virtual void cancel() noexcept = 0;
};

/// Parses `postgresql://`, `mysql://`, `mariadb://`, `sqlite:path`. Percent-decoding is applied to
/// user, password, database and option values. Options in the query part: sslmode, sslrootcert,
/// sslcert, sslkey, host (a socket directory, postgres), socket (mysql), connect_timeout (seconds),
/// password_file (path), password_command (a shell command that prints it), password_env (a
/// variable's name; without any of them SLUICE_PASSWORD when it is set), mode (sqlite: ro, rw,
/// rwc). Throws text::input_error, never quoting a password.
[[nodiscard]] connection_target parse_url(std::string_view url);

/// Connects and pins what must not depend on the server's configuration: UTF-8, UTC, ISO dates,
/// a strict sql_mode, standard-conforming strings, foreign keys on (SQLite), a busy/lock timeout.
/// Throws text::database_error (failure::connection, access, missing) within connect_timeout, and
/// text::input_error when the password cannot be had; a password_command may take a minute more.
[[nodiscard]] std::unique_ptr<session> connect(const connection_target& target);

/// The password that connect() uses: from the URL, or from password_from. The line end is left out.
/// Throws text::input_error, which names the source only.
[[nodiscard]] std::string resolve_password(const connection_target& target);

/// Sets how long a statement waits for a lock before it fails with failure::lock_timeout. MySQL and
/// MariaDB count whole seconds: rounded up, at least one.
void set_lock_timeout(session& db, std::chrono::milliseconds timeout);

}  // namespace sluice
