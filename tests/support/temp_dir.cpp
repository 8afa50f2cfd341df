#include "tests/support/temp_dir.hpp"

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <mutex>
#include <signal.h>
#include <stdexcept>
#include <unistd.h>

namespace sluice::test {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view prefix = "sluice-test-";

void remove_tree(const fs::path& folder) noexcept {
  std::error_code ignored;
  fs::remove_all(folder, ignored);
}

/// "sluice-test-PID-XXXXXX" whose process is gone.
bool is_left_over(const std::string& name) {
  if (name.substr(0, prefix.size()) != prefix) return false;
  int pid = 0;
  const char* begin = name.data() + prefix.size();
  const auto [end, failed] = std::from_chars(begin, name.data() + name.size(), pid);
  return failed == std::errc{} && *end == '-' && ::kill(pid, 0) != 0 && errno == ESRCH;
}

/// Test servers write gigabytes that nobody wants to keep: memory where there is plenty, unless
/// TMPDIR says otherwise.
fs::path scratch_folder() {
  constexpr std::uintmax_t plenty = std::uintmax_t{4} << 30;
  const fs::path memory = "/dev/shm";
  std::error_code problem;
  const fs::space_info space = fs::space(memory, problem);
  if (std::getenv("TMPDIR") == nullptr && !problem && space.available >= plenty &&
      ::access(memory.c_str(), W_OK | X_OK) == 0)
    return memory;
  return fs::temp_directory_path();
}

void remove_left_overs() {
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(scratch_folder(), ignored)) {
    if (is_left_over(entry.path().filename().string())) remove_tree(entry.path());
  }
}

}  // namespace

temp_dir::temp_dir() {
  static std::once_flag once;
  std::call_once(once, remove_left_overs);
  std::string name = (scratch_folder() / prefix).string() + std::to_string(::getpid()) + "-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp failed for " + name);
  path_ = name;
}

temp_dir::~temp_dir() {
  remove_tree(path_);
}

fs::path temp_dir::write(const fs::path& name, std::string_view text) const {
  const fs::path whole = path_ / name;
  fs::create_directories(whole.parent_path());
  std::ofstream file(whole, std::ios::binary | std::ios::trunc);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.flush()) throw std::runtime_error("cannot write " + whole.string());
  return whole;
}

std::string temp_dir::read(const fs::path& name) const {
  std::ifstream file(path_ / name, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + (path_ / name).string());
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace sluice::test
