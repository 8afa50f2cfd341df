#include "migrator/contract.hpp"
#include "tests/live/example.hpp"
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <map>

/// Rolling back to a release that would read stale rows: what the gate says, and what it reads.
namespace sluice::test {

namespace {

const std::string expand_file = "migrations/20260301120000_rename_full_name/expand.sql";
const std::string contract_file = "migrations/20260301120000_rename_full_name/contract.sql";

std::string new_column(engine kind) {
  return kind == engine::postgres || kind == engine::sqlite
             ? "ALTER TABLE users ADD COLUMN display_name text;\n"
             : "ALTER TABLE users ADD COLUMN display_name varchar(200);\n";
}

/// A trigger for one event that gives `to` a value, where `condition` (empty: always) holds.
std::string trigger(engine kind, const std::string& event, const std::string& to,
                    const std::string& value, const std::string& condition) {
  const bool guarded = !condition.empty();
  switch (kind) {
    case engine::postgres:
      return fmt::format(
          "CREATE FUNCTION sync_{0}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {1}NEW.{2} := "
          "{3};{4} RETURN NEW; END $$;\nCREATE TRIGGER sync_{0} BEFORE {0} ON users FOR EACH ROW "
          "EXECUTE FUNCTION sync_{0}();\n",
          event, guarded ? "IF " + condition + " THEN " : "", to, value, guarded ? " END IF;" : "");
    case engine::sqlite:
      return fmt::format(
          "CREATE TRIGGER sync_{0} AFTER {0} ON users BEGIN UPDATE users SET {1} = {2} WHERE id = "
          "NEW.id; END;\n",
          event, to,
          guarded ? fmt::format("CASE WHEN {} THEN {} ELSE NEW.{} END", condition, value, to)
                  : value);
    case engine::mysql:
    case engine::mariadb:
      break;
  }
  return fmt::format(
      "CREATE TRIGGER sync_{0} BEFORE {0} ON users FOR EACH ROW BEGIN {1}SET NEW.{2} = {3};{4} "
      "END;\n",
      event, guarded ? "IF " + condition + " THEN " : "", to, value, guarded ? " END IF;" : "");
}

std::string changed(engine kind, const std::string& column) {
  switch (kind) {
    case engine::postgres:
      return fmt::format("NEW.{0} IS DISTINCT FROM OLD.{0}", column);
    case engine::sqlite:
      return fmt::format("NEW.{0} IS NOT OLD.{0}", column);
    case engine::mysql:
    case engine::mariadb:
      break;
  }
  return fmt::format("NOT (NEW.{0} <=> OLD.{0})", column);
}

/// What keeps `to` equal to `from`, and leaves it alone when only `to` is written.
std::string on_insert(engine kind, const std::string& to, const std::string& from) {
  return trigger(kind, "INSERT", to, fmt::format("coalesce(NEW.{}, NEW.{})", from, to), "");
}
std::string on_update(engine kind, const std::string& to, const std::string& from) {
  return trigger(kind, "UPDATE", to, "NEW." + from, changed(kind, from));
}

struct sync_case {
  std::string name;
  std::string triggers;
  bool stale;           ///< what web@1 then reads
  std::string verdict;  ///< of rolling back
  std::string code;     ///< of a reason, when it is not safe
};

std::vector<sync_case> cases_of(engine kind) {
  const std::string full = "full_name";
  const std::string display = "display_name";
  const std::string in = on_insert(kind, full, display);
  const std::string up = on_update(kind, full, display);
  const std::string some = changed(kind, display) + " AND NEW.email LIKE 'a%'";
  return {
      {"no trigger", "", true, "unsafe", "STALE_COLUMN"},
      {"both events", in + up, false, "safe", ""},
      {"on insert alone", in, true, "unsafe", "STALE_COLUMN"},
      {"on update alone", up, true, "unsafe", "STALE_COLUMN"},
      {"the other way alone", on_insert(kind, display, full) + on_update(kind, display, full), true,
       "unsafe", "STALE_COLUMN"},
      {"from another column", on_insert(kind, full, "email") + up, true, "unsafe", "STALE_COLUMN"},
      {"under a condition", in + trigger(kind, "UPDATE", full, "NEW.display_name", some), true,
       "unknown", "SYNC_UNPROVEN"},
      {"not for NULL",
       in + trigger(kind, "UPDATE", full, "coalesce(NEW.display_name, NEW.full_name)",
                    changed(kind, display)),
       true, "unknown", "SYNC_UNPROVEN"},
      {"over what the older release writes",
       trigger(kind, "INSERT", full, "NEW.display_name", "") + up, false, "unsafe", "NEW_TRIGGER"},
      {"transformed",
       trigger(kind, "INSERT", full, "coalesce(trim(NEW.display_name), NEW.full_name)",
               "NEW.display_name IS NOT NULL") +
           trigger(kind, "UPDATE", full, "trim(NEW.display_name)", changed(kind, display)),
       false, "safe", ""},
  };
}

/// The names that web@1 reads of the rows that web@2 has written, and should.
bool reads_stale(const std::string& url) {
  const auto db = open(url);
  const auto name_of = [&](const std::string& email) {
    return db->query("SELECT full_name FROM users WHERE email = ?", {email}).values.at(0).at(0);
  };
  db->begin();
  db->execute("INSERT INTO users (email, display_name) VALUES ('fresh', 'One')");
  const bool insert = name_of("fresh") != value("One");
  db->execute("UPDATE users SET display_name = 'Two' WHERE email = 'fresh'");
  const bool update = name_of("fresh") != value("Two");
  db->execute("UPDATE users SET display_name = NULL WHERE email = 'fresh'");
  const bool null = name_of("fresh") == value("Two");
  db->rollback();
  return insert || update || null;
}

void record_both(const example_project& p) {
  p.expect(0, words("release record web@2 --queries releases/web@2"));
  p.expect(0, words("release live web@2"));
  p.expect(0, words("release standby web@1"));
}

/// The linter wants a sync before a backfill; here that is what is missing.
void allow_backfill(const example_project& p) {
  const std::string file = "migrations/20260301120000_rename_full_name/migrate.sql";
  p.folder().write(
      file, "-- sluice:allow backfill-before-sync reason=\"this test\"\n" + p.folder().read(file));
}

/// web@1 ran, the change is verified, web@2 runs.
void make_ready(const example_project& p) {
  p.expect(0, words("up --to create_users"));
  p.store_users(3);
  p.expect(0, words("release record web@1 --queries releases/web@1"));
  p.expect(0, words("release live web@1"));
  p.run(words("up"));
  p.expect(0, words("backfill run"));
  p.expect(0, words("verify rename_full_name"));
  record_both(p);
}

nlohmann::json ask(const example_project& p, const std::string& question) {
  return nlohmann::json::parse(p.run(words(question + " --json")).out);
}

std::string codes_of(const nlohmann::json& answer) {
  std::string out;
  for (const auto& r : answer["reasons"]) out += r["code"].get<std::string>() + " ";
  return out;
}

}  // namespace

TEST_CASE("a rollback to a release that would read stale rows is never safe", "[freshness]") {
  for (const engine kind : engines_under_test()) {
    for (const sync_case& c : cases_of(kind)) {
      DYNAMIC_SECTION(engine_name(kind) << ", " << c.name) {
        example_project p(kind, shared_server(kind).create_database());
        p.folder().write(expand_file, new_column(kind) + c.triggers);
        allow_backfill(p);
        make_ready(p);
        const nlohmann::json answer = ask(p, "gate rollback --from web@2 --to web@1");
        INFO(answer.dump(2));
        CHECK(reads_stale(p.url()) == c.stale);
        CHECK(answer["verdict"] == c.verdict);
        if (!c.code.empty()) CHECK(codes_of(answer).find(c.code) != std::string::npos);
      }
    }
  }
}

TEST_CASE("a disabled trigger carries nothing over", "[freshness]") {
  for (const engine kind : engines_under_test()) {
    if (kind != engine::postgres) continue;
    example_project p(kind, shared_server(kind).create_database());
    make_ready(p);
    CHECK(ask(p, "gate rollback --from web@2 --to web@1")["verdict"] == "safe");
    open(p.url())->execute("ALTER TABLE users DISABLE TRIGGER users_name_sync");
    CHECK(reads_stale(p.url()));
    const nlohmann::json answer = ask(p, "gate rollback --from web@2 --to web@1");
    CHECK(answer["verdict"] == "unsafe");
    CHECK(codes_of(answer).find("STALE_COLUMN") != std::string::npos);
  }
}

TEST_CASE("the step that ends the sync closes the way back, though it drops no column",
          "[freshness]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      const std::string whole = p.folder().read(contract_file);
      const std::string drops = whole.substr(0, whole.rfind("ALTER TABLE"));
      p.folder().write(contract_file, drops);
      make_ready(p);
      p.folder().write("migrations/20260401000000_drop_full_name/contract.sql",
                       "ALTER TABLE users DROP COLUMN full_name;\n");
      const nlohmann::json before = ask(p, "gate rollback --from web@2 --to web@1");
      CHECK(before["verdict"] == "safe");
      CHECK(before["closes_at"]["step"] == "rename_full_name/contract");
      const nlohmann::json contract = ask(p, "gate contract rename_full_name");
      CHECK(contract["verdict"] == "unsafe");
      CHECK(codes_of(contract).find("STALE_COLUMN") != std::string::npos);

      p.expect(0, words("release retire web@1"));
      p.expect(0, words("contract rename_full_name"));
      CHECK(reads_stale(p.url()));
      const nlohmann::json after = ask(p, "gate rollback --from web@2 --to web@1");
      CHECK(after["verdict"] == "unsafe");
      CHECK(after["closed_by"] == "rename_full_name/contract");
      p.expect(0, words("contract drop_full_name"));
      CHECK(ask(p, "gate rollback --from web@2 --to web@1")["closed_by"] ==
            "rename_full_name/contract");
    }
  }
}

TEST_CASE("a release that writes both columns must do so in each statement", "[freshness]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      p.folder().write(expand_file, new_column(kind));
      allow_backfill(p);
      p.folder().write("releases/web@2/users.sql",
                       "INSERT INTO users (email, display_name, full_name) VALUES (?, ?, ?);\n"
                       "UPDATE users SET display_name = ?, full_name = ? WHERE id = ?;\n");
      make_ready(p);
      CHECK(ask(p, "gate rollback --from web@2 --to web@1")["verdict"] == "safe");
      p.folder().write("releases/web@2/more.sql",
                       "UPDATE users SET display_name = ? WHERE email = ?;\n");
      p.expect(0, words("release record web@3 --queries releases/web@2"));
      const nlohmann::json answer = ask(p, "gate rollback --from web@3 --to web@1");
      CHECK(answer["verdict"] == "unsafe");
      CHECK(codes_of(answer).find("STALE_COLUMN") != std::string::npos);
    }
  }
}

TEST_CASE("what moves to another table must be carried back as well", "[freshness]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      const std::string text =
          kind == engine::mysql || kind == engine::mariadb ? "varchar(200)" : "text";
      p.folder().write(
          expand_file,
          fmt::format("CREATE TABLE names (user_id bigint PRIMARY KEY, name {});\n", text));
      p.folder().write("migrations/20260301120000_rename_full_name/migrate.sql",
                       "-- sluice:allow backfill-before-sync reason=\"this test\"\n"
                       "-- sluice:backfill name=names\n"
                       "INSERT INTO names (user_id, name) SELECT id, full_name FROM users;\n");
      p.folder().write("migrations/20260301120000_rename_full_name/verify.sql",
                       "-- sluice:expect empty\n"
                       "SELECT id FROM users WHERE id NOT IN (SELECT user_id FROM names);\n");
      p.folder().write(contract_file, "ALTER TABLE users DROP COLUMN full_name;\n");
      p.folder().write("releases/web@2/users.sql",
                       "UPDATE names SET name = ? WHERE user_id = ?;\n");
      make_ready(p);
      const nlohmann::json answer = ask(p, "gate rollback --from web@2 --to web@1");
      INFO(answer.dump(2));
      CHECK(answer["verdict"] == "unsafe");
      CHECK(codes_of(answer).find("STALE_COLUMN") != std::string::npos);
    }
  }
}

}  // namespace sluice::test
