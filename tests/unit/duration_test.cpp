#include "phases/duration.hpp"

#include <catch2/catch.hpp>

namespace sluice::phases {

using std::chrono::milliseconds;

TEST_CASE("durations are a number and a unit", "[duration]") {
  CHECK(parse_duration("250ms") == milliseconds(250));
  CHECK(parse_duration("2s") == milliseconds(2'000));
  CHECK(parse_duration("5m") == milliseconds(300'000));
  CHECK(parse_duration("1h") == milliseconds(3'600'000));
  CHECK(parse_duration("7d") == milliseconds(604'800'000));
  CHECK(parse_duration("0") == milliseconds(0));
  for (const char* bad : {"", "5", "s", "-1s", "1.5s", "1 s", "1w", "99999999999999d", "2sx"})
    CHECK(!parse_duration(bad));
}

TEST_CASE("durations print their two largest units", "[duration]") {
  CHECK(duration_text(milliseconds(0)) == "0ms");
  CHECK(duration_text(milliseconds(999)) == "999ms");
  CHECK(duration_text(milliseconds(1'001)) == "2s");
  CHECK(duration_text(milliseconds(330'000)) == "5m 30s");
  CHECK(duration_text(milliseconds(3'600'000)) == "1h");
  CHECK(duration_text(milliseconds(604'800'000)) == "7d");
}

TEST_CASE("timestamps survive a round trip", "[duration]") {
  for (const char* text : {"1970-01-01T00:00:00.000Z", "2026-02-28T23:59:59.999Z",
                           "2024-02-29T12:00:00.001Z", "2099-12-31T00:00:00.000Z"}) {
    const auto read = parse_timestamp(text);
    REQUIRE(read);
    CHECK(timestamp_text(*read) == text);
  }
  for (const char* bad : {"", "2026-02-30T00:00:00.000Z", "2026-01-01 00:00:00.000Z",
                          "2026-01-01T24:00:00.000Z", "2026-01-01T00:00:00Z"})
    CHECK(!parse_timestamp(bad));
}

}  // namespace sluice::phases
