#include "tests/support/process.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <grp.h>
#include <iterator>
#include <pwd.h>
#include <signal.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace sluice::test {
namespace {

struct identity {
  uid_t user;
  gid_t group;
};

std::optional<identity> identity_of(const std::string& name) {
  if (name.empty() || ::geteuid() != 0) return std::nullopt;
  const passwd* entry = ::getpwnam(name.c_str());
  if (entry == nullptr) throw std::runtime_error("there is no user " + name);
  return identity{entry->pw_uid, entry->pw_gid};
}

/// Between fork and exec: system calls alone.
[[noreturn]] void become(char* const* arguments, int output, const std::optional<identity>& who,
                         pid_t parent) {
  if (who &&
      (::setgroups(0, nullptr) != 0 || ::setgid(who->group) != 0 || ::setuid(who->user) != 0)) {
    ::_exit(126);
  }
  // After the change of user, which clears it.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(126);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  const int input = ::open("/dev/null", O_RDONLY);
  ::dup2(input, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  ::setpgid(0, 0);
  ::execvp(arguments[0], arguments);
  ::_exit(127);
}

}  // namespace

child_process::child_process(const std::vector<std::string>& command,
                             const std::filesystem::path& output, const std::string& run_as) {
  const std::optional<identity> who = identity_of(run_as);
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const int file = ::open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (file < 0) throw std::runtime_error("cannot write " + output.string());
  const pid_t parent = ::getpid();
  pid_ = ::fork();
  if (pid_ == 0) become(arguments.data(), file, who, parent);
  ::close(file);
  if (pid_ < 0) throw std::runtime_error("fork failed");
}

child_process::~child_process() {
  if (poll()) return;
  send_signal(SIGKILL);
  wait(std::chrono::seconds(10));
}

void child_process::send_signal(int number) const {
  if (!status_) ::kill(pid_, number);
}

void child_process::kill_with_children() {
  std::ifstream list(fmt::format("/proc/{0}/task/{0}/children", pid_));
  std::vector<pid_t> children{std::istream_iterator<pid_t>(list), std::istream_iterator<pid_t>()};
  send_signal(SIGKILL);
  for (const pid_t child : children) ::kill(child, SIGKILL);
  wait(std::chrono::seconds(10));
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  for (const pid_t child : children) {
    while (::kill(child, 0) == 0 && std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
  }
}

std::optional<int> child_process::poll() {
  if (status_) return status_;
  int status = 0;
  if (::waitpid(pid_, &status, WNOHANG) == pid_) {
    status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  return status_;
}

std::optional<int> child_process::wait(std::chrono::milliseconds limit) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (!poll() && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return status_;
}

void run_command(const std::vector<std::string>& command, const std::filesystem::path& output,
                 const std::string& run_as) {
  child_process child(command, output, run_as);
  const std::optional<int> status = child.wait(std::chrono::minutes(3));
  if (status == 0) return;
  throw std::runtime_error(command.front() +
                           (status ? " failed with exit status " + std::to_string(*status)
                                   : std::string(" did not end")) +
                           ":\n" + last_lines(output));
}

std::string last_lines(const std::filesystem::path& file) {
  constexpr std::size_t shown = 3000;
  std::ifstream input(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(input), std::istreambuf_iterator<char>()};
  return text.size() <= shown ? text : "…" + text.substr(text.size() - shown);
}

}  // namespace sluice::test
