#include "dialects/drivers.hpp"

#include <fmt/format.h>

#include <dlfcn.h>
#include <filesystem>
#include <mutex>

namespace sluice {

namespace {

namespace fs = std::filesystem;

/// Beside the program, above it (test programs), and where an installed program has its modules.
std::vector<fs::path> places_of(const std::string& file) {
  std::error_code problem;
  const fs::path folder = fs::read_symlink("/proc/self/exe", problem).parent_path();
  return {folder / file, folder.parent_path() / file,
          folder.parent_path() / SLUICE_MODULE_FOLDER / file};
}

driver_function load(const std::string& file) {
  std::string tried;
  for (const fs::path& place : places_of(file)) {
    std::error_code problem;
    if (!fs::exists(place, problem)) {
      tried += (tried.empty() ? "" : ", ") + place.string();
      continue;
    }
    // Never unloaded: sessions and client libraries live as long as the process.
    void* module = dlopen(place.c_str(), RTLD_NOW | RTLD_LOCAL);
    void* entry = module == nullptr ? nullptr : dlsym(module, driver_entry);
    if (entry == nullptr)
      throw text::database_error(
          text::failure::other, "",
          fmt::format("The driver {} cannot be loaded: {}.", place.string(), dlerror()));
    return reinterpret_cast<driver_function>(entry);
  }
  throw text::database_error(
      text::failure::other, "",
      fmt::format("The driver {} is not installed (looked for {}).", file, tried));
}

driver_function driver_of(engine kind) {
  static std::mutex mutex;
  static driver_function postgres = nullptr;
  static driver_function mysql = nullptr;
  const std::scoped_lock lock(mutex);
  driver_function& known = kind == engine::postgres ? postgres : mysql;
  if (known == nullptr)
    known = load(kind == engine::postgres ? "sluice-postgres.so" : "sluice-mysql.so");
  return known;
}

}  // namespace

std::unique_ptr<session> connect_with_driver(const connection_target& target) {
  return std::unique_ptr<session>(driver_of(target.kind)(target));
}

}  // namespace sluice
