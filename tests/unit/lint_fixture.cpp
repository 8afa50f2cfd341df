#include "tests/unit/lint_fixture.hpp"

#include "dialects/schema/statement_facts.hpp"
#include "migrator/lint_changes.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace sluice::test {

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

phases::change change_of(const std::string& id) {
  phases::change c;
  c.id = id;
  c.version = id.substr(0, id.find('_'));
  c.slug = id.substr(id.find('_') + 1);
  return c;
}

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

void add_step(phases::change& c, phases::phase p, engine kind, const std::string& name,
              const std::string& sql) {
  c.steps.push_back(phases::read_step(std::make_shared<const text::source>(name, sql), p,
                                      schema::usual_version(kind), c.depends_on,
                                      phases::on_malformed::keep));
}

/// The word after `key=` in the fixture's first line.
std::string header_value(const std::string& header, const std::string& key) {
  const auto at = header.find(" " + key + "=");
  if (at == std::string::npos) throw std::runtime_error("no " + key + "= in: " + header);
  const auto begin = at + key.size() + 2;
  return header.substr(begin, header.find(' ', begin) - begin);
}

}  // namespace

lint::report_data lint_step(engine kind, phases::phase phase, const std::string& before,
                            const std::string& expand, const std::string& sql,
                            const std::string& name) {
  std::vector<phases::change> changes;
  if (!is_blank(before)) {
    changes.push_back(change_of("1_before"));
    add_step(changes.back(), phases::phase::expand, kind, "before.sql", before);
  }
  changes.push_back(change_of("2_change"));
  if (!is_blank(expand))
    add_step(changes.back(), phases::phase::expand, kind, "expand.sql", expand);
  add_step(changes.back(), phase, kind, name, sql);
  lint::lint_input input =
      migrator::lint_input_of(changes, schema::usual_version(kind), fixture_day);
  for (lint::step_input& step : input.steps) step.report = &step == &input.steps.back();
  return lint::run(input);
}

fixture read_fixture(const std::filesystem::path& file) {
  fixture out;
  std::string* part = &out.change;
  const std::vector<std::string> lines = lines_of(read_text(file));
  if (lines.empty() || !lines.front().starts_with("-- fixture:"))
    throw std::runtime_error(file.string() + " does not begin with -- fixture:");
  for (const std::string& line : lines) {
    if (line == "-- before:" || line == "-- expand:" || line == "-- change:")
      part = line == "-- before:" ? &out.before : line == "-- expand:" ? &out.expand : &out.change;
    // The other parts get an empty line, so that all count alike.
    for (std::string* each : {&out.before, &out.expand, &out.change})
      *each += (each == part ? line : std::string()) + "\n";
  }
  const auto kind = engine_from_name(header_value(lines.front(), "dialect"));
  const auto phase = phases::phase_from_name(header_value(lines.front(), "phase"));
  if (!kind || !phase) throw std::runtime_error(file.string() + ": no such dialect or phase");
  out.kind = *kind;
  out.phase = *phase;
  return out;
}

lint::report_data lint_fixture(const std::filesystem::path& file) {
  const fixture f = read_fixture(file);
  return lint_step(f.kind, f.phase, f.before, f.expand, f.change, file.filename().string());
}

std::string difference(const std::string& expected, const std::string& found) {
  if (expected == found) return {};
  const std::vector<std::string> a = lines_of(expected), b = lines_of(found);
  std::size_t first = 0;
  while (first < a.size() && first < b.size() && a[first] == b[first]) ++first;
  std::size_t last = 0;
  while (last + first < a.size() && last + first < b.size() &&
         a[a.size() - 1 - last] == b[b.size() - 1 - last])
    ++last;
  std::string out = "from line " + std::to_string(first + 1) + ":\n";
  for (std::size_t i = first; i < a.size() - last; ++i) out += "- " + a[i] + "\n";
  for (std::size_t i = first; i < b.size() - last; ++i) out += "+ " + b[i] + "\n";
  return out;
}

std::string read_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace sluice::test
