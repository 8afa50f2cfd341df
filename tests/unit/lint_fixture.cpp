#include "tests/unit/lint_fixture.hpp"

#include "dialects/schema/statement_facts.hpp"
#include "migrator/lint_changes.hpp"
#include "phases/foreign.hpp"
#include "tests/support/lint_fixture_file.hpp"

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

void add_step(phases::change& c, phases::phase p, const server_version& server,
              const std::string& name, const std::string& sql) {
  c.steps.push_back(phases::read_step(std::make_shared<const text::source>(name, sql), p, server,
                                      c.depends_on, phases::on_malformed::keep));
}

std::vector<lint::recorded_query> queries_in(const std::string& text, dialect d) {
  std::vector<lint::recorded_query> out;
  const text::source file("queries.sql", text);
  for (const sql::parsed_statement& s : sql::parse(file, d).statements)
    out.push_back({"app@1", file.name(), file.position_of(s.where.begin).line,
                   std::string(file.slice(s.where))});
  return out;
}

}  // namespace

server_version version_of(engine kind, std::string_view version) {
  if (version.empty()) return schema::usual_version(kind);
  const auto parsed = parse_version(kind, version);
  if (!parsed) throw std::runtime_error("no version: " + std::string(version));
  return *parsed;
}

lint::report_data lint_step(engine kind, phases::phase phase, const std::string& before,
                            const std::string& expand, const std::string& sql,
                            const std::string& queries) {
  return lint_step(schema::usual_version(kind), phase, before, expand, sql, "step.sql", queries);
}

lint::report_data lint_step(const server_version& server, phases::phase phase,
                            const std::string& before, const std::string& expand,
                            const std::string& sql, const std::string& name,
                            const std::string& queries) {
  std::vector<phases::change> changes;
  if (!is_blank(before)) {
    changes.push_back(change_of("1_before"));
    add_step(changes.back(), phases::phase::expand, server, "before.sql", before);
  }
  changes.push_back(change_of("2_change"));
  if (!is_blank(expand))
    add_step(changes.back(), phases::phase::expand, server, "expand.sql", expand);
  add_step(changes.back(), phase, server, name, sql);
  lint::lint_input input = migrator::lint_input_of(changes, server, fixture_day);
  input.queries = queries_in(queries, dialect_of(server.kind));
  for (lint::step_input& step : input.steps) step.report = &step == &input.steps.back();
  return lint::run(input);
}

lint::report_data lint_sent(const server_version& server, std::string_view sent,
                            const std::string& before, const std::string& sql,
                            const std::string& name) {
  using phases::layout::sending;
  const auto script = [](const std::string& file, const std::string& text, sending how) {
    return phases::layout::script{std::make_shared<const text::source>(file, text), how,
                                  phases::layout::placeholders::none};
  };
  phases::layout::history history;
  history.migrations.push_back(
      {"1_before", {script("before.sql", before, sending::one_by_one)}, ""});
  history.migrations.push_back({"2_change",
                                {script(name, sql,
                                        sent == "in_transaction"   ? sending::in_transaction
                                        : sent == "as_one_message" ? sending::as_one_message
                                                                   : sending::one_by_one)},
                                ""});
  const auto changes = phases::changes_of(history, server);
  lint::lint_input input = migrator::lint_input_of(changes, server, fixture_day);
  for (lint::step_input& step : input.steps) step.report = step.change == "2_change";
  return lint::run(input);
}

fixture read_fixture(const std::filesystem::path& file) {
  lint_fixture_file read = read_lint_fixture(file);
  const auto kind = engine_from_name(read.value("dialect"));
  const auto phase = phases::phase_from_name(read.value("phase"));
  if (!kind || !phase) throw std::runtime_error(file.string() + ": no such dialect or phase");
  return {version_of(*kind, read.value("server")),
          *phase,
          std::move(read.before),
          std::move(read.expand),
          std::move(read.queries),
          std::move(read.change)};
}

lint::report_data lint_fixture(const std::filesystem::path& file) {
  const fixture f = read_fixture(file);
  const std::string sent = read_lint_fixture(file).value("sent");
  if (!sent.empty()) return lint_sent(f.server, sent, f.before, f.change, file.filename().string());
  return lint_step(f.server, f.phase, f.before, f.expand, f.change, file.filename().string(),
                   f.queries);
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
