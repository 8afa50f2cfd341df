#pragma once

#include "cmd/config.hpp"
#include "cmd/interrupt.hpp"
#include "cmd/terminal.hpp"
#include "migrator/target.hpp"
#include "phases/change.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sluice::cmd {

/// How sessions are opened; tests put a session in between that dies at a chosen statement.
using connector = std::function<std::unique_ptr<session>(const connection_target&)>;

/// What a command runs with.
struct environment {
  terminal& term;
  connector connect;
};

/// The changes of a folder and, once asked for, an open target.
class project {
 public:
  project(environment& env, const common_options& options);

  [[nodiscard]] const resolved_config& config() const { return config_; }
  [[nodiscard]] const std::vector<phases::change>& changes();
  /// Connects on first use. Throws text::input_error when no URL was given.
  [[nodiscard]] migrator::target& target();
  /// The same, and a SQLite file is not made when it is missing.
  [[nodiscard]] migrator::target& existing_target();
  /// The same as target(), and throws text::input_error when Sluice has never worked there.
  [[nodiscard]] migrator::target& used_target();
  [[nodiscard]] dialect sql_dialect();

 private:
  /// What tells which executable comments of MySQL's and MariaDB's files are code.
  [[nodiscard]] server_version reader();

  environment& env_;
  resolved_config config_;
  bool must_exist_ = false;
  std::optional<std::vector<phases::change>> changes_;
  connection_target connection_;
  std::unique_ptr<session> db_;
  std::optional<migrator::ledger> book_;
  migrator::settings settings_;
  std::optional<migrator::target> target_;
  // Last, so that it ends before what a signal would cancel.
  std::optional<interrupt_watch> signals_;
};

[[nodiscard]] std::string tool_version();
/// "user@host", for the audit trail.
[[nodiscard]] std::string actor_name();
/// Today, UTC, "2026-03-01".
[[nodiscard]] std::string today();

}  // namespace sluice::cmd
