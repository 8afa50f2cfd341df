#include "tests/fuzz/targets.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace sluice::test {

namespace {

namespace fs = std::filesystem;

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

TEST_CASE("what the fuzzers check holds for every file of testdata", "[fuzz]") {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(SLUICE_TESTDATA)) {
    const auto extension = entry.path().extension();
    if (!entry.is_regular_file() || (extension != ".sql" && extension != ".txt")) continue;
    const std::string bytes = bytes_of(entry.path());
    INFO(entry.path().string());
    ++files;
    // There are many of these, and they are alike.
    const std::string folder = *fs::relative(entry.path(), SLUICE_TESTDATA).begin();
    const bool whole_alone = folder == "lint" || folder == "layouts";
    for (const dialect d : {dialect::postgres, dialect::mysql, dialect::sqlite}) {
      CHECK_NOTHROW(fuzz_sql(bytes, d));
      if (whole_alone) continue;
      // Cut off anywhere, a text is unterminated in another way.
      for (std::size_t part = 1; part < 8; ++part)
        CHECK_NOTHROW(fuzz_sql(bytes.substr(0, bytes.size() * part / 8), d));
      CHECK_NOTHROW(fuzz_trigger(bytes.substr(0, 4096), d));
    }
    CHECK_NOTHROW(fuzz_directive(bytes));
  }
  CHECK(files > 100);
}

}  // namespace sluice::test
