#include "tests/cli/program.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace sluice::test {

namespace {

/// What a script says with this build of the program.
std::string script(const std::string& name, const std::vector<std::string>& arguments) {
  const temp_dir output;
  const auto scripts = std::filesystem::path(SLUICE_TESTDATA).parent_path() / "scripts";
  std::vector<std::string> command{"env", "SLUICE=" SLUICE_BINARY, (scripts / name).string()};
  command.insert(command.end(), arguments.begin(), arguments.end());
  run_command(command, output / "out");
  return output.read("out");
}

void make_history(const temp_dir& folder, const std::string& name, const std::string& type) {
  folder.write(name + "/V1__users.sql", "CREATE TABLE users (id bigint PRIMARY KEY, nick " + type +
                                            ", email " + type + ");");
  folder.write(name + "/V2__nick.sql", "ALTER TABLE users DROP COLUMN nick;");
  folder.write(name + "/V3__email.sql", "ALTER TABLE users DROP COLUMN email;");
}

}  // namespace

TEST_CASE("a sample of findings is the same with the same seed, wherever the folder is", "[cli]") {
  const temp_dir folder;
  make_history(folder, "one", "text");
  make_history(folder, "two", "text");
  const auto draw = [&](const std::string& name, const std::string& seed) {
    std::string text =
        script("sample-findings", {"-n", "1", "-s", seed, "postgres:" + (folder / name).string()});
    const std::string place = (folder / name).string();
    return text.erase(text.find(place), place.size());
  };
  CHECK(draw("one", "a") == draw("two", "a"));
  std::vector<std::string> others;
  for (const char* seed : {"b", "c", "d", "e", "f", "g", "h", "i"})
    others.push_back(draw("one", seed));
  CHECK(std::count(others.begin(), others.end(), others.front()) !=
        static_cast<std::ptrdiff_t>(others.size()));
  CHECK(has(others.front(), "drop-column (rollback, error) in postgres"));
  CHECK(has(others.front(), "    ALTER TABLE users DROP COLUMN "));
}

TEST_CASE("a history is compared with the same one in another dialect", "[cli]") {
  const temp_dir folder;
  make_history(folder, "postgres", "text");
  make_history(folder, "mysql", "varchar(80)");
  folder.write("mysql/V3__email.sql", "ALTER TABLE users ADD COLUMN age int;");
  const std::string text = script("compare-dialects", {"postgres:" + (folder / "postgres").string(),
                                                       "mysql:" + (folder / "mysql").string()});
  CHECK(text ==
        "V3__email\n"
        "    postgres: contract, drop-column users\n"
        "    mysql: expand\n"
        "2 migrations with findings are in all dialects: 1 get the same phase, 1 the same "
        "findings\n");
}

}  // namespace sluice::test
