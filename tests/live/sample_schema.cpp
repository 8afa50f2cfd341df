#include "tests/live/sample_schema.hpp"

namespace sluice::test {
namespace {

std::vector<std::string> sqlite_schema() {
  return {
      "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, full_name TEXT,"
      " email VARCHAR(80) UNIQUE, visits INT DEFAULT 0, \"odd name\" TEXT,"
      " upper_name TEXT GENERATED ALWAYS AS (upper(name)) STORED)",
      "CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INT NOT NULL REFERENCES users (id),"
      " total NUMERIC, note TEXT, CONSTRAINT total_not_negative CHECK (total >= 0))",
      "CREATE TABLE codes (code TEXT PRIMARY KEY, kind TEXT) WITHOUT ROWID",
      "CREATE TABLE pairs (a TEXT, b TEXT, PRIMARY KEY (a, b))",
      "CREATE TABLE log (line TEXT)",
      "CREATE INDEX users_by_name ON users (name)",
      "CREATE UNIQUE INDEX orders_open ON orders (user_id, lower(note)) WHERE note IS NOT NULL",
      "CREATE VIEW user_names AS SELECT id, name FROM users",
      "CREATE VIEW short_names AS SELECT name FROM user_names",
      "CREATE TRIGGER orders_log AFTER INSERT ON orders BEGIN"
      " INSERT INTO log VALUES (new.note); UPDATE users SET visits = visits + 1 WHERE id ="
      " new.user_id; END",
  };
}

std::vector<std::string> postgres_schema(const server_version& server) {
  const std::string body = "SELECT name FROM short_names";
  const bool knows_atomic = server.major >= 14;
  return {
      "CREATE SCHEMA billing",
      "CREATE TYPE mood AS ENUM ('fine', 'not ''so'' fine')",
      "CREATE DOMAIN percentage AS integer DEFAULT 0 NOT NULL CONSTRAINT in_range CHECK (VALUE"
      " BETWEEN 0 AND 100)",
      "CREATE TYPE place AS (street text, town text)",
      "CREATE SEQUENCE invoice_numbers START 1000 INCREMENT 5",
      "CREATE FUNCTION tidy(t text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT"
      " lower(btrim(t)) $$",
      "CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL,"
      " full_name text, email varchar(80) UNIQUE, visits integer DEFAULT 0, state mood,"
      " home place, share percentage, \"Odd Name\" text,"
      " tidy_name text GENERATED ALWAYS AS (tidy(name)) STORED)",
      "CREATE TABLE orders (id serial PRIMARY KEY, user_id bigint NOT NULL REFERENCES users (id),"
      " total numeric(10,2), note text, CONSTRAINT total_not_negative CHECK (total >= 0))",
      "CREATE TABLE billing.invoices (number integer PRIMARY KEY DEFAULT"
      " nextval('invoice_numbers'), order_id integer REFERENCES orders (id), paid boolean NOT NULL"
      " DEFAULT false)",
      "ALTER TABLE orders ADD CONSTRAINT small CHECK (total < 1000000) NOT VALID",
      "CREATE TABLE log (line text)",
      "CREATE TABLE events (at date NOT NULL, what text, PRIMARY KEY (at, what)) PARTITION BY RANGE"
      " (at)",
      "CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO"
      " ('2027-01-01')",
      "CREATE TABLE vip_users (level integer) INHERITS (users)",
      "CREATE INDEX users_by_name ON users (name)",
      "CREATE INDEX events_by_what ON events (what)",
      "CREATE UNIQUE INDEX orders_open ON orders (user_id, lower(note)) INCLUDE (total) WHERE note"
      " IS NOT NULL",
      "CREATE VIEW user_names AS SELECT id, name FROM users",
      "CREATE VIEW short_names WITH (security_barrier) AS SELECT name FROM user_names",
      "CREATE VIEW per_user AS SELECT u.id, u.name, count(*) AS n FROM users u JOIN orders o ON"
      " o.user_id = u.id GROUP BY u.id",
      "CREATE MATERIALIZED VIEW order_counts AS SELECT user_id, count(*) AS n FROM orders GROUP BY"
      " user_id",
      "CREATE UNIQUE INDEX order_counts_key ON order_counts (user_id)",
      "CREATE FUNCTION names_of(user_names) RETURNS SETOF text " +
          (knows_atomic ? "BEGIN ATOMIC " + body + "; END" : "LANGUAGE sql AS '" + body + "'"),
      "CREATE FUNCTION write_log() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log"
      " VALUES (new.note); RETURN new; END $$",
      "CREATE FUNCTION twice(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 * 2'",
      "CREATE FUNCTION twice(text) RETURNS text LANGUAGE sql AS 'SELECT $1 || $1'",
      "CREATE TRIGGER orders_log AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION write_log()",
      "CREATE TRIGGER quiet AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION write_log()",
      "ALTER TABLE orders DISABLE TRIGGER quiet",
      "CREATE AGGREGATE longest(text) (SFUNC = text_larger, STYPE = text, INITCOND = '')",
      "CREATE POLICY own_orders ON orders FOR SELECT USING (user_id > 0)",
  };
}

std::vector<std::string> mysql_schema(engine kind) {
  std::vector<std::string> schema{
      "CREATE TABLE users (id bigint AUTO_INCREMENT PRIMARY KEY, name varchar(50) NOT NULL,"
      " full_name text, email varchar(80) UNIQUE, visits int DEFAULT 0, state enum('fine', 'so'),"
      " `odd name` text, created timestamp DEFAULT CURRENT_TIMESTAMP,"
      " upper_name varchar(50) GENERATED ALWAYS AS (upper(name)) STORED)",
      "CREATE TABLE orders (id int AUTO_INCREMENT PRIMARY KEY, user_id bigint NOT NULL,"
      " total decimal(10,2), note varchar(200), CONSTRAINT total_not_negative CHECK (total >= 0),"
      " CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id))",
      // Before its parent in the order of names.
      "CREATE TABLE a_child (order_id int, CONSTRAINT child_order FOREIGN KEY (order_id) REFERENCES"
      " orders (id) ON DELETE CASCADE)",
      "CREATE TABLE log (line text)",
      "CREATE INDEX users_by_name ON users (name)",
      "CREATE UNIQUE INDEX orders_note ON orders (user_id, note)",
      "CREATE VIEW user_names AS SELECT id, name FROM users",
      // Before the view that it needs in the order of names.
      "CREATE VIEW a_names AS SELECT name FROM user_names",
      "CREATE FUNCTION twice(n int) RETURNS int DETERMINISTIC NO SQL RETURN n * 2",
      "CREATE PROCEDURE clear_log() BEGIN DELETE FROM log; END",
      "CREATE TRIGGER orders_log AFTER INSERT ON orders FOR EACH ROW BEGIN INSERT INTO log VALUES"
      " (new.note); UPDATE users SET visits = visits + 1 WHERE id = new.user_id; END",
  };
  if (kind == engine::mysql) {
    schema.push_back("CREATE INDEX users_by_length ON users ((length(name)))");
  } else {
    schema.push_back("CREATE SEQUENCE numbers START WITH 10");
    schema.push_back("CREATE TABLE numbered (n bigint DEFAULT (NEXT VALUE FOR numbers), x int)");
  }
  return schema;
}

}  // namespace

database::database(engine kind)
    : url(shared_server(kind).create_database()), target(parse_url(url)), db(connect(target)) {}

void database::run(const std::vector<std::string>& statements) const {
  for (const auto& statement : statements) {
    db->execute(statement);
  }
}

std::vector<std::string> sample_schema(const server_version& server) {
  switch (server.kind) {
    case engine::postgres:
      return postgres_schema(server);
    case engine::sqlite:
      return sqlite_schema();
    case engine::mysql:
    case engine::mariadb:
      break;
  }
  return mysql_schema(server.kind);
}

}  // namespace sluice::test
