#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace sluice::test {

/// One row of a table in testdata: a line `== name`, then sections, each a line with its name and
/// indented text below it, and notes, which are lines of their own. `use NAME` puts the text of
/// the row `fixture NAME` in front of the section `schema`.
struct file_row {
  std::string name;
  std::string place;  ///< "all.txt:12"
  std::map<std::string, std::string> sections;
  std::vector<std::string> notes;

  /// Empty when the row has none.
  [[nodiscard]] std::string section(const std::string& which) const;
};

/// The rows but the fixtures; what stands before the first row is for the reader. Throws
/// std::runtime_error, with the place, for a line that it does not understand.
[[nodiscard]] std::vector<file_row> read_row_file(const std::filesystem::path& file,
                                                  const std::vector<std::string>& sections);

}  // namespace sluice::test
