#include "dialects/catalog.hpp"
#include "dialects/sql/script.hpp"
#include "lint/fixes.hpp"
#include "lint/run.hpp"
#include "migrator/lint_changes.hpp"
#include "phases/change.hpp"
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

/// What `sluice lint --fix` writes, on a real server: it is accepted, and makes the same schema.
namespace sluice::test {

namespace {

phases::change change_of(const std::string& id, phases::phase p, const std::string& sql,
                         const server_version& server) {
  phases::change out;
  out.id = id;
  out.steps.push_back(phases::read_step(std::make_shared<const text::source>(id + ".sql", sql), p,
                                        server, out.depends_on, phases::on_malformed::keep));
  return out;
}

/// The step's text with the fix of the first finding that has one; nothing when none has.
std::string fixed(const std::string& before, const std::string& sql, phases::phase p,
                  const server_version& server) {
  const std::vector<phases::change> changes{
      change_of("1_before", phases::phase::expand, before, server),
      change_of("2_change", p, sql, server)};
  const lint::report_data report =
      lint::run(migrator::lint_input_of(changes, server, "2026-06-01"));
  const auto f = std::find_if(
      report.findings.begin(), report.findings.end(),
      [](const lint::finding& each) { return each.change == "2_change" && !each.fix.empty(); });
  return f == report.findings.end() ? "" : lint::apply_edits(sql, f->fix);
}

/// The schema that a server has after both, each statement run by itself.
schema::model schema_after(test_server& server, const std::string& before, const std::string& sql) {
  const auto db = open(server.create_database());
  for (const std::string& script : {before, sql}) {
    const text::source file("script", script);
    for (const sql::parsed_statement& s : sql::parse(file, db->sql_dialect()).statements)
      db->execute(file.slice(s.where));
  }
  return read_model(*db);
}

bool is_under_test(engine kind) {
  const std::vector<engine> engines = engines_under_test();
  return std::find(engines.begin(), engines.end(), kind) != engines.end();
}

void check_fixes(engine kind, const std::string& before,
                 const std::vector<std::pair<phases::phase, std::string>>& steps) {
  test_server& server = shared_server(kind);
  const server_version version = open(server.admin_url())->server();
  for (const auto& [phase, sql] : steps) {
    CAPTURE(sql);
    const std::string rewritten = fixed(before, sql, phase, version);
    CAPTURE(rewritten);
    REQUIRE_FALSE(rewritten.empty());
    CHECK(rewritten != sql);
    CHECK(schema_after(server, before, rewritten) == schema_after(server, before, sql));
  }
}

}  // namespace

TEST_CASE("a fixed step makes the schema that the step made", "[live][lint]") {
  if (!is_under_test(engine::postgres)) return;
  const std::string before =
      "CREATE TABLE users (id bigint PRIMARY KEY, a int, b int NOT NULL);\n"
      "CREATE TABLE others (id bigint PRIMARY KEY);\n"
      "CREATE INDEX users_b ON users (b);\n"
      "CREATE TABLE keyless (id bigint NOT NULL, \"Odd Name\" int);\n"
      "INSERT INTO users VALUES (1, 1, 1), (2, 2, 2);\n"
      "INSERT INTO others VALUES (1), (2);\n"
      "INSERT INTO keyless VALUES (1, 1), (2, 2);\n";
  check_fixes(
      engine::postgres, before,
      {
          {phases::phase::expand, "CREATE INDEX i ON users (a)"},
          {phases::phase::expand, "CREATE UNIQUE INDEX i ON public.users (a) WHERE b > 0;"},
          {phases::phase::expand, "CREATE INDEX i ON keyless USING btree (\"Odd Name\" DESC);"},
          {phases::phase::expand, "DROP INDEX users_b;"},
          {phases::phase::expand, "DROP INDEX IF EXISTS public.users_b;"},
          {phases::phase::expand, "ALTER TABLE users ADD CONSTRAINT c CHECK (a > 0);"},
          {phases::phase::expand,
           "ALTER TABLE keyless ADD CONSTRAINT \"My Check\" CHECK (\"Odd Name\" > 0)"},
          {phases::phase::expand,
           "ALTER TABLE public.users ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES others (id) ON "
           "DELETE "
           "CASCADE DEFERRABLE INITIALLY DEFERRED;"},
          {phases::phase::expand, "ALTER TABLE users ADD CONSTRAINT u UNIQUE (a, b);"},
          {phases::phase::expand, "ALTER TABLE keyless ADD CONSTRAINT p PRIMARY KEY (id);"},
          {phases::phase::contract, "ALTER TABLE users ALTER COLUMN a SET NOT NULL;"},
      });
}

TEST_CASE("an ALTER TABLE that is taken apart makes the schema that it made at once",
          "[live][lint]") {
  for (const engine kind : {engine::mysql, engine::mariadb}) {
    if (!is_under_test(kind)) continue;
    CAPTURE(engine_name(kind));
    const std::string before =
        "CREATE TABLE users (id bigint PRIMARY KEY, a int, b int, KEY by_b (b));\n"
        "INSERT INTO users VALUES (1, 1, 1), (2, 2, 2);\n";
    check_fixes(kind, before,
                {{phases::phase::expand, "ALTER TABLE users ADD COLUMN c int, ADD INDEX i (a);"},
                 {phases::phase::expand, "ALTER TABLE users ADD UNIQUE KEY k (c, a), ADD c int"},
                 {phases::phase::contract,
                  "ALTER TABLE users ADD INDEX by_b (a), ADD COLUMN c varchar(9) DEFAULT 'x', DROP "
                  "INDEX by_b;"}});
  }
}

}  // namespace sluice::test
