#include "bench/cpu_time.hpp"
#include "bench/ordinary_ddl.hpp"
#include "dialects/schema/effect.hpp"
#include "dialects/sql/split.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <pg_query.h>
#include <string>

/// How fast PostgreSQL's SQL is read, beside libpg_query in the same run: megabytes in a second of
/// processor time.
/// usage: parse_bench [FOLDER [MEGABYTES]]
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

std::string ordinary_history(std::size_t files) {
  std::string all;
  for (const std::string& file : bench::ordinary_ddl(files)) all += file;
  return all;
}

std::size_t measure(const char* what, const std::string& bytes) {
  const double size = static_cast<double>(bytes.size()) / 1e6;
  const sluice::text::source file("bench", bytes);
  std::printf("%s, %.1f MB\n", what, size);
  const double theirs =
      size /
      bench::cpu_seconds(
          [&] { pg_query_free_protobuf_parse_result(pg_query_parse_protobuf(bytes.c_str())); }, 1);
  std::printf("  %-30s %7.1f MB/s\n", "libpg_query: parse", theirs);
  std::size_t count = 0;
  const auto report = [&](const char* part, const std::function<void()>& work) {
    const double mine = size / bench::cpu_seconds(work);
    std::printf("  %-30s %7.1f MB/s  (%.1f times libpg_query)\n", part, mine, mine / theirs);
  };
  report("Sluice: tokens", [&] { count += sluice::sql::lex(bytes, dialect::postgres).size(); });
  report("Sluice: tokens and statements", [&] {
    const auto tokens = sluice::sql::lex(bytes, dialect::postgres);
    count += sluice::sql::split(tokens, bytes, dialect::postgres).statements.size();
  });
  report("Sluice: parse",
         [&] { count += sluice::sql::parse(file, dialect::postgres).statements.size(); });
  report("Sluice: parse and fold", [&] {
    sluice::schema::model m;
    for (const auto& s : sluice::sql::parse(file, dialect::postgres).statements)
      count += sluice::schema::fold(m, s, file, dialect::postgres).size();
  });
  return count;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    return measure("ordinary DDL (bench/ordinary_ddl.hpp): 3500 files", ordinary_history(3500)) ==
           0;
  }
  const std::size_t megabytes = argc > 2 ? std::stoul(argv[2]) : 10;
  return measure(argv[1], read_all(argv[1], megabytes * 1'000'000)) == 0;
}
