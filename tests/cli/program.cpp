#include "tests/cli/program.hpp"

#include "tests/support/temp_dir.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <sys/wait.h>

namespace sluice::test {

program_result run_program(const std::filesystem::path& folder, const std::string& arguments,
                           const std::string& environment, const std::string& input) {
  const temp_dir output;
  const std::string command = fmt::format(
      "cd '{}' && env -u SLUICE_URL -u DATABASE_URL -u NO_COLOR {} '{}' {} >'{}' 2>'{}' <'{}'",
      folder.string(), environment, SLUICE_BINARY, arguments, (output / "out").string(),
      (output / "err").string(), input);
  const int status = std::system(command.c_str());
  program_result r;
  r.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  r.out = output.read("out");
  r.err = output.read("err");
  return r;
}

program_result run_shell(const std::filesystem::path& folder, const std::string& line) {
  const temp_dir output;
  output.write("line", line + "\n");
  const std::string command = fmt::format(
      "cd '{}' && env -u SLUICE_URL -u DATABASE_URL -u NO_COLOR PATH='{}':\"$PATH\" sh '{}' >'{}' "
      "2>&1 </dev/null",
      folder.string(), std::filesystem::path(SLUICE_BINARY).parent_path().string(),
      (output / "line").string(), (output / "out").string());
  const int status = std::system(command.c_str());
  program_result r;
  r.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  r.out = output.read("out");
  return r;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace sluice::test
