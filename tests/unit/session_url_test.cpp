#include "dialects/password.hpp"
#include "dialects/session.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace sluice;

namespace {

/// A variable of the environment for the length of a scope.
class scoped_variable {
 public:
  scoped_variable(const char* name, const char* text) : name_(name) { ::setenv(name, text, 1); }
  scoped_variable(const scoped_variable&) = delete;
  scoped_variable& operator=(const scoped_variable&) = delete;
  ~scoped_variable() { ::unsetenv(name_); }

 private:
  const char* name_;
};

std::string refusal(const std::string& url) {
  try {
    static_cast<void>(parse_url(url));
  } catch (const text::input_error& error) {
    return std::string(error.what()) + " " + error.help();
  }
  return "accepted";
}

std::string resolve_refusal(const connection_target& target) {
  try {
    return "accepted: " + resolve_password(target);
  } catch (const text::input_error& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("a database URL is taken apart") {
  const connection_target target = parse_url(
      "postgresql://us%65r:p%40ss%3A%2F@db.example:6432/my%20db?sslmode=verify-full"
      "&sslrootcert=/etc/ca.pem&sslcert=c.pem&sslkey=k.pem&connect_timeout=2.5");
  CHECK(target.kind == engine::postgres);
  CHECK(target.user == "user");
  CHECK(target.password == "p@ss:/");
  CHECK(target.host == "db.example");
  CHECK(target.port == 6432);
  CHECK(target.database == "my db");
  CHECK(target.tls.mode == "verify-full");
  CHECK(target.tls.ca == "/etc/ca.pem");
  CHECK(target.tls.certificate == "c.pem");
  CHECK(target.tls.key == "k.pem");
  CHECK(target.connect_timeout == std::chrono::milliseconds(2500));
  CHECK(target.shown == "postgresql://user@db.example:6432/my%20db");
}

TEST_CASE("what a URL leaves out is left to the driver") {
  const connection_target target = parse_url("postgres:///app");
  CHECK(target.host.empty());
  CHECK(target.port == 0);
  CHECK(target.user.empty());
  CHECK(target.database == "app");
  CHECK(target.shown == "postgres:///app");
  CHECK(parse_url("mysql://localhost").database.empty());
  CHECK(parse_url("mysql://u:a:b@h/d").password == "a:b");
  CHECK(parse_url("mysql://u:a@b@h/d").password == "a@b");
  CHECK(parse_url("mysql://u:@h/d").password.empty());
}

TEST_CASE("hosts may be addresses and sockets") {
  const connection_target v6 = parse_url("mysql://u@[::1]:3307/d");
  CHECK(v6.host == "::1");
  CHECK(v6.port == 3307);
  CHECK(v6.shown == "mysql://u@[::1]:3307/d");
  CHECK(parse_url("postgresql:///d?host=/run/pg").socket == "/run/pg");
  CHECK(parse_url("postgresql://%2Frun%2Fpg/d").socket == "/run/pg");
  CHECK(parse_url("mariadb://localhost/d?socket=/run/m.sock").socket == "/run/m.sock");
  CHECK(parse_url("mariadb://localhost/d").kind == engine::mysql);
  CHECK(refusal("mysql://h/d?socket=/run/m.sock").find("host and a socket") != std::string::npos);
  CHECK(refusal("mysql:///d?socket=m.sock").find("absolute") != std::string::npos);
}

TEST_CASE("SQLite URLs name a file") {
  CHECK(parse_url("sqlite:app.db").database == "app.db");
  CHECK(parse_url("sqlite:/var/app.db").database == "/var/app.db");
  CHECK(parse_url("sqlite:///var/app.db").database == "/var/app.db");
  CHECK(parse_url("sqlite::memory:").database == ":memory:");
  CHECK(parse_url("sqlite:a%3Fb%25.db").database == "a?b%.db");
  CHECK(parse_url("sqlite:app.db?mode=ro").file_mode == "ro");
  CHECK(parse_url("sqlite:app.db").shown == "sqlite:app.db");
  CHECK(refusal("sqlite:") != "accepted");
  CHECK(refusal("sqlite:a.db?mode=x") != "accepted");
  CHECK(refusal("sqlite:a.db?sslmode=require").find("'sslmode'") != std::string::npos);
}

TEST_CASE("modes of TLS have one spelling") {
  CHECK(parse_url("mysql://h/d?sslmode=VERIFY_IDENTITY").tls.mode == "verify-full");
  CHECK(parse_url("mysql://h/d?sslmode=REQUIRED").tls.mode == "require");
  CHECK(parse_url("mysql://h/d?sslmode=disabled").tls.mode == "disable");
  CHECK(refusal("mysql://h/d?sslmode=requre").find("verify-full") != std::string::npos);
}

TEST_CASE("a URL that is wrong is refused without a word of its password") {
  const std::string url = GENERATE(
      as<std::string>(),  //
      "secretword", "ftp://u:secretword@h/d", "mysql:u:secretword@h/d",
      "mysql://u:secretword/x@h/d", "mysql://u:12/secretword@h/d", "mysql://u:secretword#@h/d",
      "mysql://u:a?secretword@h/d", "mysql://u:a?secretword=1@h/d", "mysql://u:secretword%@h/d",
      "mysql://u:secretword%zz@h/d", "mysql://u:secretword@h:99999/d", "mysql://u:secretword@h:x/d",
      "mysql://u:secretword@[::1/d", "mysql://u:secretword@h1,h2/d",
      "mysql://u:secretword@h/d?sslmode=x&", "mysql://u@h/d?password=secretword",
      "mysql://u:secretword@h/d?connect_timeout=-1", "mysql://u:secretword@h/d?connect_timeout=abc",
      "mysql://u:secretword@h/d?sslmode=require&sslmode=disable",
      "mysql://u:secretword@h/d?sslcert=", "mysql://u:secretword@h/d?password_env=X",
      "mysql://u:%00secretword@h/d");
  CAPTURE(url);
  const std::string said = refusal(url);
  CHECK(said != "accepted");
  CHECK(said.find("secretword") == std::string::npos);
}

TEST_CASE("an unknown option is named") {
  CHECK(refusal("postgresql://h/d?ssl_mode=require").find("'ssl_mode'") != std::string::npos);
  CHECK(refusal("postgresql://h/d?socket=/x").find("'socket'") != std::string::npos);
}

TEST_CASE("the password comes from one source") {
  ::unsetenv("SLUICE_PASSWORD");
  CHECK(resolve_password(parse_url("mysql://u:given@h/d")) == "given");
  CHECK(resolve_password(parse_url("mysql://u@h/d")).empty());

  const scoped_variable common("SLUICE_PASSWORD", "from the environment");
  CHECK(resolve_password(parse_url("mysql://u@h/d")) == "from the environment");
  CHECK(resolve_password(parse_url("mysql://u:given@h/d")) == "given");
  const scoped_variable own("SESSION_URL_TEST", "own");
  CHECK(resolve_password(parse_url("mysql://u@h/d?password_env=SESSION_URL_TEST")) == "own");
  CHECK(resolve_refusal(parse_url("mysql://u@h/d?password_env=SESSION_URL_ABSENT"))
            .find("SESSION_URL_ABSENT") != std::string::npos);
}

TEST_CASE("a password file holds one line") {
  const test::temp_dir folder;
  const auto resolve = [&](const char* name) {
    return resolve_refusal(parse_url("mysql://u@h/d?password_file=" + (folder / name).string()));
  };
  folder.write("unix", "pass word \n");
  folder.write("dos", "pass word \r\n");
  folder.write("bare", "pass word ");
  folder.write("empty", "\n");
  folder.write("two", "hidden\nhidden\n");
  CHECK(resolve("unix") == "accepted: pass word ");
  CHECK(resolve("dos") == "accepted: pass word ");
  CHECK(resolve("bare") == "accepted: pass word ");
  CHECK(resolve("empty").find("is empty") != std::string::npos);
  CHECK(resolve("two").find("more than one line") != std::string::npos);
  CHECK(resolve("two").find("hidden") == std::string::npos);
  CHECK(resolve("absent").find("cannot be read") != std::string::npos);
  CHECK(resolve(".").find("cannot be read") != std::string::npos);
}

TEST_CASE("a password command prints the password") {
  const auto resolve = [](const std::string& command) {
    connection_target target;
    target.kind = engine::mysql;
    target.password_from.command = command;
    return resolve_refusal(target);
  };
  CHECK(resolve("echo token-1") == "accepted: token-1");
  CHECK(resolve("printf '%s' \"a'b\"") == "accepted: a'b");
  CHECK(resolve("echo hidden; exit 3") == "The password_command failed with exit status 3.");
  CHECK(resolve("true").find("is empty") != std::string::npos);
  CHECK(resolve("cat") == "The password from password_command is empty.");  // it has no input
  CHECK(resolve("yes hidden 2>/dev/null").find("too much") != std::string::npos);
  CHECK(resolve("kill -9 $$") == "The password_command failed with exit status 137.");
}

TEST_CASE("a password is taken out of a driver's text") {
  connection_target target;
  target.password = "s3cr/t";
  CHECK(without_password("bad s3cr/t, s3cr%2Ft; s3cr/t", target) == "bad ***, ***; ***");
  target.password = "";
  CHECK(without_password("nothing", target) == "nothing");
}
