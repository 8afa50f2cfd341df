#include "tests/live/forked.hpp"

#include "tests/live/counting_session.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace sluice::test {

forked_command::forked_command(const example_project& p, const std::vector<std::string>& line,
                               std::function<void(int)> on_call) {
  pid_ = ::fork();
  REQUIRE(pid_ >= 0);
  if (pid_ != 0) return;
  int calls = 0;
  const command_result r = p.run(line, [&](const connection_target& target) {
    return std::unique_ptr<session>(std::make_unique<counting_session>(connect(target), [&] {
      ++calls;
      if (on_call) on_call(calls);
    }));
  });
  output_.write("out", r.out);
  output_.write("err", r.err);
  ::_exit(r.code);
}

forked_command::~forked_command() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

void forked_command::send_signal(int number) const {
  ::kill(pid_, number);
}

command_result forked_command::finish() {
  int status = 0;
  REQUIRE(::waitpid(pid_, &status, 0) == pid_);
  pid_ = -1;
  command_result r;
  r.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  if (WIFEXITED(status)) {
    r.out = output_.read("out");
    r.err = output_.read("err");
  }
  return r;
}

}  // namespace sluice::test
