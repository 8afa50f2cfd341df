#include "tests/support/lint_fixture_file.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace sluice::test {

std::string lint_fixture_file::value(const std::string& key) const {
  const auto at = header.find(" " + key + "=");
  if (at == std::string::npos) return {};
  const auto begin = at + key.size() + 2;
  return header.substr(begin, header.find(' ', begin) - begin);
}

lint_fixture_file read_lint_fixture(const std::filesystem::path& file) {
  const std::string refusal = "-- refused: ";
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  lint_fixture_file out;
  std::string* part = &out.change;
  for (std::string line; std::getline(in, line);) {
    if (out.header.empty()) out.header = line;
    if (line == "-- before:") part = &out.before;
    if (line == "-- expand:") part = &out.expand;
    if (line == "-- queries:") part = &out.queries;
    if (line == "-- change:") part = &out.change;
    if (line.starts_with(refusal)) out.refused = line.substr(refusal.size());
    out.accepted |= line == "-- accepted";
    // The other parts get an empty line, so that all count alike.
    for (std::string* each : {&out.before, &out.expand, &out.queries, &out.change})
      *each += (each == part ? line : std::string()) + "\n";
  }
  if (!out.header.starts_with("-- fixture:"))
    throw std::runtime_error(file.string() + " does not begin with -- fixture:");
  return out;
}

std::vector<std::filesystem::path> lint_fixture_files(const char* extension) {
  std::vector<std::filesystem::path> out;
  const auto folder = std::filesystem::path(SLUICE_TESTDATA) / "lint";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == extension) out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace sluice::test
