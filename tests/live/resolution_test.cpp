#include "dialects/shadow.hpp"
#include "tests/live/sample_schema.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using sluice::engine;
using sluice::test::database;
using names = std::vector<std::string>;
using entries = std::set<std::string>;

namespace {

bool is_mysql(engine kind) {
  return sluice::dialect_of(kind) == sluice::dialect::mysql;
}

/// Resolves one statement in the sample schema after `changes`.
sluice::resolution resolve_after(const database& d, const names& changes, const std::string& sql) {
  const auto shadow = sluice::open_shadow(*d.db, d.target);
  for (const auto& change : changes) {
    shadow->apply(change);
  }
  auto r = shadow->resolve(sql);
  INFO(sql);
  CHECK(r.cannot_judge == "");
  return r;
}

bool under_test(engine kind) {
  const auto all = sluice::test::engines_under_test();
  return std::find(all.begin(), all.end(), kind) != all.end();
}

bool holds(const entries& all, const entries& wanted) {
  return std::includes(all.begin(), all.end(), wanted.begin(), wanted.end());
}

}  // namespace

TEST_CASE("what the server cannot resolve is told in its words") {
  FOR_EACH_ENGINE(kind) {
    const database d(kind);
    d.run(sluice::test::sample_schema(d.db->server()));
    const auto shadow = sluice::open_shadow(*d.db, d.target);
    for (const std::string sql :
         {"SELECT missing FROM users", "SELECT id FROM no_table", "SELECT id FROM users, orders",
          "UPDATE users SET missing = 1", "INSERT INTO users (missing) VALUES (1)",
          "DELETE FROM users WHERE missing = 1", "SELEC id FROM users"}) {
      const auto r = shadow->resolve(sql);
      INFO(sql);
      CHECK_FALSE(r.resolves);
      CHECK(r.error != "");
      CHECK(r.error_code != "");
      CHECK(r.cannot_judge == "");
    }
    CHECK(shadow->resolve("SELECT missing FROM users").error.find("missing") != std::string::npos);
    CHECK(shadow->resolve("SELECT id FROM users").resolves);
  }
}

TEST_CASE("a footprint holds what the statement reads") {
  FOR_EACH_ENGINE(kind) {
    const database d(kind);
    d.run(sluice::test::sample_schema(d.db->server()));
    const auto shadow = sluice::open_shadow(*d.db, d.target);

    const auto joined = shadow->resolve(
        "SELECT u.name, o.total FROM users u JOIN orders o ON o.user_id = u.id WHERE u.id = 1 AND"
        " o.note IN (SELECT email FROM users) ORDER BY u.visits");
    CHECK(joined.resolves);
    CHECK(joined.footprint == entries{"r orders", "r orders.note", "r orders.total",
                                      "r orders.user_id", "r users", "r users.email", "r users.id",
                                      "r users.name", "r users.visits"});
    CHECK(joined.footprint_exact == !is_mysql(kind));

    CHECK(shadow->resolve("SELECT count(*) FROM users").footprint == entries{"r users"});
    CHECK(
        shadow
            ->resolve("WITH q AS (SELECT id, email FROM users) SELECT id FROM q WHERE email = 'x'")
            .footprint == entries{"r users", "r users.email", "r users.id"});

    const auto through_view = shadow->resolve("SELECT name FROM user_names WHERE id = 2");
    CHECK(holds(through_view.footprint, {"r user_names", "r user_names.id", "r user_names.name"}));
    CHECK(through_view.footprint.count("r users.name") == 0);
  }
}

TEST_CASE("a footprint holds what the statement writes") {
  FOR_EACH_ENGINE(kind) {
    const database d(kind);
    d.run(sluice::test::sample_schema(d.db->server()));
    const auto shadow = sluice::open_shadow(*d.db, d.target);

    CHECK(shadow->resolve("INSERT INTO users (name, email) VALUES ('a', 'b')").footprint ==
          entries{"w users", "w users.email", "w users.name"});
    CHECK(shadow->resolve("INSERT INTO users (name) SELECT note FROM orders WHERE id = 1")
              .footprint ==
          entries{"r orders", "r orders.id", "r orders.note", "w users", "w users.name"});

    const auto update = shadow->resolve("UPDATE users SET full_name = name WHERE id = 1").footprint;
    CHECK(holds(update, {"r users.id", "r users.name", "w users", "w users.full_name"}));
    CHECK(update.count("r users.full_name") == 0);
    CHECK(update.count("w users.name") == 0);
    CHECK(
        shadow->resolve("UPDATE users SET visits = visits + 1").footprint.count("r users.visits") ==
        1);

    const auto deletion = shadow->resolve("DELETE FROM orders WHERE total < 1").footprint;
    CHECK(holds(deletion, {"r orders.total", "w orders"}));
    CHECK(deletion.count("r log") == 0);
  }
}

TEST_CASE("an upsert reads and writes only what it names") {
  FOR_EACH_ENGINE(kind) {
    const database d(kind);
    d.run(sluice::test::sample_schema(d.db->server()));
    const auto shadow = sluice::open_shadow(*d.db, d.target);
    const auto r = shadow->resolve(
        is_mysql(kind) ? "INSERT INTO users (name, email) VALUES ('a', 'b') ON DUPLICATE KEY UPDATE"
                         " visits = visits + 1"
                       : "INSERT INTO users (name, email) VALUES ('a', 'b') ON CONFLICT (email) DO"
                         " UPDATE SET visits = users.visits + 1");
    CHECK(r.resolves);
    CHECK(holds(r.footprint,
                {"r users.visits", "w users", "w users.email", "w users.name", "w users.visits"}));
    CHECK(r.footprint.count("r users.full_name") == 0);
    CHECK(r.footprint.count("w users.full_name") == 0);
  }
}

TEST_CASE("a name that falls out to the outer table shows in the footprint") {
  FOR_EACH_ENGINE(kind) {
    const database d(kind);
    d.run(
        {"CREATE TABLE outer_t (id int, shared int)", "CREATE TABLE inner_t (id int, shared int)"});
    const std::string sql = "SELECT id FROM outer_t WHERE id IN (SELECT shared FROM inner_t)";
    const auto before = resolve_after(d, {}, sql);
    const auto after = resolve_after(d, {"ALTER TABLE inner_t DROP COLUMN shared"}, sql);
    CHECK(before.resolves);
    CHECK(after.resolves);
    CHECK(before.footprint.count("r inner_t.shared") == 1);
    CHECK(after.footprint.count("r inner_t.shared") == 0);
    CHECK(after.footprint.count("r outer_t.shared") == 1);
  }
}

TEST_CASE("the result's shape, and how a new column changes it") {
  FOR_EACH_ENGINE(kind) {
    const database d(kind);
    d.run({"CREATE TABLE t (id int, label varchar(10))"});
    const std::string integer = kind == engine::postgres  ? "integer"
                                : kind == engine::mariadb ? "int(11)"
                                                          : "int";
    const std::string text = kind == engine::postgres ? "character varying(10)" : "varchar(10)";
    const auto star = resolve_after(d, {}, "SELECT * FROM t");
    CHECK(star.shape == names{"id " + integer, "label " + text});
    const auto wider = resolve_after(d, {"ALTER TABLE t ADD COLUMN more int"}, "SELECT * FROM t");
    CHECK(wider.shape == names{"id " + integer, "label " + text, "more " + integer});
    const auto listed =
        resolve_after(d, {"ALTER TABLE t ADD COLUMN more int"}, "SELECT label AS l FROM t");
    CHECK(listed.shape == names{"l " + text});
    CHECK(resolve_after(d, {}, "SELECT id, id FROM t").shape ==
          names{"id " + integer, "id " + integer});
    CHECK(resolve_after(d, {}, "DELETE FROM t WHERE id = 1").shape.empty());
    if (kind != engine::mysql) {
      CHECK(resolve_after(d, {}, "INSERT INTO t (id) VALUES (1) RETURNING label, id").shape ==
            names{"label " + text, "id " + integer});
    }
  }
}

TEST_CASE("a positional INSERT tells which columns its values go to") {
  FOR_EACH_ENGINE(kind) {
    const database d(kind);
    d.run({"CREATE TABLE t (a int, b int)"});
    const std::string sql = "INSERT INTO t VALUES (1, 2)";
    CHECK(resolve_after(d, {}, sql).insert_columns == names{"a", "b"});
    CHECK(resolve_after(d, {}, sql).footprint == entries{"w t", "w t.a", "w t.b"});
    CHECK(resolve_after(d, {}, "INSERT INTO t (b) VALUES (1)").insert_columns.empty());
    const auto swapped =
        resolve_after(d, {"ALTER TABLE t DROP COLUMN a", "ALTER TABLE t ADD COLUMN a int"}, sql);
    CHECK(swapped.insert_columns == names{"b", "a"});
    const auto wider = resolve_after(d, {"ALTER TABLE t ADD COLUMN c int"}, sql);
    CHECK(wider.resolves == (kind == engine::postgres));
  }
}

TEST_CASE("statements with every style of placeholder resolve") {
  FOR_EACH_ENGINE(kind) {
    const database d(kind);
    d.run(sluice::test::sample_schema(d.db->server()));
    const auto shadow = sluice::open_shadow(*d.db, d.target);
    for (const std::string sql :
         {"SELECT name FROM users WHERE id = $1 AND email = $2 LIMIT $3",
          "SELECT name FROM users WHERE id = ? AND email = ? LIMIT ?",
          "SELECT name FROM users WHERE id = :id AND email = :email LIMIT :many",
          "SELECT name FROM users WHERE id = %s AND email = %s LIMIT %s",
          "SELECT name FROM users WHERE id = %(id)s AND email = %(email)s LIMIT %(many)s",
          "SELECT name FROM users WHERE id IN %s AND email IS NOT NULL"}) {
      INFO(sql);
      const auto r = shadow->resolve(sql);
      CHECK(r.error == "");
      CHECK(r.cannot_judge == "");
      CHECK(r.resolves);
      CHECK(r.footprint == entries{"r users", "r users.email", "r users.id", "r users.name"});
      CHECK(r.shape.size() == 1);
    }
    if (!is_mysql(kind)) {
      CHECK(shadow->resolve("SELECT name FROM users WHERE id = @id").resolves);
    }
    CHECK(shadow->resolve("INSERT INTO users (name, email) VALUES (?, ?)").resolves);
    CHECK(shadow->resolve("UPDATE users SET name = ? WHERE ? IS NULL OR id = ?").resolves);
  }
}

TEST_CASE("SQLite: what triggers and foreign keys do is not the statement's own footprint") {
  if (!under_test(engine::sqlite)) {
    return;
  }
  const database d(engine::sqlite);
  d.run({"CREATE TABLE p (id INTEGER PRIMARY KEY, n)",
         "CREATE TABLE c (pid REFERENCES p ON DELETE SET NULL, x)", "CREATE TABLE q (x)",
         "CREATE TRIGGER t AFTER INSERT ON p BEGIN UPDATE c SET x = new.n; END"});
  const auto shadow = sluice::open_shadow(*d.db, d.target);
  CHECK(shadow->resolve("DELETE FROM p WHERE id = 1").footprint == entries{"r p", "r p.id", "w p"});
  CHECK(shadow->resolve("INSERT INTO p (n) VALUES (1)").footprint == entries{"w p", "w p.n"});
  // What is missing in a trigger fails the statement that fires it.
  shadow->apply("ALTER TABLE q RENAME TO q2");
  CHECK(shadow->resolve("INSERT INTO p (n) VALUES (1)").resolves);
  shadow->apply("DROP TABLE c");
  CHECK_FALSE(shadow->resolve("INSERT INTO p (n) VALUES (1)").resolves);
}

TEST_CASE("SQLite: a missing name in double quotes is an error, not a text") {
  if (!under_test(engine::sqlite)) {
    return;
  }
  const database d(engine::sqlite);
  d.run({"CREATE TABLE t (a)", "CREATE VIEW v AS SELECT a FROM t"});
  const auto shadow = sluice::open_shadow(*d.db, d.target);
  CHECK(shadow->resolve("SELECT \"a\" FROM t").resolves);
  CHECK_FALSE(shadow->resolve("SELECT \"missing\" FROM t").resolves);
  CHECK(shadow->resolve("SELECT my_function(a) FROM t").cannot_judge != "");
  CHECK(shadow->resolve("SELECT a FROM attached.t").cannot_judge != "");
  CHECK(shadow->resolve("PRAGMA foreign_keys = off").cannot_judge != "");
  CHECK(shadow->resolve("SELECT name FROM v").error_code == "SQLITE_ERROR");
}

TEST_CASE("PostgreSQL: footprints of what pg_depend alone would not tell") {
  if (!under_test(engine::postgres)) {
    return;
  }
  const database d(engine::postgres);
  d.run({"CREATE TABLE t (id int PRIMARY KEY, a text, b text)", "CREATE TABLE s (id int, c text)",
         "CREATE SCHEMA other", "CREATE TABLE other.t (id int, z int)"});
  const auto shadow = sluice::open_shadow(*d.db, d.target);
  const auto footprint = [&](const std::string& sql) {
    const auto r = shadow->resolve(sql);
    INFO(sql << r.error << r.cannot_judge);
    CHECK(r.resolves);
    CHECK(r.footprint_exact);
    return r.footprint;
  };
  CHECK(
      footprint("MERGE INTO t USING s ON s.id = t.id WHEN MATCHED THEN UPDATE SET a = s.c WHEN NOT"
                " MATCHED THEN INSERT (id, b) VALUES (s.id, 'x')") ==
      entries{"r s", "r s.c", "r s.id", "r t", "r t.id", "w t", "w t.a", "w t.b", "w t.id"});
  CHECK(footprint("SELECT row_to_json(s) FROM s") == entries{"r s", "r s.c", "r s.id"});
  CHECK(footprint("SELECT a FROM t FOR UPDATE") == entries{"r t", "r t.a"});
  CHECK(footprint("SELECT a FROM t NATURAL JOIN s") ==
        entries{"r s", "r s.id", "r t", "r t.a", "r t.id"});
  CHECK(footprint("SELECT z FROM other.t") == entries{"r other.t", "r other.t.z"});
  CHECK(footprint("WITH gone AS (DELETE FROM s WHERE id = $1 RETURNING c) INSERT INTO t (id, a)"
                  " SELECT 1, c FROM gone RETURNING b") ==
        entries{"r s", "r s.c", "r s.id", "r t", "r t.b", "w s", "w t", "w t.a", "w t.id"});
  CHECK(footprint("VALUES (1)").empty());
}

TEST_CASE("PostgreSQL: shapes of unusual results") {
  if (!under_test(engine::postgres)) {
    return;
  }
  const database d(engine::postgres);
  d.run({"CREATE TABLE t (id int PRIMARY KEY, a varchar(7))",
         "CREATE MATERIALIZED VIEW m AS SELECT a FROM t"});
  const auto shadow = sluice::open_shadow(*d.db, d.target);
  const auto shape = [&](const std::string& sql) {
    const auto r = shadow->resolve(sql);
    INFO(sql << r.error);
    CHECK(r.cannot_judge == "");
    return r.shape;
  };
  CHECK(shape("SELECT 1, 2, 'x' AS x WHERE 1 = $1") ==
        names{"?column? integer", "?column? integer", "x text"});
  CHECK(shape("SELECT a FROM m") == names{"a character varying(7)"});
  CHECK(shape("SELECT ROW(1, 2) AS pair") == names{"pair"});
  CHECK(shape("SELECT a FROM t FOR UPDATE SKIP LOCKED") == names{"a character varying(7)"});
  CHECK(shape("UPDATE t SET a = $1 RETURNING id, a AS b") ==
        names{"id integer", "b character varying(7)"});
  CHECK(shape("DELETE FROM t RETURNING id, id").size() == 2);
  CHECK(shape("WITH x AS (DELETE FROM t RETURNING id) SELECT id FROM x") == names{"id integer"});
  CHECK(shape("WITH x AS (DELETE FROM t RETURNING id) INSERT INTO t (id) SELECT id FROM x RETURNING"
              " a") == names{"a character varying(7)"});
  CHECK(shape("INSERT INTO t (id) VALUES (1)").empty());
  CHECK(shape("SELECT $1 AS any_type -- to the end") == names{"any_type text"});
  CHECK(shadow->resolve("SELECT $1 + $2").cannot_judge == "");
}

TEST_CASE("MySQL and MariaDB: aliases and folded constants do not hide columns") {
  FOR_EACH_ENGINE(kind) {
    if (!is_mysql(kind)) {
      continue;
    }
    const database d(kind);
    d.run(
        {"CREATE TABLE t (id int PRIMARY KEY, a text, b text)", "CREATE TABLE s (id int, c text)"});
    const auto shadow = sluice::open_shadow(*d.db, d.target);
    CHECK(shadow->resolve("SELECT 1 FROM t WHERE id = 1 AND (1 = 0 AND a = 'x')").footprint ==
          entries{"r t", "r t.a", "r t.id"});
    CHECK(shadow->resolve("SELECT d.x FROM (SELECT id AS x, b AS unused FROM t) d").footprint ==
          entries{"r t", "r t.b", "r t.id"});
    CHECK(shadow->resolve("SELECT x.a FROM t x LEFT JOIN s AS y ON y.id = x.id").footprint ==
          entries{"r s", "r s.id", "r t", "r t.a", "r t.id"});
    CHECK(holds(
        shadow->resolve("UPDATE t x JOIN s y ON y.id = x.id SET x.a = y.c, x.b = 'z'").footprint,
        {"r s.c", "r s.id", "r t.id", "w t", "w t.a", "w t.b"}));
    CHECK(
        holds(shadow->resolve("DELETE x FROM t x JOIN s y ON y.id = x.id WHERE y.c = ?").footprint,
              {"r s.c", "r t.id", "w t"}));
    CHECK(shadow->resolve("SELECT a INTO @x FROM t").cannot_judge != "");
    CHECK(shadow->resolve("SELECT @x := a FROM t").resolves);
  }
}
