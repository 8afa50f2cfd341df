#include "dialects/sql/script.hpp"
#include "tests/facts/measure.hpp"
#include "tests/support/lint_fixture_file.hpp"
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <iostream>

// What the linter says of a statement that the server refuses, asked of the server: fixtures of
// testdata/lint with `-- refused:` or `-- accepted`. SLUICE_FACT_ROW picks some by a part of their
// path.

using namespace sluice;

namespace {

bool is_wanted(const test::lint_fixture_file& fixture, const std::string& path,
               const server_version& server) {
  const char* part = std::getenv("SLUICE_FACT_ROW");
  if (part != nullptr && path.find(part) == std::string::npos) return false;
  const std::string version = fixture.value("server");
  if (engine_from_name(fixture.value("dialect")) != server.kind) return false;
  if (version.empty()) return true;
  const server_version wanted = *parse_version(server.kind, version);
  return wanted.major == server.major &&
         (server.kind != engine::sqlite || wanted.minor == server.minor);
}

/// As Sluice applies a step: in one transaction, where that can be; or as another tool sends it.
/// Returns what the server said.
std::string apply(session& db, const std::string& text, const std::string& sent = {}) {
  const text::source file("change", text);
  const sql::script parsed = sql::parse(file, db.sql_dialect());
  const bool fits = std::none_of(
      parsed.statements.begin(), parsed.statements.end(),
      [&](const auto& s) { return sql::forbids_transaction(s, file, db.sql_dialect()); });
  const bool together = sent.empty() ? fits : sent != "one_by_one";
  if (together) db.begin();
  try {
    for (const auto& s : parsed.statements) db.execute(file.slice(s.where));
    if (together) db.commit();
  } catch (const text::database_error& e) {
    if (together) db.rollback();
    return e.what();
  }
  return {};
}

}  // namespace

TEST_CASE("the servers refuse what the linter says that they refuse", "[live]") {
  for (const engine kind : test::engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      std::size_t count = 0;
      const auto version = test::open(test::shared_server(kind).admin_url())->server();
      for (const auto& path : test::lint_fixture_files(".sql")) {
        const auto fixture = test::read_lint_fixture(path);
        if (!fixture.refused && !fixture.accepted) continue;
        if (!is_wanted(fixture, path.string(), version)) continue;
        ++count;
        INFO(path);
        const auto db = test::open(test::shared_server(kind).create_database());
        CHECK(apply(*db, fixture.before) == "");
        CHECK(apply(*db, fixture.expand) == "");
        const std::string said = apply(*db, fixture.change, fixture.value("sent"));
        if (fixture.refused) {
          CHECK_THAT(said, Catch::Contains(*fixture.refused));
          CHECK_FALSE(said.empty());
        } else {
          CHECK(said == "");
        }
      }
      std::cout << engine_name(kind) << " " << version.major << ": " << count
                << " fixtures of the linter tried\n";
    }
  }
}
