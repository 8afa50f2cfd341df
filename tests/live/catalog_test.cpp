#include "dialects/catalog.hpp"

#include "tests/live/counting_session.hpp"
#include "tests/live/sample_schema.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <thread>

using sluice::engine;
using sluice::key_type;
using sluice::test::database;
using names = std::vector<std::string>;

namespace {

const sluice::schema::column& column(const sluice::schema::model& m, const std::string& table,
                                     const std::string& name) {
  const auto* t = m.find(table);
  REQUIRE(t != nullptr);
  const auto* c = t->find(name);
  REQUIRE(c != nullptr);
  return *c;
}

const sluice::schema::constraint& constraint(const sluice::schema::model& m,
                                             const std::string& table, const std::string& kind,
                                             const names& columns) {
  const auto& all = m.tables.at(table).constraints;
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& entry) {
    return entry.second.kind == kind && entry.second.columns == columns;
  });
  INFO(kind << " of " << table);
  REQUIRE(found != all.end());
  return found->second;
}

names column_names(const std::vector<sluice::key_column>& key) {
  names out;
  for (const auto& c : key) {
    out.push_back(c.name);
  }
  return out;
}

/// Keeps what it is asked for.
class remembering_session : public sluice::test::counting_session {
 public:
  explicit remembering_session(std::unique_ptr<sluice::session> inner)
      : counting_session(std::move(inner), [] {}) {}

  using counting_session::query;
  sluice::rows query(std::string_view sql, std::span<const sluice::value> parameters) override {
    asked.push_back({std::string(sql), {parameters.begin(), parameters.end()}});
    return counting_session::query(sql, parameters);
  }

  struct question {
    std::string sql;
    std::vector<sluice::value> parameters;
  };
  std::vector<question> asked;
};

}  // namespace

TEST_CASE("the catalogue tells what an INSERT must give") {
  FOR_EACH_ENGINE(kind) {
    const database d(kind);
    d.run(sluice::test::sample_schema(d.db->server()));
    const auto m = sluice::read_model(*d.db);

    CHECK(column(m, "users", "id").generates_value);
    CHECK_FALSE(column(m, "users", "id").required());
    CHECK(column(m, "users", "name").required());
    CHECK(column(m, "users", "full_name").nullable);
    CHECK_FALSE(column(m, "users", "full_name").has_default);
    CHECK(column(m, "users", "visits").has_default);
    const auto* generated = kind == engine::postgres ? "tidy_name" : "upper_name";
    CHECK(column(m, "users", generated).generated);
    CHECK_FALSE(column(m, "users", generated).has_default);
    CHECK(column(m, "orders", "user_id").required());
    CHECK(column(m, "users", "email").type ==
          (kind == engine::postgres ? "character varying(80)" : "varchar(80)"));
    if (kind == engine::postgres) {
      CHECK(column(m, "orders", "id").has_default);
      CHECK_FALSE(column(m, "users", "share").nullable);
      CHECK_FALSE(column(m, "users", "share").required());
    }
    if (kind == engine::sqlite) {
      CHECK_FALSE(column(m, "codes", "code").nullable);  // WITHOUT ROWID
      CHECK(column(m, "pairs", "a").nullable);           // SQLite lets NULL into other keys
    }
  }
}

TEST_CASE("the catalogue tells keys, constraints, indexes, views, routines and triggers") {
  FOR_EACH_ENGINE(kind) {
    const database d(kind);
    d.run(sluice::test::sample_schema(d.db->server()));
    const auto m = sluice::read_model(*d.db);

    CHECK(m.tables.at("users").primary_key == names{"id"});
    constraint(m, "users", "primary key", {"id"});
    const auto& unique = constraint(m, "users", "unique", {"email"});
    if (kind == engine::sqlite) {  // an automatic index has no life of its own
      CHECK(m.tables.at("users").indexes.size() == 1);
    } else {
      CHECK(m.tables.at("users").indexes.at(unique.name).unique);
    }
    constraint(m, "orders", "foreign key", {"user_id"});
    const auto& check = m.tables.at("orders").constraints.at("total_not_negative");
    CHECK(check.kind == "check");
    CHECK(check.columns == names{"total"});
    CHECK(check.valid);

    const auto& by_name = m.tables.at("users").indexes.at("users_by_name");
    CHECK(by_name.columns == names{"name"});
    CHECK_FALSE(by_name.unique);
    CHECK_FALSE(by_name.partial);
    if (sluice::dialect_of(kind) != sluice::dialect::mysql) {
      const auto& open = m.tables.at("orders").indexes.at("orders_open");
      CHECK(open.columns == names{"user_id", ""});
      CHECK(open.unique);
      CHECK(open.partial);
    }

    CHECK(m.views.at("user_names").find("name") != std::string::npos);
    CHECK(m.triggers.at("orders.orders_log").body.find("log") != std::string::npos);
    if (kind != engine::sqlite) {
      CHECK(m.routines.count(kind == engine::postgres ? "tidy" : "twice") == 1);
    }
    if (kind == engine::postgres) {
      CHECK(m.tables.count("billing.invoices") == 1);
      CHECK(m.tables.count("events_2026") == 1);
      CHECK_FALSE(m.tables.at("orders").constraints.at("small").valid);
      CHECK(m.routines.count("twice(integer)") == 1);
      CHECK(m.triggers.at("orders.orders_log").function == "write_log");
      CHECK_FALSE(m.triggers.at("orders.quiet").enabled);
      CHECK(m.views.count("order_counts") == 1);
    }
    if (kind == engine::sqlite) {
      CHECK(m.tables.at("pairs").primary_key == names{"a", "b"});
    }
  }
}

TEST_CASE("an index that could not be finished is reported as invalid") {
  for (const auto kind : sluice::test::engines_under_test()) {
    if (kind != engine::postgres) {
      continue;
    }
    const database d(kind);
    d.run({"CREATE TABLE t (a int)", "INSERT INTO t VALUES (1), (1)"});
    CHECK_THROWS_AS(d.db->execute("CREATE UNIQUE INDEX CONCURRENTLY t_a ON t (a)"),
                    sluice::text::database_error);
    CHECK_FALSE(sluice::read_model(*d.db).tables.at("t").indexes.at("t_a").valid);
  }
}

TEST_CASE("Sluice's own tables are no part of the model") {
  FOR_EACH_ENGINE(kind) {
    const database d(kind);
    d.run({"CREATE TABLE mine (a int)"});
    if (kind == engine::postgres) {
      d.run({"CREATE SCHEMA sluice", "CREATE TABLE sluice.steps (a int)"});
    } else {
      d.run({"CREATE TABLE sluice_steps (a int)", "CREATE INDEX sluice_i ON sluice_steps (a)",
             "CREATE VIEW sluice_v AS SELECT a FROM sluice_steps"});
    }
    const auto m = sluice::read_model(*d.db);
    CHECK(m.tables.size() == 1);
    CHECK(m.tables.count("mine") == 1);
    CHECK(m.views.empty());
    for (const auto& statement : sluice::schema_script(*d.db)) {
      INFO(statement);
      CHECK(statement.find("steps") == std::string::npos);
    }
  }
}

TEST_CASE("the key to walk along") {
  FOR_EACH_ENGINE(kind) {
    const database d(kind);
    d.run({"CREATE TABLE by_primary (id bigint PRIMARY KEY, a int NOT NULL UNIQUE)",
           "CREATE TABLE by_two (b varchar(20) NOT NULL, a int NOT NULL, PRIMARY KEY (b, a))",
           "CREATE TABLE by_unique (n int UNIQUE, t varchar(10) NOT NULL)",
           "CREATE UNIQUE INDEX by_unique_t ON by_unique (t)",
           "CREATE TABLE by_nothing (n int UNIQUE)"});
    const auto primary = sluice::read_key(*d.db, "by_primary");
    // SQLite: BIGINT PRIMARY KEY may hold NULL, so the UNIQUE column is the key.
    CHECK(column_names(primary) == names{kind == engine::sqlite ? "a" : "id"});
    REQUIRE(primary.size() == 1);
    CHECK(primary[0].type == key_type::integer);

    const auto two = sluice::read_key(*d.db, "by_two");
    CHECK(column_names(two) == names{"b", "a"});
    REQUIRE(two.size() == 2);
    CHECK(two[0].type == key_type::text);
    CHECK(two[1].type == key_type::integer);

    CHECK(column_names(sluice::read_key(*d.db, "by_unique")) == names{"t"});
    CHECK(sluice::read_key(*d.db, "by_nothing").empty());
    CHECK(sluice::read_key(*d.db, "missing").empty());
    CHECK(column_names(sluice::read_columns(*d.db, "by_two", {"a", "zz", "b"})) == names{"a", "b"});
  }
}

TEST_CASE("rows are estimated and statistics refreshed") {
  FOR_EACH_ENGINE(kind) {
    const database d(kind);
    d.run({"CREATE TABLE t (a int)"});
    CHECK(sluice::estimate_rows(*d.db, "t") <= 1);
    std::string rows = "INSERT INTO t VALUES (0)";
    for (int i = 1; i < 500; ++i) {
      rows += ", (" + std::to_string(i) + ")";
    }
    d.run({rows});
    sluice::refresh_statistics(*d.db, "t");
    const auto estimate = sluice::estimate_rows(*d.db, "t");
    CHECK(estimate >= 400);
    CHECK(estimate <= 600);
    CHECK_THROWS_AS(sluice::refresh_statistics(*d.db, "missing"), sluice::text::database_error);
  }
}

TEST_CASE("a connection is found while it lives") {
  FOR_EACH_ENGINE(kind) {
    const database d(kind);
    auto other = sluice::connect(d.target);
    const std::string id = other->connection_id();
    CHECK(sluice::connection_exists(*d.db, id));
    if (kind == engine::sqlite) {
      const auto first = id.find('@');
      const auto second = id.find('@', first + 1);
      CHECK_FALSE(sluice::connection_exists(*d.db, id.substr(0, first) + "@1" + id.substr(second)));
      CHECK_FALSE(sluice::connection_exists(*d.db, "999999999" + id.substr(first)));
      CHECK(sluice::connection_exists(*d.db, "1@1@another-host"));
      continue;
    }
    bool idle = false;
    for (int i = 0; i < 200 && !idle; ++i) {  // the server may need a moment to be done with it
      idle = !sluice::connection_is_busy(*d.db, id);
      if (!idle) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    CHECK(idle);
    CHECK(sluice::connection_is_busy(*d.db, d.db->connection_id()));
    other.reset();
    bool gone = false;
    for (int i = 0; i < 200 && !gone; ++i) {  // the server may need a moment to see it
      gone = !sluice::connection_exists(*d.db, id);
    }
    CHECK(gone);
    CHECK_FALSE(sluice::connection_exists(*d.db, "not a number"));
  }
}

TEST_CASE("one runner holds the native lock") {
  FOR_EACH_ENGINE(kind) {
    if (kind == engine::sqlite) {
      continue;
    }
    const database d(kind);
    auto other = sluice::connect(d.target);
    const database elsewhere(kind);
    REQUIRE(sluice::try_native_lock(*d.db));
    CHECK_FALSE(sluice::try_native_lock(*other));
    CHECK(sluice::try_native_lock(*elsewhere.db));
    sluice::release_native_lock(*d.db);
    CHECK(sluice::try_native_lock(*other));
  }
}

TEST_CASE("the database's clock is read as UTC with milliseconds") {
  FOR_EACH_ENGINE(kind) {
    const database d(kind);
    const std::string now = sluice::read_clock(*d.db);
    INFO(now);
    REQUIRE(now.size() == std::string("2026-03-01T12:00:00.123Z").size());
    CHECK(now[10] == 'T');
    CHECK(now[19] == '.');
    CHECK(now.back() == 'Z');
    CHECK(sluice::read_clock(*d.db) >= now);
  }
}

// With hundreds of databases on a server that takes seconds.
TEST_CASE("MariaDB opens no table of another database when a catalogue is read") {
  FOR_EACH_ENGINE(kind) {
    if (kind != engine::mariadb) continue;
    const database d(kind);
    d.run(sluice::test::sample_schema(d.db->server()));
    remembering_session db(sluice::connect(d.target));
    static_cast<void>(sluice::read_model(db));
    static_cast<void>(sluice::read_definitions(db));
    static_cast<void>(sluice::schema_script(db));
    static_cast<void>(sluice::read_key(db, "orders"));
    static_cast<void>(sluice::read_columns(db, "orders", {"id"}));
    static_cast<void>(sluice::estimate_rows(db, "orders"));
    std::size_t explained = 0;
    for (const auto& each : db.asked) {
      if (each.sql.find("information_schema") == std::string::npos) continue;
      ++explained;
      INFO(each.sql);
      for (const auto& row : d.db->query("EXPLAIN " + each.sql, each.parameters).values) {
        const std::string extra = row.back().value_or("");
        CHECK(extra.find("Scanned all databases") == std::string::npos);
      }
    }
    CHECK(explained > 10);
  }
}
