#pragma once

#include "cmd/project.hpp"

#include <string>
#include <vector>

namespace sluice::cmd {

/// Runs one command line (without the program's name) and gives the exit code. Never throws: every
/// failure is told on the streams.
[[nodiscard]] int run_command_line(const std::vector<std::string>& words, const streams& to,
                                   const connector& connect);

}  // namespace sluice::cmd
