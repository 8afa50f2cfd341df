#include "tests/live/truth_rows.hpp"

#include "tests/support/row_file.hpp"

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

std::vector<engine> all_engines() {
  return {engine::mariadb, engine::mysql, engine::postgres, engine::sqlite};
}

std::vector<engine> read_engines(const std::string& names) {
  std::vector<engine> out;
  for (const std::string& name : split(names, ' ')) out.push_back(engine_from_name(name).value());
  return out;
}

/// "unknown: why", or "unknown(mysql mariadb): why".
void read_reason(truth_row& row, const std::string& answer, const std::string& line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string::npos) throw std::runtime_error("a reason begins with ':'");
  const std::string why = trim(line.substr(colon + 1));
  std::vector<engine> for_engines = all_engines();
  if (line[answer.size()] == '(') {
    const std::size_t close = line.find(')');
    for_engines = read_engines(line.substr(answer.size() + 1, close - answer.size() - 1));
  }
  for (const engine kind : for_engines) row.reasons[answer][kind] = why;
}

void read_note(truth_row& row, const std::string& line) {
  const std::string key = line.substr(0, line.find_first_of(" (:"));
  if (key == "values")
    row.values.push_back(split(line.substr(6), '|'));
  else if (key == "engines")
    row.engines = read_engines(trim(line.substr(7)));
  else if (key == "unknown" || line.starts_with("false unsafe"))
    read_reason(row, key == "unknown" ? key : "false unsafe", line);
  else
    throw std::runtime_error("not understood: " + line);
}

truth_row read_row(const file_row& from) {
  truth_row row;
  row.name = from.name;
  row.place = from.place;
  row.schema = from.section("schema");
  row.contract = from.section("contract");
  row.statement = from.section("statement");
  row.engines = all_engines();
  try {
    for (const std::string& note : from.notes) read_note(row, note);
    if (row.contract.empty() || row.statement.empty())
      throw std::runtime_error("a row needs contract and statement");
  } catch (const std::exception& problem) {
    throw std::runtime_error(fmt::format("{}: {}", row.place, problem.what()));
  }
  return row;
}

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
    const auto path = std::filesystem::path(SLUICE_TESTDATA) / "truth" / file;
    for (const file_row& from : read_row_file(path, {"schema", "contract", "statement"})) {
      truth_row row = read_row(from);
      if (std::find(row.engines.begin(), row.engines.end(), kind) != row.engines.end())
        out.push_back(std::move(row));
    }
  }
  return out;
}

}  // namespace sluice::test
