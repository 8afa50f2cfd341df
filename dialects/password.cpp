#include "dialects/password.hpp"

#include "dialects/session.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace sluice {
namespace {

using text::input_error;

constexpr std::chrono::seconds command_limit{60};
constexpr std::size_t longest_password = 64 * 1024;

std::string without_line_end(std::string text) {
  if (!text.empty() && text.back() == '\n') text.pop_back();
  if (!text.empty() && text.back() == '\r') text.pop_back();
  return text;
}

std::string checked(std::string password, const std::string& from) {
  password = without_line_end(std::move(password));
  if (password.empty()) throw input_error(fmt::format("The password from {} is empty.", from));
  if (password.find_first_of(std::string_view("\0\n\r", 3)) != std::string::npos) {
    throw input_error(fmt::format("The password from {} has more than one line.", from));
  }
  return password;
}

std::string from_file(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::string text;
  if (file) {
    text.resize(longest_password + 1);
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
  }
  if (!file.is_open() || file.bad()) {
    throw input_error(fmt::format("The password file {} cannot be read: {}.", path,
                                  std::strerror(errno != 0 ? errno : EIO)));
  }
  if (text.size() > longest_password) {
    throw input_error(fmt::format("The password file {} is too large.", path));
  }
  return checked(std::move(text), "the file " + path);
}

/// A child whose output is read; ended and reaped in every case.
class shell_command {
 public:
  explicit shell_command(const std::string& command) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail(errno);
    output_ = ends[0];
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawnattr_init(&attributes);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    // Its own group, so that a command that hangs is ended with its children.
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    std::string shell = "/bin/sh";
    std::string flag = "-c";
    std::string text = command;
    const std::array<char*, 4> arguments{shell.data(), flag.data(), text.data(), nullptr};
    const int failed =
        ::posix_spawn(&pid_, shell.c_str(), &actions, &attributes, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    ::close(ends[1]);
    if (failed != 0) {
      ::close(output_);
      fail(failed);
    }
  }
  shell_command(const shell_command&) = delete;
  shell_command& operator=(const shell_command&) = delete;
  ~shell_command() {
    if (output_ >= 0) ::close(output_);
    if (pid_ > 0) {
      ::kill(-pid_, SIGKILL);
      wait();
    }
  }

  /// What the command prints until it closes its output; nothing when the time is up.
  std::optional<std::string> read_output() {
    const auto deadline = std::chrono::steady_clock::now() + command_limit;
    std::string text;
    std::array<char, 4096> buffer{};
    while (text.size() <= longest_password) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
          deadline - std::chrono::steady_clock::now());
      if (left.count() <= 0) return std::nullopt;
      pollfd ready{output_, POLLIN, 0};
      const int count = ::poll(&ready, 1, static_cast<int>(left.count()));
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return std::nullopt;
      const ssize_t got = ::read(output_, buffer.data(), buffer.size());
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) break;
      text.append(buffer.data(), static_cast<std::size_t>(got));
    }
    return text;
  }

  /// The exit status, or 128 and the signal's number.
  int wait() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

 private:
  [[noreturn]] static void fail(int error) {
    throw input_error(
        fmt::format("The password_command cannot be started: {}.", std::strerror(error)));
  }

  int output_ = -1;
  pid_t pid_ = -1;
};

std::string from_command(const std::string& command) {
  shell_command running(command);
  std::optional<std::string> output = running.read_output();
  if (!output) {
    throw input_error(fmt::format("The password_command printed no password within {} s.",
                                  command_limit.count()));
  }
  if (output->size() > longest_password) {
    throw input_error("The password_command printed too much for a password.");
  }
  const int status = running.wait();
  if (status != 0) {
    throw input_error(fmt::format("The password_command failed with exit status {}.", status));
  }
  return checked(std::move(*output), "password_command");
}

}  // namespace

std::string resolve_password(const connection_target& target) {
  if (!target.password.empty()) return target.password;
  const auto& from = target.password_from;
  if (!from.environment.empty()) {
    const char* found = std::getenv(from.environment.c_str());
    if (found == nullptr) {
      throw input_error(
          fmt::format("The environment variable {} that should hold the password is not set.",
                      from.environment));
    }
    return checked(found, "the environment variable " + from.environment);
  }
  if (!from.file.empty()) return from_file(from.file);
  if (!from.command.empty()) return from_command(from.command);
  return {};
}

namespace {

void replace_all(std::string& text, const std::string& secret) {
  for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at)) {
    text.replace(at, secret.size(), "***");
    at += 3;
  }
}

}  // namespace

std::string without_password(std::string text, const connection_target& target) {
  constexpr std::size_t shortest_scrubbed = 4;
  if (target.password.size() < shortest_scrubbed) return text;
  replace_all(text, target.password);
  std::string encoded;
  for (const char c : target.password) {
    const bool letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    encoded += letter ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  replace_all(text, encoded);
  return text;
}

}  // namespace sluice
