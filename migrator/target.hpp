#pragma once

#include "dialects/session.hpp"
#include "dialects/text/error.hpp"
#include "migrator/ledger.hpp"
#include "migrator/observer.hpp"
#include "phases/change.hpp"

#include <chrono>
#include <stdexcept>
#include <string>

namespace sluice::migrator {

struct settings {
  std::chrono::milliseconds bake{std::chrono::hours(24 * 7)};
  std::chrono::milliseconds lock_timeout{2'000};
  int lock_attempts = 10;
  /// How long another runner, or a statement left behind on the server, is waited for.
  std::chrono::milliseconds wait{0};
};

/// One target and what every piece of work on it needs.
struct target {
  session& db;
  const connection_target& connection;
  ledger& book;
  observer& out;
  const settings& options;

  [[nodiscard]] dialect sql_dialect() const { return db.sql_dialect(); }
};

/// A statement of a step failed. Exit code 1.
class step_error : public std::runtime_error {
 public:
  step_error(const phases::change& c, const phases::step& s,
             const phases::step_statement& statement, const text::database_error& cause,
             std::string state_now, std::string next);

  text::place where;
  std::string source_line;
  text::failure kind;
  std::string code;
  std::string server_message;
  std::string storable_message;  ///< without values of rows
  std::string state_now;         ///< what is and what is not applied
  std::string next;              ///< what to do
};

/// Somebody else works here, or still does on the server. Exit code 14 or 12.
class busy_error : public std::runtime_error {
 public:
  busy_error(const std::string& message, std::string help_text, int code)
      : std::runtime_error(message), help(std::move(help_text)), exit_code(code) {}
  std::string help;
  int exit_code;
};

/// A signal ended the work at a safe point. Exit code 12.
class stopped_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace sluice::migrator
