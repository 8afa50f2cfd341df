#pragma once

#include <span>
#include <string_view>

namespace sluice {

/// A file of the repository that is part of the program.
struct embedded_file {
  std::string_view path;
  std::string_view text;
};

/// The worked example for SQLite: testdata/example/sqlite.
[[nodiscard]] std::span<const embedded_file> example_files();

}  // namespace sluice
