#include "cmd/cli.hpp"

#include <string>
#include <vector>

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  return sluice::cmd::run_command_line(words, sluice::cmd::standard_streams(), sluice::connect);
}
