#include "tests/live/truth_rows.hpp"

#include "dialects/text/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

namespace sluice::test {

namespace {

std::string trim(std::string_view text) {
  const auto begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(' ') - begin + 1));
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    out.push_back(trim(std::string_view(text).substr(at, end - at)));
    at = end + 1;
  }
  return out;
}

const std::map<std::string, engine>& engine_names() {
  static const std::map<std::string, engine> names{{"sqlite", engine::sqlite},
                                                   {"postgres", engine::postgres},
                                                   {"mysql", engine::mysql},
                                                   {"mariadb", engine::mariadb}};
  return names;
}

std::vector<engine> all_engines() {
  std::vector<engine> out;
  for (const auto& entry : engine_names()) out.push_back(entry.second);
  return out;
}

std::vector<engine> read_engines(const std::string& names) {
  std::vector<engine> out;
  for (const std::string& name : split(names, ' ')) out.push_back(engine_names().at(name));
  return out;
}

class file_reader {
 public:
  explicit file_reader(const std::string& name) : name_(name) {
    const auto path = std::filesystem::path(SLUICE_TESTDATA) / "truth" / name;
    const text::source file = text::read_source(path.string(), name);
    for (std::string& line : split_lines(file.bytes())) {
      ++line_;
      try {
        read(line);
      } catch (const std::exception& problem) {
        throw std::runtime_error(fmt::format("{}:{}: {}", name_, line_, problem.what()));
      }
    }
    finish();
  }

  std::vector<truth_row> rows;

 private:
  static std::vector<std::string> split_lines(std::string_view text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      out.emplace_back(text.substr(at, end - at));
      at = end + 1;
    }
    return out;
  }

  void finish() {
    if (row_.name.starts_with("fixture ")) {
      fixtures_[row_.name.substr(8)] = row_.schema;
    } else if (!row_.name.empty()) {
      if (row_.contract.empty() || row_.statement.empty())
        throw std::runtime_error(row_.place + ": a row needs contract and statement");
      rows.push_back(row_);
    }
    row_ = {};
    row_.engines = all_engines();
    section_ = nullptr;
  }

  void read(const std::string& line) {
    if (line.starts_with("== ")) {
      finish();
      row_.name = line.substr(3);
      row_.place = fmt::format("{}:{}", name_, line_);
    } else if (row_.name.empty() || line.empty()) {
      return;  // the head of the file
    } else if (line.starts_with("  ")) {
      if (section_ == nullptr) throw std::runtime_error("SQL outside of a section");
      *section_ += line.substr(2) + "\n";
    } else {
      read_key(line);
    }
  }

  void read_key(const std::string& line) {
    const std::string key = line.substr(0, line.find_first_of(" (:"));
    if (line == "schema" || line == "contract" || line == "statement") {
      section_ = line == "schema"     ? &row_.schema
                 : line == "contract" ? &row_.contract
                                      : &row_.statement;
    } else if (key == "use") {
      row_.schema += fixtures_.at(trim(line.substr(3)));
    } else if (key == "values") {
      row_.values.push_back(split(line.substr(6), '|'));
    } else if (key == "engines") {
      row_.engines = read_engines(trim(line.substr(7)));
    } else if (key == "unknown" || line.starts_with("false unsafe")) {
      read_reason(key == "unknown" ? key : "false unsafe", line);
    } else {
      throw std::runtime_error("not understood: " + line);
    }
  }

  /// "unknown: why", or "unknown(mysql mariadb): why".
  void read_reason(const std::string& answer, const std::string& line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos) throw std::runtime_error("a reason begins with ':'");
    const std::string why = trim(line.substr(colon + 1));
    std::vector<engine> for_engines = all_engines();
    if (line[answer.size()] == '(') {
      const std::size_t close = line.find(')');
      for_engines = read_engines(line.substr(answer.size() + 1, close - answer.size() - 1));
    }
    for (const engine kind : for_engines) row_.reasons[answer][kind] = why;
  }

  std::string name_;
  std::size_t line_ = 0;
  truth_row row_;
  std::string* section_ = nullptr;
  std::map<std::string, std::string> fixtures_;
};

}  // namespace

std::string truth_row::reason(const std::string& answer, engine kind) const {
  const auto found = reasons.find(answer);
  if (found == reasons.end()) return "";
  const auto why = found->second.find(kind);
  return why == found->second.end() ? "" : why->second;
}

std::vector<truth_row> read_truth_rows(engine kind) {
  std::vector<truth_row> out;
  for (const std::string& file :
       {std::string("all.txt"), std::string(dialect_name(dialect_of(kind))) + ".txt"}) {
    for (truth_row& row : file_reader(file).rows) {
      if (std::find(row.engines.begin(), row.engines.end(), kind) != row.engines.end())
        out.push_back(std::move(row));
    }
  }
  return out;
}

}  // namespace sluice::test
