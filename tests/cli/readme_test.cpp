#include "tests/cli/program.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace sluice::test {

namespace {

const std::string readme_path = std::string(SLUICE_TESTDATA) + "/../README.md";
const std::string demo_begin = "<!-- demo -->\n```\n";
const std::string demo_end = "```\n<!-- /demo -->";

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// The one number in the demo that depends on the machine: what is left of the bake time.
std::string without_times(std::string text) {
  const std::string mark = "s left";
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
    std::size_t begin = at;
    while (begin > 0 && text[begin - 1] >= '0' && text[begin - 1] <= '9') --begin;
    text.replace(begin, at - begin, "N");
    at = begin + 1;
  }
  return text;
}

/// The fenced block below a heading.
std::string block_below(const std::string& text, const std::string& heading) {
  const std::size_t at = text.find(heading);
  REQUIRE(at != std::string::npos);
  const std::size_t begin = text.find('\n', text.find("```", at)) + 1;
  return text.substr(begin, text.find("```", begin) - begin);
}

}  // namespace

TEST_CASE("the README shows what the demo prints", "[cli][readme]") {
  const temp_dir folder;
  const program_result demo = run_program(folder.path(), "demo");
  REQUIRE(demo.code == 0);
  REQUIRE(demo.err == "");
  std::string readme = read_file(readme_path);
  const std::size_t begin = readme.find(demo_begin) + demo_begin.size();
  const std::size_t end = readme.find(demo_end, begin);
  REQUIRE(end != std::string::npos);
  const std::string shown = readme.substr(begin, end - begin);
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    readme.replace(begin, end - begin, demo.out);
    std::ofstream(readme_path, std::ios::binary) << readme;
    WARN("README.md was rewritten");
    return;
  }
  CHECK(without_times(shown) == without_times(demo.out));
}

TEST_CASE("the demo leaves nothing behind", "[cli][readme]") {
  const temp_dir folder;
  const temp_dir scratch;
  REQUIRE(run_program(folder.path(), "demo", "TMPDIR='" + scratch.path().string() + "'").code == 0);
  CHECK(std::filesystem::is_empty(scratch.path()));
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("the commands that the README tells are commands", "[cli][readme]") {
  const temp_dir folder;
  folder.write("sql/q.sql", "SELECT 1;\n");
  std::istringstream lines(block_below(read_file(readme_path), "## Use it"));
  int count = 0;
  for (std::string line; std::getline(lines, line);) {
    REQUIRE(line.starts_with("sluice "));
    std::string command = line.substr(7, line.find('#') - 7);
    if (const std::size_t url = command.find("postgresql://"); url != std::string::npos)
      command.replace(url, command.find(' ', url) - url, "sqlite:app.db");
    const program_result r = run_program(folder.path(), command);
    INFO("sluice " << command << "\n" << r.out << r.err);
    CHECK(r.code != 1);
    CHECK(r.err.find("--help") == std::string::npos);
    ++count;
    // The new change is not written yet: a folder with it cannot be read.
    if (command.starts_with("new")) {
      std::filesystem::remove_all(folder / "migrations");
      folder.write("migrations/1_users.sql", "CREATE TABLE users (id integer PRIMARY KEY);\n");
    }
  }
  CHECK(count == 15);
}

}  // namespace sluice::test
