#include "cmd/git.hpp"

#include "dialects/text/error.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;  // NOLINT

namespace sluice::cmd {

namespace {

struct git_result {
  int code = 0;
  std::string out;
  std::string err;
};

/// A pipe whose read end is kept here.
struct pipe_pair {
  int read = -1;
  int write = -1;

  pipe_pair() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
      throw std::runtime_error(fmt::format("no pipe: {}", std::strerror(errno)));
    read = ends[0];
    write = ends[1];
  }
  pipe_pair(const pipe_pair&) = delete;
  pipe_pair& operator=(const pipe_pair&) = delete;
  ~pipe_pair() {
    close_write();
    ::close(read);
  }
  void close_write() {
    if (write >= 0) ::close(write);
    write = -1;
  }
};

/// Reads both until both are closed.
void read_both(pipe_pair& out, pipe_pair& err, git_result& to) {
  std::array<pollfd, 2> ready{pollfd{out.read, POLLIN, 0}, pollfd{err.read, POLLIN, 0}};
  std::array<char, 65536> buffer{};
  while (ready[0].fd >= 0 || ready[1].fd >= 0) {
    if (::poll(ready.data(), ready.size(), -1) < 0 && errno != EINTR) return;
    for (std::size_t i = 0; i < ready.size(); ++i) {
      pollfd& each = ready.at(i);
      if (each.fd < 0 || each.revents == 0) continue;
      const ssize_t got = ::read(each.fd, buffer.data(), buffer.size());
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0)
        each.fd = -1;
      else
        (i == 0 ? to.out : to.err).append(buffer.data(), static_cast<std::size_t>(got));
    }
  }
}

git_result run_git(const std::string& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"git", "-C", folder});
  std::vector<char*> words;
  for (std::string& each : arguments) words.push_back(each.data());
  words.push_back(nullptr);
  pipe_pair out, err;
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, out.write, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, err.write, STDERR_FILENO);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  pid_t pid = -1;
  const int problem = ::posix_spawnp(&pid, "git", &actions, nullptr, words.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (problem != 0)
    throw text::input_error(fmt::format("git cannot be run: {}", std::strerror(problem)),
                            "--base needs git; name the files instead: sluice lint FILE ...");
  out.close_write();
  err.close_write();
  git_result result;
  read_both(out, err, result);
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  result.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  return result;
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

/// What git prints; its complaint as an error.
std::string ask_git(const std::string& folder, const std::vector<std::string>& arguments) {
  git_result r = run_git(folder, arguments);
  if (r.code != 0)
    throw text::input_error(fmt::format("git {} failed: {}", arguments.front(), first_line(r.err)),
                            "");
  return std::move(r.out);
}

/// Names that end with a NUL byte, below `root`.
void append_names(const std::string& text, const std::string& root, std::vector<std::string>& to) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\0', at);
    to.push_back(root + "/" + text.substr(at, end - at));
    if (end == std::string::npos) return;
    at = end + 1;
  }
}

}  // namespace

std::vector<std::string> changed_since(const std::string& folder, const std::string& base) {
  const git_result top = run_git(folder, {"rev-parse", "--show-toplevel"});
  if (top.code != 0)
    throw text::input_error(
        fmt::format("--base: '{}' is in no git repository: {}", folder, first_line(top.err)),
        "run it in a checkout, or name the files instead: sluice lint FILE ...");
  const std::string root = first_line(top.out);
  const git_result commit =
      run_git(folder, {"rev-parse", "--verify", "--quiet", "--end-of-options", base + "^{commit}"});
  if (commit.code != 0)
    throw text::input_error(
        fmt::format("--base: this repository has no commit '{}'", base),
        "fetch it first, such as: git fetch origin main (and --base origin/main)");
  const git_result fork = run_git(folder, {"merge-base", first_line(commit.out), "HEAD"});
  if (fork.code != 0)
    throw text::input_error(
        fmt::format("--base: '{}' and HEAD have no commit in common here", base),
        "a shallow clone does not show where the branch began: git fetch --unshallow, or "
        "fetch-depth: 0 in actions/checkout");
  std::vector<std::string> out;
  append_names(ask_git(folder, {"diff", "--name-only", "-z", "--no-relative", "--no-renames",
                                "--diff-filter=d", first_line(fork.out), "--", "."}),
               root, out);
  append_names(ask_git(folder, {"ls-files", "--others", "--exclude-standard", "-z", "--full-name",
                                "--", "."}),
               root, out);
  return out;
}

}  // namespace sluice::cmd
