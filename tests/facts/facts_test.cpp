#include "tests/facts/measure.hpp"
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <iostream>

// testdata/facts holds what statements lock and do with the rows. The first case compares it with
// what Sluice says, which needs no server; the second one with what the servers do. UPDATE_GOLDEN=1
// writes what Sluice says into the files; SLUICE_FACT_ROW picks rows by a part of their name.

using namespace sluice;

namespace {

const std::vector<engine> engines{engine::postgres, engine::mysql, engine::mariadb, engine::sqlite};

bool is_wanted(const test::fact_row& row) {
  const char* part = std::getenv("SLUICE_FACT_ROW");
  return part == nullptr || row.name.find(part) != std::string::npos;
}

bool server_knows(const test::fact_row& row, const server_version& server) {
  return row.from <= server.major && server.major <= row.to;
}

}  // namespace

TEST_CASE("what a statement locks and does with the rows is what the files say", "[prediction]") {
  for (const engine kind : engines) {
    DYNAMIC_SECTION(engine_name(kind)) {
      std::vector<std::string> said;
      for (const auto& row : test::read_fact_rows(kind)) {
        INFO(row.name << ", " << row.place);
        const auto version = test::version_for(row, schema::usual_version(kind));
        const auto facts = test::predict(row, version);
        said.push_back(schema::describe(facts));
        CHECK(facts.reason == row.depends);
        if (std::getenv("UPDATE_GOLDEN") == nullptr) CHECK(said.back() == row.facts);
      }
      if (std::getenv("UPDATE_GOLDEN") != nullptr) {
        const std::string text = test::with_facts(kind, said);
        std::ofstream(test::facts_file(kind)) << text;
      }
    }
  }
}

TEST_CASE("MariaDB copies a table while others write from 11.2 on", "[prediction]") {
  const auto rows = test::read_fact_rows(engine::mariadb);
  const auto row = std::find_if(rows.begin(), rows.end(),
                                [](const auto& each) { return each.name == "int to bigint"; });
  REQUIRE(row != rows.end());
  const auto lock_on = [&](int major, int minor) {
    return test::predict(*row, {engine::mariadb, major, minor, 0}).lock;
  };
  CHECK(lock_on(11, 1) == schema::alter_lock::shared);
  CHECK(lock_on(11, 2) == schema::alter_lock::none);
}

TEST_CASE("the servers do what Sluice says that a statement does", "[live]") {
  for (const engine kind : test::engines_under_test()) {
    if (std::find(engines.begin(), engines.end(), kind) == engines.end()) continue;
    DYNAMIC_SECTION(engine_name(kind)) {
      const auto db = test::open(test::shared_server(kind).admin_url());
      std::size_t count = 0;
      for (const auto& row : test::read_fact_rows(kind)) {
        if (!is_wanted(row) || !server_knows(row, db->server())) continue;
        ++count;
        INFO(row.name << ", " << row.place);
        std::string measured;
        CHECK_NOTHROW(measured = test::measure(kind, row));
        const auto facts = test::predict(row, db->server());
        if (row.measured.empty()) {
          CHECK(measured == schema::describe(facts));
        } else {
          CHECK(measured == row.measured);
          CHECK(schema::describe(facts) != row.measured);
          CHECK_FALSE(facts.reason.empty());
        }
      }
      std::cout << engine_name(kind) << " " << db->server().major << ": " << count
                << " facts measured\n";
    }
  }
}
