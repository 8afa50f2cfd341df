#include "tests/facts/rows.hpp"

#include "dialects/schema/effect.hpp"
#include "tests/support/row_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

namespace sluice::test {
namespace {

std::vector<std::string> read_lines(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

int to_number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size())
    throw std::runtime_error(fmt::format("'{}' is not a version", text));
  return value;
}

void read_note(fact_row& row, const std::string& line) {
  if (line.starts_with("depends: ")) {
    row.depends = line.substr(9);
  } else if (line.starts_with("servers ")) {
    const std::string range = line.substr(8);
    const std::size_t dash = range.find('-');
    row.from = to_number(range.substr(0, dash));
    row.to = to_number(dash == std::string::npos ? range : range.substr(dash + 1));
  } else {
    throw std::runtime_error("not understood: " + line);
  }
}

fact_row read_row(const file_row& from) {
  fact_row row;
  row.name = from.name;
  row.place = from.place;
  row.schema = from.section("schema");
  row.statement = from.section("statement");
  row.facts = from.section("facts");
  row.measured = from.section("measured");
  try {
    for (const std::string& note : from.notes) read_note(row, note);
  } catch (const std::exception& problem) {
    throw std::runtime_error(fmt::format("{}: {}", row.place, problem.what()));
  }
  return row;
}

/// Its lines, each indented.
std::string indented(const std::string& text) {
  std::string out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out += "  " + line + "\n";
  return out;
}

}  // namespace

std::filesystem::path facts_file(engine kind) {
  const std::map<engine, std::string> names{{engine::postgres, "postgres"},
                                            {engine::mysql, "mysql"},
                                            {engine::mariadb, "mariadb"},
                                            {engine::sqlite, "sqlite"}};
  return std::filesystem::path(SLUICE_TESTDATA) / "facts" / (names.at(kind) + ".txt");
}

std::vector<fact_row> read_fact_rows(engine kind) {
  std::vector<fact_row> rows;
  for (const file_row& from :
       read_row_file(facts_file(kind), {"schema", "statement", "facts", "measured"}))
    rows.push_back(read_row(from));
  return rows;
}

std::string with_facts(engine kind, const std::vector<std::string>& said) {
  std::string out;
  std::size_t row = 0;
  bool in_facts = false;
  bool in_row = false;
  const auto close = [&] {
    if (in_row) {
      while (out.ends_with("\n\n")) out.pop_back();
      out += "facts\n" + indented(said.at(row++)) + "\n";
    }
    in_row = false;
  };
  for (const std::string& line : read_lines(facts_file(kind))) {
    if (line.starts_with("== ")) {
      close();
      in_row = !line.starts_with("== fixture ");
      in_facts = false;
    } else if (in_row && line == "facts") {
      in_facts = true;
      continue;
    } else if (in_facts && line.starts_with("  ")) {
      continue;
    } else {
      in_facts = false;
    }
    out += line + "\n";
  }
  close();
  while (out.ends_with("\n\n")) out.pop_back();
  return out;
}

server_version version_for(const fact_row& row, const server_version& preferred) {
  server_version version = preferred;
  version.major = std::clamp(version.major, row.from, row.to);
  return version;
}

schema::statement_facts predict(const fact_row& row, const server_version& server) {
  const dialect d = dialect_of(server.kind);
  schema::model before;
  const text::source setup("schema", row.schema);
  for (const auto& s : sql::parse(setup, d).statements)
    static_cast<void>(schema::fold(before, s, setup, d));
  const text::source file("statement", row.statement);
  const sql::script parsed = sql::parse(file, d);
  if (parsed.statements.size() != 1)
    throw std::runtime_error(row.name + ": a row has one statement");
  schema::model after = before;
  static_cast<void>(schema::fold(after, parsed.statements.front(), file, d));
  return schema::find_facts(before, after, parsed.statements.front(), file, server);
}

}  // namespace sluice::test
