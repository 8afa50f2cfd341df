#pragma once

#include <filesystem>
#include <string>

namespace sluice::test {

struct program_result {
  int code = 0;
  std::string out;
  std::string err;
};

/// Runs the built program through a shell in a folder; `arguments` is shell text. Standard input
/// is the file `input`, or empty; SLUICE_URL, DATABASE_URL and NO_COLOR are not set.
program_result run_program(const std::filesystem::path& folder, const std::string& arguments,
                           const std::string& environment = {},
                           const std::string& input = "/dev/null");

/// Runs a line of shell text in a folder, in which `sluice` is the built program. `out` holds what
/// it prints on both outputs.
program_result run_shell(const std::filesystem::path& folder, const std::string& line);

[[nodiscard]] bool has(const std::string& text, const std::string& part);

}  // namespace sluice::test
