#include "bench/cpu_time.hpp"
#include "bench/ordinary_ddl.hpp"
#include "dialects/schema/effect.hpp"
#include "dialects/sql/script.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

/// Writes a history of ordinary DDL as a project, and says what reading, parsing and folding it
/// costs in processor time.
/// usage: history_bench FOLDER [FILES]
namespace {

namespace fs = std::filesystem;
using sluice::dialect;

std::vector<fs::path> write_project(const fs::path& folder, std::size_t files) {
  std::vector<fs::path> paths;
  fs::create_directories(folder / "migrations");
  std::ofstream(folder / "sluice.toml") << "url = \"postgres://localhost/none\"\n";
  for (const std::string& text : bench::ordinary_ddl(files)) {
    const std::size_t n = paths.size() + 1;
    paths.push_back(folder / "migrations" / fmt::format("{0:05}_change_{0}.sql", n));
    std::ofstream(paths.back(), std::ios::binary) << text;
  }
  return paths;
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s FOLDER [FILES]\n", argv[0]);
    return 2;
  }
  const auto paths = write_project(argv[1], argc > 2 ? std::stoul(argv[2]) : 3500);
  std::size_t effects = 0;
  const double took = bench::cpu_seconds([&] {
    sluice::schema::model m;
    effects = 0;
    for (const fs::path& path : paths) {
      const sluice::text::source file(path.string(), read_file(path));
      for (const auto& s : sluice::sql::parse(file, dialect::postgres).statements) {
        effects += sluice::schema::fold(m, s, file, dialect::postgres).size();
      }
    }
  });
  std::printf("%zu files read, parsed and folded: %.0f ms (%zu effects)\n", paths.size(),
              took * 1e3, effects);
  return effects == 0 ? 1 : 0;
}
