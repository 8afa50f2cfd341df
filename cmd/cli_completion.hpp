#pragma once

#include <CLI/CLI.hpp>

#include <string>

namespace sluice::cmd {

/// A completion script for bash, zsh or fish, made from the commands and options themselves.
[[nodiscard]] std::string completion_script(const CLI::App& app, const std::string& shell);

}  // namespace sluice::cmd
