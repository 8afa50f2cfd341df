#include "bench/cpu_time.hpp"
#include "dialects/schema/effect.hpp"
#include "tests/support/seed_texts.hpp"

#include <cstdio>
#include <string>

/// What reading a text of twice the length costs, for each sort of text that grows in one
/// direction. usage: linear_bench [KILOBYTES]
namespace {

using sluice::dialect;

double seconds_to_read(const std::string& bytes, dialect d) {
  return bench::cpu_seconds(
      [&] {
        const sluice::text::source file("seed.sql", bytes);
        sluice::schema::model m;
        for (const auto& s : sluice::sql::parse(file, d).statements) {
          static_cast<void>(sluice::schema::fold(m, s, file, d));
        }
      },
      3);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t bytes = (argc > 1 ? std::stoul(argv[1]) : 200) * 1000;
  std::printf("%-34s %-9s %9s %9s %6s\n", "", "", "n", "2n", "2n/n");
  for (const sluice::test::seed_text& seed : sluice::test::seed_texts()) {
    for (const dialect d : {dialect::postgres, dialect::mysql, dialect::sqlite}) {
      const double once = seconds_to_read(sluice::test::grown(seed, bytes), d);
      const double twice = seconds_to_read(sluice::test::grown(seed, 2 * bytes), d);
      std::printf("%-34s %-9s %6.2f ms %6.2f ms %6.2f\n", seed.name.data(),
                  std::string(sluice::dialect_name(d)).c_str(), once * 1e3, twice * 1e3,
                  once > 0 ? twice / once : 0);
      std::fflush(stdout);
    }
  }
  return 0;
}
