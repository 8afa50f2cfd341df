#include "dialects/session.hpp"
#include "tests/support/session_checks.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <arpa/inet.h>
#include <chrono>
#include <netinet/in.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace sluice;
using test::check_failure;
using test::failure_of;
using test::open;
using text::failure;

namespace {

std::vector<engine> server_engines() {
  std::vector<engine> engines = test::engines_under_test();
  std::erase(engines, engine::sqlite);
  return engines;
}

/// A listening socket that accepts connections (the kernel does) and never says a word.
class silent_server {
 public:
  silent_server() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(::bind(socket_, generic, size) == 0);
    REQUIRE(::listen(socket_, 8) == 0);
    REQUIRE(::getsockname(socket_, generic, &size) == 0);
    port_ = ntohs(address.sin_port);
  }
  silent_server(const silent_server&) = delete;
  silent_server& operator=(const silent_server&) = delete;
  ~silent_server() { ::close(socket_); }
  [[nodiscard]] int port() const { return port_; }

 private:
  int socket_;
  int port_ = 0;
};

std::string scheme_of(engine kind) {
  return kind == engine::postgres ? "postgresql" : "mysql";
}

/// An account with the right to use one database.
void create_account(session& admin, const std::string& name, const std::string& password,
                    const std::string& database) {
  const std::string quoted = quote_literal(admin.sql_dialect(), password);
  if (admin.server().kind == engine::postgres) {
    admin.execute(fmt::format("CREATE ROLE {} LOGIN PASSWORD {}", name, quoted));
    return;
  }
  admin.execute(fmt::format("CREATE USER '{}'@'127.0.0.1' IDENTIFIED BY {}", name, quoted));
  admin.execute(fmt::format("GRANT ALL PRIVILEGES ON {}.* TO '{}'@'127.0.0.1'", database, name));
}

std::string database_name(const std::string& url) {
  return parse_url(url).database;
}

}  // namespace

TEST_CASE("any password works in a URL and shows in no message", "[server]") {
  const engine kind = GENERATE(from_range(server_engines()));
  CAPTURE(engine_name(kind));
  auto& server = test::shared_server(kind);
  const std::string database = database_name(server.create_database());
  const std::string password = "p@ss:w/o?r#d%25&=\\' \"é";
  const std::string account = fmt::format("account_{}", database);
  create_account(*open(server.admin_url()), account, password, database);

  const std::string url = server.url(database, account, password);
  const auto db = open(url);
  CHECK(db->query("SELECT 1").size() == 1);
  CHECK(parse_url(url).shown.find("p@ss") == std::string::npos);
  CHECK(parse_url(url).shown == fmt::format("{}://{}@127.0.0.1:{}/{}",
                                            kind == engine::mariadb ? "mariadb" : scheme_of(kind),
                                            account, parse_url(url).port, database));

  const std::string wrong = "wr0ng@pass/word";
  const text::database_error denied =
      failure_of([&] { open(server.url(database, account, wrong)); });
  CHECK(denied.kind() == failure::access);
  CHECK(denied.code() == (kind == engine::postgres ? "28P01" : "1045 (28000)"));
  CHECK(std::string(denied.what()).find(wrong) == std::string::npos);

  const std::string echoed =
      failure_of([&] {
        db->query(fmt::format("SELEC {}", quote_literal(db->sql_dialect(), "p@ss:w/o?r#d")));
      }).what();
  CHECK(echoed.find(password) == std::string::npos);
}

TEST_CASE("the password comes from the source that the URL names", "[server]") {
  const engine kind = GENERATE(from_range(server_engines()));
  CAPTURE(engine_name(kind));
  auto& server = test::shared_server(kind);
  const std::string database = database_name(server.create_database());
  const std::string account = fmt::format("account_{}", database);
  create_account(*open(server.admin_url()), account, "from elsewhere", database);
  const test::temp_dir folder;
  folder.write("secret", "from elsewhere\n");
  const std::string base = server.url(database, account, "");
  CHECK(open(base + "?password_file=" + (folder / "secret").string())->query("SELECT 1").size() ==
        1);
  CHECK(open(base + "?password_command=printf%20'from%20elsewhere'")->query("SELECT 1").size() ==
        1);
  check_failure(failure::access, [&] { open(base); });
}

TEST_CASE("a database that does not exist is missing", "[server]") {
  const engine kind = GENERATE(from_range(server_engines()));
  CAPTURE(engine_name(kind));
  const text::database_error error =
      failure_of([&] { open(test::shared_server(kind).url("no_such_database")); });
  CHECK(error.kind() == failure::missing);
  CHECK(std::string(error.what()).find("no_such_database") != std::string::npos);
}

TEST_CASE("a port where nobody listens is a connection failure", "[server]") {
  const engine kind = GENERATE(from_range(server_engines()));
  CAPTURE(engine_name(kind));
  check_failure(failure::connection, [&] { open(scheme_of(kind) + "://u:secret@127.0.0.1:1/d"); });
  check_failure(failure::connection, [&] { open(scheme_of(kind) + "://u@nowhere.invalid/d"); });
  check_failure(failure::connection, [&] {
    open(scheme_of(kind) + "://u@/d?" + (kind == engine::postgres ? "host" : "socket") +
         "=/nowhere/at/all");
  });
}

TEST_CASE("a server that never answers is given up in time", "[server]") {
  const engine kind = GENERATE(from_range(server_engines()));
  CAPTURE(engine_name(kind));
  const silent_server server;
  const auto start = std::chrono::steady_clock::now();
  check_failure(failure::connection, [&] {
    open(fmt::format("{}://u:secret@127.0.0.1:{}/d?connect_timeout=0.6", scheme_of(kind),
                     server.port()));
  });
  const auto waited = std::chrono::steady_clock::now() - start;
  CHECK(waited > std::chrono::milliseconds(500));
  CHECK(waited < std::chrono::milliseconds(2000));
}

TEST_CASE("the unix socket is as good as TCP", "[server]") {
  const engine kind = GENERATE(from_range(server_engines()));
  CAPTURE(engine_name(kind));
  auto& server = test::shared_server(kind);
  const std::string database = database_name(server.create_database());
  const auto db = open(server.socket_url(database));
  const char* own = kind == engine::postgres ? "SELECT current_database()" : "SELECT DATABASE()";
  CHECK(db->query(own).values.at(0).at(0) == database);
}

TEST_CASE("a connection that was killed is lost for good", "[server]") {
  const engine kind = GENERATE(from_range(server_engines()));
  CAPTURE(engine_name(kind));
  auto& server = test::shared_server(kind);
  const std::string url = server.create_database();
  const auto db = open(url);
  db->execute("CREATE TABLE t (id INTEGER)");
  db->begin();
  db->execute("INSERT INTO t VALUES (1)");
  open(url)->execute(kind == engine::postgres
                         ? fmt::format("SELECT pg_terminate_backend({})", db->connection_id())
                         : fmt::format("KILL CONNECTION {}", db->connection_id()));
  // The server takes a moment to hang up.
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  std::optional<text::database_error> error;
  while (!error && std::chrono::steady_clock::now() < deadline) {
    try {
      db->execute("INSERT INTO t VALUES (2)");
    } catch (const text::database_error& thrown) {
      error = thrown;
    }
  }
  REQUIRE(error);
  CHECK(error->kind() == failure::connection);
  CHECK_FALSE(db->in_transaction());
  db->rollback();
  db->cancel();
  // Never a quiet new connection, which would run outside the transaction.
  check_failure(failure::connection, [&] { db->execute("INSERT INTO t VALUES (3)"); });
  check_failure(failure::connection, [&] { db->query("SELECT 1"); });
  CHECK(open(url)->query("SELECT id FROM t").empty());
}

TEST_CASE("a crashed server is a lost connection, and what was committed is there again",
          "[server]") {
  const engine kind = GENERATE(from_range(server_engines()));
  CAPTURE(engine_name(kind));
  test::test_server server(kind);
  const std::string url = server.create_database();
  const auto db = open(url);
  db->execute("CREATE TABLE t (id INTEGER)");
  db->execute("INSERT INTO t VALUES (1)");
  server.kill();
  check_failure(failure::connection, [&] { db->execute("INSERT INTO t VALUES (2)"); });
  check_failure(failure::connection, [&] { open(url); });
  server.restart();
  check_failure(failure::connection, [&] { db->execute("INSERT INTO t VALUES (3)"); });
  CHECK(open(url)->query("SELECT id FROM t").values.at(0).at(0) == "1");
}

TEST_CASE("what a role or a server sets does not reach the session", "[server]") {
  const engine kind = GENERATE(from_range(server_engines()));
  CAPTURE(engine_name(kind));
  auto& server = test::shared_server(kind);
  const std::string url = server.create_database();
  if (kind == engine::postgres) {
    const auto admin = open(url);
    for (const char* setting :
         {"TimeZone = 'Asia/Tokyo'", "DateStyle = 'German'", "statement_timeout = '1ms'",
          "standard_conforming_strings = off", "bytea_output = 'escape'"}) {
      admin->execute(fmt::format("ALTER DATABASE {} SET {}", database_name(url), setting));
    }
    for (int repeat = 0; repeat < 50; ++repeat) open(url);  // 1 ms binds the pinning as well
    const auto db = open(url);
    CHECK(db->query("SELECT CAST('2026-03-01 12:00:00+00' AS timestamptz), '\\', '\\x00'::bytea")
              .values.at(0) == std::vector<value>{"2026-03-01 12:00:00+00", "\\", "\\x00"});
    CHECK(db->query("SELECT pg_sleep(0.05)").size() == 1);
    return;
  }
  const auto admin = open(url);
  admin->execute("SET GLOBAL sql_mode = 'ANSI_QUOTES'");
  admin->execute("SET GLOBAL time_zone = '+09:00'");
  const auto db = open(url);
  admin->execute("SET GLOBAL sql_mode = DEFAULT");
  admin->execute("SET GLOBAL time_zone = DEFAULT");
  CHECK(db->query("SELECT \"text\", FROM_UNIXTIME(0), @@character_set_connection").values.at(0) ==
        std::vector<value>{"text", "1970-01-01 00:00:00", "utf8mb4"});
  db->execute("CREATE TABLE strict (x TINYINT)");
  CHECK(failure_of([&] { db->execute("INSERT INTO strict VALUES (1000)"); }).code() ==
        "1264 (22003)");
}

TEST_CASE("a target that cannot be written says so") {
  const engine kind = GENERATE(from_range(test::engines_under_test()));
  CAPTURE(engine_name(kind));
  const std::string url = test::shared_server(kind).create_database();
  const auto admin = open(url);
  admin->execute("CREATE TABLE t (id INTEGER)");
  std::unique_ptr<session> db;
  if (kind == engine::postgres) {
    admin->execute(fmt::format("ALTER DATABASE {} SET default_transaction_read_only = on",
                               database_name(url)));
    db = open(url);
  } else if (kind == engine::sqlite) {
    db = open(url + "?mode=ro");
  } else {
    db = open(url);
    db->execute("SET SESSION TRANSACTION READ ONLY");
  }
  check_failure(failure::read_only, [&] { db->execute("INSERT INTO t VALUES (1)"); });
  check_failure(failure::read_only, [&] { db->execute("CREATE TABLE u (id INTEGER)"); });
  CHECK(db->query("SELECT * FROM t").empty());
}

TEST_CASE("TLS is used where it is there, and required where it is asked for", "[server]") {
  const engine kind = GENERATE(from_range(server_engines()));
  CAPTURE(engine_name(kind));
  auto& server = test::shared_server(kind);
  const std::string url = server.create_database();
  const bool has_tls = kind == engine::mysql;  // it makes its own certificate
  if (!has_tls) {
    CHECK(open(url)->query("SELECT 1").size() == 1);
    check_failure(failure::connection, [&] { open(url + "?sslmode=require"); });
    check_failure(failure::connection, [&] { open(url + "?sslmode=verify-full"); });
    return;
  }
  const auto cipher = [](const std::string& where) {
    return open(where)->query("SHOW SESSION STATUS LIKE 'Ssl_cipher'").values.at(0).at(1).value();
  };
  CHECK_FALSE(cipher(url).empty());
  CHECK_FALSE(cipher(url + "?sslmode=require").empty());
  CHECK(cipher(url + "?sslmode=disable").empty());
  // Nobody whom this machine trusts has signed it.
  check_failure(failure::connection, [&] { open(url + "?sslmode=verify-full"); });
  check_failure(failure::connection, [&] { open(url + "?sslmode=verify-ca"); });
}

TEST_CASE("SQLite paths that cannot be opened are told apart") {
  const test::temp_dir folder;
  const auto url = [&](const char* name) { return "sqlite:" + (folder / name).string(); };
  check_failure(failure::missing, [&] { open(url("no/such/folder.db")); });
  check_failure(failure::missing, [&] { open(url("absent.db") + "?mode=rw"); });
  check_failure(failure::missing, [&] { open(url("absent.db") + "?mode=ro"); });
  CHECK(failure_of([&] { open("sqlite:" + folder.path().string()); }).code() ==
        "SQLITE_CANTOPEN_ISDIR");
  folder.write("text.db", std::string(2000, 'x'));
  CHECK(failure_of([&] { open(url("text.db")); }).code() == "SQLITE_NOTADB");
  CHECK(folder.read("text.db") == std::string(2000, 'x'));
  CHECK_FALSE(std::filesystem::exists(folder / "absent.db"));
}

TEST_CASE("a SQLite file name may hold any character when it is encoded") {
  const test::temp_dir folder;
  open("sqlite:" + folder.path().string() + "/a%3F%25%23 b.db")->execute("CREATE TABLE t (id)");
  CHECK(std::filesystem::exists(folder / "a?%# b.db"));
  const auto memory = open("sqlite::memory:");
  memory->execute("CREATE TABLE t (id)");
  CHECK(memory->query("SELECT * FROM t").empty());
}

TEST_CASE("a SQLite file that its mode protects is read and not written") {
  const test::temp_dir folder;
  const std::string url = "sqlite:" + (folder / "kept.db").string();
  open(url)->execute("CREATE TABLE t (id)");
  REQUIRE(::chmod((folder / "kept.db").c_str(), 0444) == 0);
  if (::geteuid() == 0) {
    // Root passes every file mode.
    CHECK(open(url)->execute("INSERT INTO t VALUES (1)") == 1);
    return;
  }
  const auto db = open(url);
  CHECK(db->query("SELECT * FROM t").empty());
  check_failure(failure::read_only, [&] { db->execute("INSERT INTO t VALUES (1)"); });
}

TEST_CASE("SQLite enforces foreign keys") {
  const auto db = open("sqlite::memory:");
  db->execute("CREATE TABLE a (id INTEGER PRIMARY KEY)");
  db->execute("CREATE TABLE b (a INTEGER REFERENCES a (id))");
  check_failure(failure::constraint, [&] { db->execute("INSERT INTO b VALUES (1)"); });
}

TEST_CASE("a full disk is its own failure, and the database stays sound") {
  const test::temp_dir folder;
  const bool mounted = ::mount("none", folder.path().c_str(), "tmpfs", 0, "size=256k") == 0;
  {
    const auto db = open("sqlite:" + (folder / "small.db").string());
    if (!mounted) db->execute("PRAGMA max_page_count = 30");
    db->execute("CREATE TABLE t (x TEXT)");
    db->execute("INSERT INTO t VALUES ('kept')");
    const std::string large(50'000, 'x');
    check_failure(failure::full, [&] {
      for (int i = 0; i < 20; ++i) db->execute("INSERT INTO t VALUES (?)", {large});
    });
    CHECK(db->query("PRAGMA integrity_check").values.at(0).at(0) == "ok");
    CHECK(db->query("SELECT x FROM t WHERE x = 'kept'").size() == 1);
  }
  if (mounted) REQUIRE(::umount(folder.path().c_str()) == 0);
}
