#pragma once

namespace sluice::cmd {

/// The exit codes of every command. docs/exit-codes.md explains them.
enum exit_code : int {
  done = 0,             ///< safe, or done
  failed = 1,           ///< internal or database error
  bad_input = 2,        ///< usage, configuration, files
  unsafe = 10,          ///< unsafe, or findings at or above the chosen severity
  unknown = 11,         ///< unknown, and waiting will not resolve it
  not_ready = 12,       ///< not ready yet; waiting may resolve it
  safe_with_loss = 13,  ///< safe, but data written since is hidden or lost
  held = 14,            ///< somebody else works here, or holds it
  timed_out = 15        ///< waited as long as --wait allows
};

}  // namespace sluice::cmd
