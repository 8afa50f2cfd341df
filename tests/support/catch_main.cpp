#define CATCH_CONFIG_RUNNER
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace {

/// ctest's SKIP_RETURN_CODE for live.mysql.
constexpr int skipped = 77;

bool mysql_alone_is_wanted() {
  const char* engines = std::getenv("SLUICE_TEST_ENGINES");
  return engines != nullptr && std::string_view(engines) == "mysql";
}

}  // namespace

int main(int argc, char** argv) {
  if (mysql_alone_is_wanted()) {
    const std::string reason = sluice::test::missing_reason(sluice::engine::mysql);
    if (!reason.empty()) {
      std::puts(
          "MySQL 9.7 is not installed here; its tests were skipped. scripts/fetch-mysql installs "
          "it.");
      std::puts(reason.c_str());
      return skipped;
    }
  }
  Catch::Session session;
  session.configData().warnings = Catch::WarnAbout::NoTests;  // a filter that matches nothing fails
  return session.run(argc, argv);
}
