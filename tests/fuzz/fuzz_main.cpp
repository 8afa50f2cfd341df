#include "tests/fuzz/targets.hpp"

#include <cstddef>
#include <cstdint>

/// One libFuzzer program for each value of SLUICE_FUZZ_TARGET.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  using sluice::dialect;
  namespace test = sluice::test;
  SLUICE_FUZZ_TARGET;
  return 0;
}
