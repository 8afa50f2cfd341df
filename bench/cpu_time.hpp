#pragma once

#include <algorithm>
#include <ctime>

namespace bench {

/// Seconds of processor time, the best of some runs: other programs on the machine hardly change
/// it.
template <typename Work>
double cpu_seconds(Work work, int runs = 5) {
  double best = 1e9;
  for (int run = 0; run < runs; ++run) {
    const std::clock_t began = std::clock();
    work();
    best = std::min(best, static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC);
  }
  return best;
}

}  // namespace bench
