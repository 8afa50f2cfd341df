#include "lint/report/report.hpp"
#include "tests/unit/lint_fixture.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>

using namespace sluice;

namespace {

constexpr const char* shop =
    "CREATE TABLE users (id bigint PRIMARY KEY, name varchar(40) NOT NULL DEFAULT 'x', nick "
    "varchar(40), age int, CONSTRAINT one_nick UNIQUE (nick));\n"
    "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total int);\n";

lint::report_data lint_with(const std::string& change, const std::string& queries,
                            engine kind = engine::postgres, const std::string& more = "") {
  return test::lint_step(kind, phases::phase::expand, shop + more, "", change, queries);
}

/// The rollback findings: "drop-column queries.sql:2 old readers", "... open" when not judged.
std::vector<std::string> told(const lint::report_data& report) {
  std::vector<std::string> out;
  for (const lint::finding& f : report.findings) {
    if (f.what != lint::rule_class::rollback) continue;
    if (f.queries.empty()) out.push_back(f.rule);
    for (const lint::query_harm& q : f.queries)
      out.push_back(f.rule + " " + std::to_string(q.line) + " " + (q.judged() ? q.who : "open"));
  }
  return out;
}

using lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a rollback finding names the statement that it hurts", "[lint]") {
  const std::string drop = "ALTER TABLE users DROP COLUMN nick;";
  const auto report = lint_with(drop, "SELECT id FROM users;\nSELECT nick FROM users;");
  CHECK(told(report) == lines{"drop-column 2 old readers"});
  const lint::finding& f = report.findings.front();
  CHECK(f.message.ends_with(
      "; queries.sql:2 of app@1 is hurt (old readers): it fails: there is no column "
      "users.nick"));
  CHECK(f.queries.front().statement == "SELECT nick FROM users");
  CHECK(told(lint_with(drop, "SELECT * FROM users;")) == lines{"drop-column 1 old readers"});
  CHECK(told(lint_with(drop, "UPDATE users SET nick = $1;")) == lines{"drop-column 1 old writers"});
}

TEST_CASE("it is silent when it hurts none of them, and not when there are none", "[lint]") {
  for (const char* change :
       {"ALTER TABLE users DROP COLUMN nick;", "ALTER TABLE users RENAME COLUMN nick TO handle;",
        "ALTER TABLE users ALTER COLUMN nick SET NOT NULL;",
        "ALTER TABLE users ALTER COLUMN age TYPE smallint;",
        "ALTER TABLE users ADD CONSTRAINT grown CHECK (age > 17);",
        "ALTER TABLE users ALTER COLUMN name DROP DEFAULT;", "DROP TABLE users;",
        "ALTER TABLE users RENAME TO people;", "CREATE UNIQUE INDEX one_age ON users (age);",
        "ALTER TABLE users DROP CONSTRAINT one_nick;",
        "ALTER TABLE users ADD COLUMN colour text NOT NULL;"}) {
    CAPTURE(change);
    CHECK_FALSE(told(lint_with(change, "")).empty());
    CHECK(told(lint_with(change, "SELECT id, total FROM orders;")).empty());
  }
}

TEST_CASE("what a statement gives decides about NOT NULL", "[lint]") {
  const std::string change = "ALTER TABLE users ALTER COLUMN nick SET NOT NULL;";
  CHECK(told(lint_with(change, "INSERT INTO users (id, nick) VALUES ($1, 'x');")).empty());
  CHECK(told(lint_with(change, "SELECT nick FROM users;")).empty());
  CHECK(told(lint_with(change, "INSERT INTO users (id, nick) VALUES ($1, $2);")) ==
        lines{"set-not-null 1 old writers"});
  CHECK(told(lint_with(change, "INSERT INTO users (id) VALUES ($1);")) ==
        lines{"set-not-null 1 old writers"});
  CHECK(told(lint_with(change, "UPDATE users SET nick = NULL;")) ==
        lines{"set-not-null 1 old writers"});
}

TEST_CASE("what is relaxed hurts readers once the new release has written", "[lint]") {
  const std::string change = "ALTER TABLE users ALTER COLUMN name DROP NOT NULL;";
  CHECK(told(lint_with(change, "SELECT name FROM users;")) ==
        lines{"drop-not-null 1 old readers, once the new release has written"});
  CHECK(told(lint_with(change, "INSERT INTO users (id, name) VALUES (1, 'a');")).empty());
}

TEST_CASE("a foreign key hurts who writes the child, and who deletes the parent", "[lint]") {
  const std::string change =
      "ALTER TABLE orders ADD CONSTRAINT its_user FOREIGN KEY (user_id) REFERENCES users (id);";
  CHECK(told(lint_with(change, "DELETE FROM users WHERE id = $1;")) ==
        lines{"add-foreign-key 1 old writers"});
  CHECK(told(lint_with(change, "INSERT INTO orders VALUES ($1, $2, $3);")) ==
        lines{"add-foreign-key 1 old writers"});
  CHECK(told(lint_with(change, "INSERT INTO orders (id, total) VALUES ($1, $2);")).empty());
  CHECK(told(lint_with(change, "SELECT id FROM users;\nUPDATE users SET age = 1;")).empty());
}

TEST_CASE("an upsert loses its key, or finds another", "[lint]") {
  CHECK(told(lint_with("ALTER TABLE users DROP CONSTRAINT one_nick;",
                       "INSERT INTO users (id, nick) VALUES (1, 'a') ON CONFLICT (nick) DO "
                       "NOTHING;")) == lines{"drop-unique-used-by-upsert 1 old writers"});
  CHECK(told(lint_with("ALTER TABLE users DROP INDEX one_nick;",
                       "INSERT INTO users (id, nick) VALUES (1, 'a') ON DUPLICATE KEY UPDATE age = "
                       "1;",
                       engine::mysql)) == lines{"drop-unique-used-by-upsert 1 old writers"});
}

TEST_CASE("a statement that cannot be judged takes no finding away", "[lint]") {
  const std::string change = "ALTER TABLE users DROP COLUMN nick;";
  const std::string opaque = "SELECT u.id, f.nick FROM users u, f(u.id);";
  const auto report = lint_with(change, opaque);
  CHECK(told(report) == lines{"drop-column 1 open"});
  CHECK(report.findings.front().message.ends_with(
      "; queries.sql:1 of app@1 cannot be judged: what f() returns is not known"));
  // It has nothing to do with the table.
  CHECK(told(lint_with(change, "SELECT g.total FROM orders o, f(o.id) g;")).empty());
}

TEST_CASE("a release that sets where its names are looked for is not judged", "[lint]") {
  CHECK(told(lint_with("ALTER TABLE users DROP COLUMN nick;",
                       "SET search_path = billing;\nSELECT id FROM users;")) ==
        lines{"drop-column 2 open"});
}

TEST_CASE("a statement that counts on what the change makes is not hurt by it", "[lint]") {
  CHECK(told(lint_with("ALTER TABLE users ADD COLUMN colour text;", "SELECT colour FROM users;"))
            .empty());
}

TEST_CASE("a step that nobody sees half done is judged by what it leaves", "[lint]") {
  const std::string renamed = "ALTER TABLE users RENAME TO people;\n";
  const std::string query = "SELECT nick FROM users;";
  CHECK_FALSE(told(lint_with(renamed, query)).empty());
  CHECK(told(lint_with(renamed + "CREATE VIEW users AS SELECT id, name, nick, age FROM people;",
                       query))
            .empty());
}

TEST_CASE("of several statements in one step each is asked for its own harm", "[lint]") {
  CHECK(told(lint_with("ALTER TABLE users DROP COLUMN nick;\nALTER TABLE users DROP COLUMN age;\n"
                       "ALTER TABLE users ADD COLUMN colour text;",
                       "SELECT nick FROM users;")) == lines{"drop-column 1 old readers"});
  CHECK(told(lint_with("ALTER TABLE users DROP COLUMN nick;\nALTER TABLE users DROP COLUMN age;",
                       "SELECT nick, age FROM users;")) ==
        lines{"drop-column 1 old readers", "drop-column 1 old readers"});
}

TEST_CASE("programs that run with a statement count as its own", "[lint]") {
  const std::string more =
      "CREATE TABLE log (id bigint PRIMARY KEY, nick text);\n"
      "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log (nick) "
      "VALUES (NEW.nick); RETURN NEW; END $$;\n"
      "CREATE TRIGGER note AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION note();\n";
  const std::string change = "ALTER TABLE log DROP COLUMN nick;";
  CHECK_FALSE(told(lint_with(change, "INSERT INTO users (id) VALUES (1);", engine::postgres, more))
                  .empty());
  CHECK(told(lint_with(change, "SELECT id FROM users;", engine::postgres, more)).empty());
}

TEST_CASE("who allows what hurts nobody today has not written it in vain", "[lint]") {
  const std::string allowed =
      "-- sluice:allow drop-column reason=\"web@3 is gone\"\n"
      "ALTER TABLE users DROP COLUMN nick;";
  CHECK(lint_with(allowed, "SELECT id FROM users;").findings.empty());
  CHECK(lint_with("-- sluice:allow release-result-changes reason=\"by name\"\n"
                  "ALTER TABLE users ADD COLUMN colour text;",
                  "")
            .findings.empty());
}

TEST_CASE("the reports tell where the hurt statement stands", "[lint]") {
  const auto report = lint_with("ALTER TABLE users DROP COLUMN nick;",
                                "SELECT nick FROM users;\nUPDATE users SET nick = 'a';");
  std::string text;
  lint::write_json(report, text);
  const auto document = nlohmann::json::parse(text);
  const auto& queries = document["findings"][0]["queries"];
  REQUIRE(queries.size() == 2);
  CHECK(queries[1]["release"] == "app@1");
  CHECK(queries[1]["file"] == "queries.sql");
  CHECK(queries[1]["line"] == 2);
  CHECK(queries[1]["statement"] == "UPDATE users SET nick = 'a'");
  CHECK(queries[1]["judged"] == true);
  CHECK(queries[1]["who"] == "old writers");
  std::string sarif;
  lint::write_sarif(report, {}, sarif);
  const auto related = nlohmann::json::parse(sarif)["runs"][0]["results"][0]["relatedLocations"];
  REQUIRE(related.size() == 2);
  CHECK(related[0]["physicalLocation"]["artifactLocation"]["uri"] == "queries.sql");
  CHECK(related[1]["physicalLocation"]["region"]["startLine"] == 2);
  std::string shown;
  lint::write_text(report, shown, false);
  CHECK(shown.find("  hurts: queries.sql:2 of app@1 (old writers): it fails: there is no column "
                   "users.nick\n") != std::string::npos);
}
