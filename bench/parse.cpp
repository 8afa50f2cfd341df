#include "dialects/schema/effect.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <pg_query.h>
#include <string>

/// How fast PostgreSQL's SQL is read, beside libpg_query in the same run.
/// usage: parse_bench FOLDER [MEGABYTES]
namespace {

using sluice::dialect;
namespace fs = std::filesystem;

/// Every .sql file of the folder, as often as it takes.
std::string read_all(const fs::path& folder, std::size_t bytes) {
  std::string once;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".sql") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    once.append(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    once += "\n;\n";
  }
  std::string all;
  while (!once.empty() && all.size() < bytes) all += once;
  return all;
}

/// Megabytes a second, the best of three.
double speed(std::size_t bytes, const std::function<void()>& work) {
  double best = 0;
  for (int run = 0; run < 3; ++run) {
    const auto began = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    best = std::max(best, static_cast<double>(bytes) / 1e6 / took.count());
  }
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s FOLDER [MEGABYTES]\n", argv[0]);
    return 2;
  }
  const std::size_t megabytes = argc > 2 ? std::stoul(argv[2]) : 10;
  const std::string bytes = read_all(argv[1], megabytes * 1'000'000);
  const sluice::text::source file("bench", bytes);
  std::printf("%.1f MB\n", static_cast<double>(bytes.size()) / 1e6);

  const double theirs = speed(bytes.size(), [&] {
    const PgQueryProtobufParseResult result = pg_query_parse_protobuf(bytes.c_str());
    pg_query_free_protobuf_parse_result(result);
  });
  std::size_t count = 0;
  const auto report = [&](const char* what, double mine) {
    std::printf("%-24s %7.1f MB/s  (%.2f times libpg_query)\n", what, mine, mine / theirs);
  };
  std::printf("%-24s %7.1f MB/s\n", "libpg_query: parse", theirs);
  report("Sluice: tokens",
         speed(bytes.size(), [&] { count += sluice::sql::lex(bytes, dialect::postgres).size(); }));
  report("Sluice: parse", speed(bytes.size(), [&] {
           count += sluice::sql::parse(file, dialect::postgres).statements.size();
         }));
  report("Sluice: parse and fold", speed(bytes.size(), [&] {
           sluice::schema::model m;
           for (const auto& s : sluice::sql::parse(file, dialect::postgres).statements)
             count += sluice::schema::fold(m, s, file, dialect::postgres).size();
         }));
  return count == 0 ? 1 : 0;
}
