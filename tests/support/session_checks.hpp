#pragma once

#include "dialects/engine.hpp"
#include "dialects/text/error.hpp"
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace sluice::test {

/// The error that an action throws. Fails the test when it throws none.
template <typename action>
text::database_error failure_of(const action& run) {
  try {
    run();
  } catch (const text::database_error& error) {
    return error;
  }
  FAIL("no database_error was thrown");
  throw std::logic_error("not reached");
}

template <typename action>
void check_failure(text::failure expected, const action& run) {
  const text::database_error error = failure_of(run);
  INFO(error.what());
  CHECK(std::string(text::failure_name(error.kind())) == text::failure_name(expected));
}

inline std::string dialect_text(dialect d, const char* postgres, const char* mysql,
                                const char* sqlite) {
  return d == dialect::postgres ? postgres : d == dialect::mysql ? mysql : sqlite;
}

}  // namespace sluice::test
