#include "tests/cli/program.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>

/// docs/why.md is run as it stands: each section in a folder of its own.
namespace sluice::test {

namespace {

const std::string page_path = std::string(SLUICE_TESTDATA) + "/../docs/why.md";

class page_reader {
 public:
  /// The page with what its commands print now.
  std::string run(const std::string& page) {
    std::istringstream lines(page);
    for (std::string line; std::getline(lines, line);) {
      out_ += line + "\n";
      if (line.starts_with("## ")) begin_section();
      if (!line.starts_with("```")) continue;
      const std::string what = line.substr(3);
      if (what == "console") {
        run_commands(lines);
      } else {
        write_file(lines, what.substr(what.find(' ') + 1));
      }
    }
    return std::move(out_);
  }

 private:
  void begin_section() {
    folder_ = std::make_unique<temp_dir>();
    folder_->write("sluice.toml", "url = \"sqlite:shop.db\"\nbake = \"0s\"\n");
  }

  void write_file(std::istringstream& lines, const std::string& name) {
    std::string text;
    for (std::string line; std::getline(lines, line) && line != "```";) text += line + "\n";
    folder_->write(name, text);
    out_ += text + "```\n";
  }

  void run_commands(std::istringstream& lines) {
    for (std::string line; std::getline(lines, line) && line != "```";) {
      if (!line.starts_with("$ ")) continue;
      const program_result r = run_shell(folder_->path(), line.substr(2));
      out_ += line + "\n" + r.out;
      if (!r.out.empty() && r.out.back() != '\n') out_ += '\n';
    }
    out_ += "```\n";
  }

  std::string out_;
  std::unique_ptr<temp_dir> folder_;
};

}  // namespace

TEST_CASE("docs/why.md shows what its commands print", "[cli][readme]") {
  std::ifstream in(page_path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  const std::string page = text.str();
  const std::string now = page_reader().run(page);
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(page_path, std::ios::binary) << now;
    WARN("docs/why.md was rewritten");
    return;
  }
  CHECK(now == page);
  CHECK(has(now, "$ sluice gate contract"));
}

}  // namespace sluice::test
