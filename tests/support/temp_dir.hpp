#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace sluice::test {

/// A new empty folder, removed with all it holds by the destructor. Its name holds the process id,
/// so that a later run removes what a killed one left.
class temp_dir {
 public:
  temp_dir();
  ~temp_dir();
  temp_dir(const temp_dir&) = delete;
  temp_dir& operator=(const temp_dir&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path operator/(const std::filesystem::path& name) const {
    return path_ / name;
  }

  /// Writes a file; folders in its name are made. Returns its whole path.
  std::filesystem::path write(const std::filesystem::path& name, std::string_view text) const;
  /// Throws std::runtime_error when there is no such file.
  [[nodiscard]] std::string read(const std::filesystem::path& name) const;

 private:
  std::filesystem::path path_;
};

}  // namespace sluice::test
