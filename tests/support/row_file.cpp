#include "tests/support/row_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace sluice::test {
namespace {

class row_reader {
 public:
  row_reader(const std::filesystem::path& file, const std::vector<std::string>& sections)
      : file_(file), sections_(sections) {}

  std::vector<file_row> read() {
    std::ifstream in(file_);
    if (!in) throw std::runtime_error("cannot read " + file_.string());
    for (std::string line; std::getline(in, line);) {
      ++line_;
      take(line);
    }
    finish();
    return std::move(rows_);
  }

 private:
  [[nodiscard]] std::string place() const {
    return fmt::format("{}:{}", file_.filename().string(), line_);
  }

  void take(const std::string& line) {
    if (line.starts_with("== ")) {
      finish();
      row_.name = line.substr(3);
      row_.place = place();
    } else if (row_.name.empty() || line.empty()) {
      return;
    } else if (line.starts_with("  ")) {
      if (section_ == nullptr) throw std::runtime_error(place() + ": text outside of a section");
      *section_ += line.substr(2) + "\n";
    } else if (std::find(sections_.begin(), sections_.end(), line) != sections_.end()) {
      section_ = &row_.sections[line];
    } else if (line.starts_with("use ")) {
      const auto fixture = fixtures_.find(line.substr(4));
      if (fixture == fixtures_.end()) throw std::runtime_error(place() + ": no such fixture");
      row_.sections["schema"] += fixture->second;
    } else {
      row_.notes.push_back(line);
    }
  }

  void finish() {
    if (row_.name.starts_with("fixture "))
      fixtures_[row_.name.substr(8)] = row_.section("schema");
    else if (!row_.name.empty())
      rows_.push_back(std::move(row_));
    row_ = {};
    section_ = nullptr;
  }

  const std::filesystem::path& file_;
  const std::vector<std::string>& sections_;
  std::vector<file_row> rows_;
  std::map<std::string, std::string> fixtures_;
  file_row row_;
  std::string* section_ = nullptr;
  std::size_t line_ = 0;
};

}  // namespace

std::string file_row::section(const std::string& which) const {
  const auto found = sections.find(which);
  return found == sections.end() ? "" : found->second;
}

std::vector<file_row> read_row_file(const std::filesystem::path& file,
                                    const std::vector<std::string>& sections) {
  return row_reader(file, sections).read();
}

}  // namespace sluice::test
