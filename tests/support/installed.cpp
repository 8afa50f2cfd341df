#include "tests/support/installed.hpp"

#include "tests/support/servers.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unistd.h>

namespace sluice::test {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
  const char* text = std::getenv(name);
  return text != nullptr ? text : "";
}

bool is_program(const fs::path& file) {
  return ::access(file.c_str(), X_OK) == 0;
}

}  // namespace

fs::path postgres_folder() {
  if (const std::string given = environment("SLUICE_POSTGRES_BIN"); !given.empty()) return given;
  fs::path newest;
  int best = 0;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", ignored)) {
    const int version = std::atoi(entry.path().filename().c_str());
    if (version <= best || !is_program(entry.path() / "bin/postgres")) continue;
    best = version;
    newest = entry.path() / "bin";
  }
  return newest;
}

fs::path mariadb_program(const char* name) {
  if (const std::string given = environment("SLUICE_MARIADB_BIN"); !given.empty())
    return fs::path(given) / name;
  for (const char* folder : {"/usr/sbin", "/usr/bin", "/usr/local/bin"}) {
    if (is_program(fs::path(folder) / name)) return fs::path(folder) / name;
  }
  return {};
}

fs::path mysql_root() {
  if (const std::string given = environment("SLUICE_MYSQL_ROOT"); !given.empty()) return given;
  const std::string cache = environment("XDG_CACHE_HOME");
  return (cache.empty() ? fs::path(environment("HOME")) / ".cache" : fs::path(cache)) /
         "sluice/mysql";
}

std::string missing_reason(engine kind) {
  switch (kind) {
    case engine::sqlite:
      return "";
    case engine::postgres:
      return postgres_folder().empty() ? "there is no /usr/lib/postgresql/*/bin/postgres" : "";
    case engine::mariadb:
      return mariadb_program("mariadbd").empty() ? "there is no mariadbd" : "";
    case engine::mysql:
      break;
  }
  const fs::path program = mysql_root() / "usr/sbin/mysqld";
  return is_program(program) ? "" : program.string() + " is not there";
}

std::vector<engine> engines_under_test() {
  constexpr std::array<std::pair<std::string_view, engine>, 4> known{
      {{"sqlite", engine::sqlite},
       {"postgres", engine::postgres},
       {"mariadb", engine::mariadb},
       {"mysql", engine::mysql}}};
  const std::string wanted = environment("SLUICE_TEST_ENGINES");
  std::vector<engine> engines;
  if (wanted.empty()) {
    for (const auto& [name, kind] : known) {
      if (missing_reason(kind).empty()) engines.push_back(kind);
    }
    return engines;
  }
  for (std::size_t begin = 0; begin <= wanted.size();) {
    const std::size_t end = std::min(wanted.find(',', begin), wanted.size());
    const std::string_view name = std::string_view(wanted).substr(begin, end - begin);
    begin = end + 1;
    const auto* found = std::find_if(known.begin(), known.end(),
                                     [name](const auto& row) { return row.first == name; });
    if (found == known.end()) {
      throw std::runtime_error("SLUICE_TEST_ENGINES names an unknown engine: " + std::string(name));
    }
    if (const std::string reason = missing_reason(found->second); !reason.empty()) {
      throw std::runtime_error(std::string(name) + " cannot be tested here: " + reason);
    }
    engines.push_back(found->second);
  }
  return engines;
}

}  // namespace sluice::test
