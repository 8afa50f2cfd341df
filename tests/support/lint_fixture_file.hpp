#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sluice::test {

/// A file under testdata/lint: its first line is
///   -- fixture: dialect=postgres phase=expand server=14.2
/// (without a server it is the usual version; with `sent=in_transaction`, `sent=one_by_one` or
/// `sent=as_one_message` it is a migration of another tool, which sends it in that way), and its
/// parts begin with the lines `-- before:`, `-- expand:`, `-- queries:` (statements of a release)
/// and
/// `-- change:`; a file without any is all change. A line
///   -- refused: part of the server's message
/// or `-- accepted` is a claim about the change that a real server is asked about.
struct lint_fixture_file {
  std::string header;
  std::string before, expand, queries, change;  ///< with lines numbered as in the file
  std::optional<std::string> refused;
  bool accepted = false;

  /// The word after `key=` in the header; empty when there is none.
  [[nodiscard]] std::string value(const std::string& key) const;
};

/// Throws std::runtime_error for a file that does not begin as it should.
[[nodiscard]] lint_fixture_file read_lint_fixture(const std::filesystem::path& file);

/// The files of testdata/lint with that extension, sorted.
[[nodiscard]] std::vector<std::filesystem::path> lint_fixture_files(const char* extension);

}  // namespace sluice::test
