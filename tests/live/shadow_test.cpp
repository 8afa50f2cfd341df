#include "dialects/shadow.hpp"

#include "tests/live/sample_schema.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using sluice::engine;
using sluice::test::database;

namespace {

bool is_mysql(engine kind) {
  return sluice::dialect_of(kind) == sluice::dialect::mysql;
}

/// Scratch databases on the server, by its own list.
std::size_t scratch_databases(sluice::session& db) {
  switch (db.server().kind) {
    case engine::postgres:
      return db.query("SELECT 1 FROM pg_database WHERE datname LIKE 'sluice%'").size();
    case engine::mysql:
    case engine::mariadb:
      return db.query("SELECT 1 FROM information_schema.schemata WHERE schema_name LIKE 'sluice%'")
          .size();
    case engine::sqlite:
      break;
  }
  return 0;
}

}  // namespace

TEST_CASE("a shadow equals the target, and nothing of it stays") {
  FOR_EACH_ENGINE(kind) {
    const database d(kind);
    d.run(sluice::test::sample_schema(d.db->server()));
    const std::string before = sluice::schema::dump(sluice::read_model(*d.db));
    const auto others = scratch_databases(*d.db);
    {
      const auto shadow = sluice::open_shadow(*d.db, d.target);
      CHECK(sluice::schema::dump(shadow->read()) == before);
      if (kind != engine::sqlite) {
        CHECK(scratch_databases(*d.db) == others + 1);
      }
      shadow->apply("ALTER TABLE users DROP COLUMN full_name");
      shadow->apply("ALTER TABLE users ADD COLUMN nickname varchar(10)");
      CHECK(shadow->read().tables.at("users").find("full_name") == nullptr);
      CHECK(shadow->read().tables.at("users").find("nickname") != nullptr);
      static_cast<void>(shadow->resolve("DELETE FROM orders"));
    }
    CHECK(sluice::schema::dump(sluice::read_model(*d.db)) == before);
    CHECK(scratch_databases(*d.db) == others);
  }
}

TEST_CASE("a shadow may be opened inside of a transaction and sees its changes") {
  FOR_EACH_ENGINE(kind) {
    if (is_mysql(kind)) {
      continue;  // DDL commits there
    }
    const database d(kind);
    d.run({"CREATE TABLE t (a int)"});
    d.db->begin();
    d.db->execute("ALTER TABLE t ADD COLUMN b int");
    const auto shadow = sluice::open_shadow(*d.db, d.target);
    CHECK(shadow->read().tables.at("t").find("b") != nullptr);
    CHECK(d.db->in_transaction());
    d.db->rollback();
    CHECK(sluice::read_model(*d.db).tables.at("t").find("b") == nullptr);
  }
}

TEST_CASE("what is no single query is not judged") {
  FOR_EACH_ENGINE(kind) {
    const database d(kind);
    d.run({"CREATE TABLE t (a int)"});
    const auto shadow = sluice::open_shadow(*d.db, d.target);
    for (const std::string sql :
         {"SELECT a FROM t; SELECT a FROM t", "", "-- nothing", "DROP TABLE t",
          "ALTER TABLE t ADD COLUMN b int", "SET x = 1", "CREATE TABLE u (a int)"}) {
      INFO(sql);
      const auto r = shadow->resolve(sql);
      CHECK(r.cannot_judge != "");
      CHECK_FALSE(r.resolves);
    }
    CHECK(shadow->read().tables.size() == 1);
    CHECK(shadow->resolve("SELECT a FROM t;").resolves);
    CHECK(shadow->resolve("BEGIN").resolves);
  }
}

TEST_CASE("what would act outside of a shadow is not run there") {
  FOR_EACH_ENGINE(kind) {
    const database d(kind);
    d.run({"CREATE TABLE t (a int)"});
    const auto shadow = sluice::open_shadow(*d.db, d.target);
    for (const std::string sql : {"CREATE DATABASE sluice_test_other", "DROP USER somebody",
                                  "CALL something()", "CREATE ROLE somebody"}) {
      INFO(sql);
      CHECK_THROWS_AS(shadow->apply(sql), sluice::text::database_error);
    }
    CHECK_NOTHROW(shadow->apply("GRANT SELECT ON t TO somebody"));
    if (is_mysql(kind)) {
      const std::string table =
          sluice::quote_name(sluice::dialect::mysql, d.target.database) + ".t";
      CHECK_THROWS_AS(shadow->apply("ALTER TABLE " + table + " ADD COLUMN b int"),
                      sluice::text::database_error);
      CHECK_THROWS_AS(shadow->apply("DROP TABLE " + table), sluice::text::database_error);
      CHECK(shadow->resolve("SELECT a FROM " + table).cannot_judge != "");
      CHECK(shadow->resolve("DELETE FROM mysql.user").cannot_judge != "");
      CHECK(sluice::read_model(*d.db).tables.at("t").columns.size() == 1);
    }
  }
}

TEST_CASE("a schema that cannot be copied is an error, and its scratch database is gone") {
  FOR_EACH_ENGINE(kind) {
    const database d(kind);
    d.run({"CREATE TABLE t (a int)"});
    if (kind == engine::postgres) {
      d.run({"CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq)"});
    } else if (kind == engine::sqlite) {
      d.run({"CREATE VIEW v AS SELECT a FROM t", "PRAGMA writable_schema = on",
             "UPDATE sqlite_schema SET sql = 'CREATE VIEW v AS SELEC' WHERE name = 'v'"});
    } else {
      d.run(
          {"CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW INSERT INTO mysql.help_topic (name)"
           " VALUES ('x')"});
    }
    const auto others = scratch_databases(*d.db);
    CHECK_THROWS_AS(sluice::open_shadow(*d.db, d.target), sluice::text::database_error);
    CHECK(scratch_databases(*d.db) == others);
  }
}

TEST_CASE("a scratch database whose owner is gone is dropped, a living one is not") {
  FOR_EACH_ENGINE(kind) {
    if (kind == engine::sqlite) {
      continue;
    }
    const database d(kind);
    const auto others = scratch_databases(*d.db);
    const auto shadow = sluice::open_shadow(*d.db, d.target);
    d.db->execute("CREATE DATABASE sluice_shadow_999999999_00000001");
    d.db->execute("CREATE DATABASE sluicegate");
    CHECK(scratch_databases(*d.db) == others + 3);
    sluice::drop_stale_shadows(*d.db);
    CHECK(scratch_databases(*d.db) == others + 2);
    CHECK(shadow->read().tables.empty());
    d.db->execute("DROP DATABASE sluicegate");
  }
}
