#include "tests/live/example.hpp"
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace sluice::test {

namespace {

/// "column-added users.nick", sorted.
std::vector<std::string> differences(const command_result& r) {
  std::vector<std::string> out;
  const nlohmann::json document = nlohmann::json::parse(r.out);
  for (const auto& e : document["differences"])
    out.push_back(fmt::format("{} {}.{}", e["effect"].get<std::string>(), e.value("table", ""),
                              e.value("object", "")));
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("a database that migrations alone have changed has no drift", "[drift]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      CHECK(has(p.expect(2, words("drift")).err, "no ledger"));
      for (const char* line : {"up --to create_users", "up --to rename_full_name/expand"}) {
        p.run(words(line));
        const command_result r = p.expect(0, words("drift"));
        CHECK(has(r.out, "No drift"));
      }
      p.store_users(3);
      p.expect(0, words("backfill run"));
      p.expect(0, words("verify rename_full_name"));
      p.expect(0, words("up --nothing-runs"));
      p.expect(0, words("drift"));
    }
  }
}

TEST_CASE("what somebody did by hand is drift", "[drift]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      p.run(words("up --to rename_full_name/expand"));
      const std::string before = clone_database(kind, p.url());
      const auto db = open(p.url());
      for (const char* sql :
           {"ALTER TABLE users ADD COLUMN nick varchar(20) NOT NULL DEFAULT 'x'",
            "ALTER TABLE users DROP COLUMN display_name", "CREATE TABLE extra (id integer)",
            "CREATE INDEX by_nick ON users (nick)", "CREATE VIEW names AS SELECT id FROM users"}) {
        // SQLite refuses to drop what a trigger names.
        if (kind == engine::sqlite && has(sql, "DROP COLUMN")) {
          db->execute("DROP TRIGGER users_name_insert");
          db->execute("DROP TRIGGER users_name_update");
        }
        db->execute(sql);
      }
      std::vector<std::string> expected{
          "column-added users.nick", "column-dropped users.display_name",
          "index-created users.by_nick", "table-created extra.", "view-created .names"};
      if (kind == engine::sqlite) {
        expected.insert(expected.end(), {"trigger-dropped users.users_name_insert",
                                         "trigger-dropped users.users_name_update"});
      }
      std::sort(expected.begin(), expected.end());
      CHECK(differences(p.expect(10, words("drift --json"))) == expected);
      CHECK(has(p.expect(10, words("drift")).out, "adds column users.nick"));

      std::vector<std::string> against = words("drift --json --against");
      against.push_back(before);
      CHECK(differences(p.expect(10, against)) == expected);
      against.back() = p.url();
      CHECK(differences(p.expect(0, against)).empty());
    }
  }
}

TEST_CASE("a view that somebody gave another query is drift", "[drift]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      p.folder().write("migrations/20260101120000_names.sql",
                       "CREATE VIEW names AS SELECT u.id, u.full_name AS name FROM users u;\n");
      p.expect(0, words("up --to names"));
      p.expect(0, words("drift"));
      const auto db = open(p.url());
      db->execute("DROP VIEW names");
      db->execute("CREATE VIEW names AS SELECT id, full_name AS name FROM users");
      p.expect(0, words("drift"));
      db->execute("DROP VIEW names");
      db->execute("CREATE VIEW names AS SELECT id, 'nobody' AS name FROM users");
      CHECK(differences(p.expect(10, words("drift --json"))) ==
            std::vector<std::string>{"view-created .names"});
    }
  }
}

TEST_CASE("a statement that was not followed makes drift unknown", "[drift]") {
  for (const engine kind : engines_under_test()) {
    if (kind != engine::postgres) continue;
    example_project p(kind, shared_server(kind).create_database());
    p.expect(0, words("up --to create_users"));
    p.folder().write("migrations/20260102000000_dynamic.sql",
                     "-- sluice:allow statement-not-understood reason=\"adds a table\"\n"
                     "DO $$ BEGIN EXECUTE format('CREATE TABLE %I (id int)', 'made'); END $$;\n");
    p.expect(0, words("up --to dynamic"));
    const command_result r = p.expect(11, words("drift"));
    CHECK(has(r.out, "creates table made"));
    CHECK(has(r.out, "20260102000000_dynamic.sql:2: DO ... EXECUTE of a text"));
  }
}

}  // namespace sluice::test
