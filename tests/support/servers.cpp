#include "tests/support/servers.hpp"

#include "tests/support/installed.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temp_dir.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <cstdlib>
#include <map>
#include <mutex>
#include <netinet/in.h>
#include <optional>
#include <pwd.h>
#include <signal.h>
#include <stdexcept>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

// libpqxx 6.4 forgets a result when the connection breaks while it runs.
extern "C" const char* __lsan_default_suppressions();  // NOLINT: the name is the sanitizer's
extern "C" const char* __lsan_default_suppressions() {
  return "leak:pqxx::connection_base::exec_params\n";
}

namespace sluice::test {
namespace {

namespace fs = std::filesystem;
using command_line = std::vector<std::string>;

constexpr std::chrono::seconds start_limit{90};
constexpr std::chrono::seconds stop_limit{60};

int free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  const bool found =
      probe >= 0 && ::bind(probe, generic, size) == 0 && ::getsockname(probe, generic, &size) == 0;
  ::close(probe);
  if (!found) throw std::runtime_error("no free port on the loopback interface");
  return ntohs(address.sin_port);
}

void add(command_line& command, std::initializer_list<std::string> words) {
  command.insert(command.end(), words);
}

bool is_root() {
  return ::geteuid() == 0;
}

}  // namespace

/// The processes and files behind a test_server.
class test_server::machine {
 public:
  explicit machine(engine kind) : kind_(kind) {
    if (kind_ == engine::sqlite) return;
    if (const std::string reason = missing_reason(kind); !reason.empty()) {
      throw std::runtime_error(reason);
    }
    install();
    // The port may be taken by another program before the server binds it.
    for (int attempts = 3; !start(); --attempts) {
      if (attempts == 1)
        throw std::runtime_error("the server does not start:\n" + last_lines(log()));
    }
  }

  [[nodiscard]] engine kind() const { return kind_; }
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] fs::path folder() const { return folder_.path(); }
  [[nodiscard]] fs::path socket() const { return folder_ / "s.sock"; }

  void stop() {
    if (!server_) return;
    // Without waiting for the clients: SIGINT is PostgreSQL's fast shutdown.
    server_->send_signal(kind_ == engine::postgres ? SIGINT : SIGTERM);
    if (!server_->wait(stop_limit)) throw std::runtime_error("the server does not stop");
    server_.reset();
  }

  void kill() {
    if (server_) server_->kill_with_children();
    server_.reset();
  }

  void restart() {
    stop();
    // After a crash the old workers hold the shared memory for a moment.
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!start()) {
      if (std::chrono::steady_clock::now() > deadline) {
        throw std::runtime_error("the server does not start again:\n" + last_lines(log()));
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }

 private:
  [[nodiscard]] fs::path data() const { return folder_ / "data"; }
  [[nodiscard]] fs::path log() const { return folder_ / "log"; }
  [[nodiscard]] std::string run_as() const { return kind_ == engine::postgres ? "postgres" : ""; }

  void install() {
    switch (kind_) {
      case engine::postgres:
        install_postgres();
        break;
      case engine::mariadb:
        install_mariadb();
        break;
      default:
        install_mysql();
    }
  }

  void install_postgres() {
    if (is_root()) {
      const passwd* user = ::getpwnam("postgres");
      if (user == nullptr)
        throw std::runtime_error("PostgreSQL cannot run as root: no user postgres");
      if (::chown(folder_.path().c_str(), user->pw_uid, user->pw_gid) != 0) {
        throw std::runtime_error("cannot give a folder to the user postgres");
      }
    }
    run_command({postgres_folder() / "initdb", "--pgdata", data(), "--no-sync", "--username",
                 "postgres", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8"},
                folder_ / "install.log", run_as());
    folder_.write("data/pg_hba.conf",
                  "local all all trust\n"
                  "host all postgres 127.0.0.1/32 trust\n"
                  "host all all 127.0.0.1/32 scram-sha-256\n");
  }

  /// MariaDB deletes the temporary tables that it finds at its start: another server's, in /tmp.
  [[nodiscard]] std::string own_temporary_files() const {
    return "--tmpdir=" + folder_.path().string();
  }

  void install_mariadb() {
    command_line command{mariadb_program("mariadb-install-db"),
                         "--no-defaults",
                         "--auth-root-authentication-method=normal",
                         "--skip-test-db",
                         "--datadir=" + data().string(),
                         own_temporary_files()};
    if (is_root()) command.push_back("--user=root");
    run_command(command, folder_ / "install.log");
    write_init_file();
  }

  void install_mysql() {
    command_line command = mysql_program();
    command.push_back("--initialize-insecure");
    run_command(command, folder_ / "install.log");
    write_init_file();
  }

  /// The server does not resolve names, so the administrator needs an account for the address.
  void write_init_file() const {
    folder_.write("init.sql",
                  "CREATE USER IF NOT EXISTS 'root'@'127.0.0.1' IDENTIFIED BY '';\n"
                  "GRANT ALL PRIVILEGES ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;\n");
  }

  /// Through the folder's own loader and libraries: no chroot, no root.
  [[nodiscard]] command_line mysql_program() const {
    const std::string root = mysql_root().string();
    command_line command{root + "/lib64/ld-linux-x86-64.so.2",
                         "--library-path",
                         root + "/usr/lib/x86_64-linux-gnu:" + root + "/usr/lib/mysql/private",
                         root + "/usr/sbin/mysqld",
                         "--no-defaults",
                         "--basedir=" + root + "/usr"};
    add(command, {"--datadir=" + data().string(), "--lc-messages-dir=" + root + "/usr/share/mysql",
                  "--character-sets-dir=" + root + "/usr/share/mysql/charsets",
                  "--plugin-dir=" + root + "/usr/lib/mysql/plugin", "--secure-file-priv=NULL",
                  "--mysqlx=OFF", "--innodb-use-native-aio=0", own_temporary_files()});
    if (is_root()) command.push_back("--user=root");
    return command;
  }

  [[nodiscard]] command_line server_command() const {
    if (kind_ == engine::postgres) {
      return {postgres_folder() / "postgres",
              "-D",
              data(),
              "-p",
              std::to_string(port_),
              "-k",
              folder_.path(),
              "-c",
              "listen_addresses=127.0.0.1",
              "-c",
              "fsync=off",
              "-c",
              "full_page_writes=off",
              "-c",
              "max_connections=100",
              "-c",
              "shared_buffers=32MB",
              "-c",
              "log_min_messages=warning"};
    }
    command_line command;
    if (kind_ == engine::mysql) {
      command = mysql_program();
      add(command, {"--log-bin-trust-function-creators=1", "--skip-log-bin",
                    "--innodb-redo-log-capacity=16M"});
    } else {
      command = {mariadb_program("mariadbd"),    "--no-defaults",
                 "--datadir=" + data().string(), "--innodb-log-file-size=16M",
                 "--performance-schema=ON",      own_temporary_files()};
      if (is_root()) command.push_back("--user=root");
    }
    // A log that is flushed to the system at each commit outlives a killed server.
    add(command, {"--port=" + std::to_string(port_), "--bind-address=127.0.0.1",
                  "--socket=" + socket().string(), "--pid-file=" + (folder_ / "pid").string(),
                  "--init-file=" + (folder_ / "init.sql").string(), "--skip-name-resolve",
                  "--character-set-server=utf8mb4", "--innodb-buffer-pool-size=64M",
                  "--innodb-flush-log-at-trx-commit=2", "--innodb-flush-method=nosync"});
    return command;
  }

  [[nodiscard]] std::string probe_url() const {
    return kind_ == engine::postgres
               ? fmt::format("postgresql://postgres@127.0.0.1:{}/postgres", port_)
               : fmt::format("mysql://root@127.0.0.1:{}/mysql", port_);
  }

  /// False when the server ended by itself. The port is kept for the next start.
  bool start() {
    if (port_ == 0) port_ = free_port();
    server_ = std::make_unique<child_process>(server_command(), log(), run_as());
    const auto deadline = std::chrono::steady_clock::now() + start_limit;
    while (std::chrono::steady_clock::now() < deadline) {
      if (server_->poll()) {
        server_.reset();
        if (!has_run_) port_ = 0;
        return false;
      }
      try {
        open(probe_url());
        has_run_ = true;
        return true;
      } catch (const text::database_error&) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
      }
    }
    throw std::runtime_error("the server does not answer:\n" + last_lines(log()));
  }

  engine kind_;
  temp_dir folder_;
  int port_ = 0;
  bool has_run_ = false;
  std::unique_ptr<child_process> server_;  // declared last: ends before its folder goes
};

test_server::test_server(engine kind) : machine_(std::make_unique<machine>(kind)) {}
test_server::~test_server() = default;

engine test_server::kind() const {
  return machine_->kind();
}
void test_server::stop() {
  machine_->stop();
}
void test_server::kill() {
  machine_->kill();
}
void test_server::restart() {
  if (machine_->kind() != engine::sqlite) machine_->restart();
}

std::string test_server::url(const std::string& database) const {
  return url(database, kind() == engine::postgres ? "postgres" : "root", "");
}

std::string test_server::url(const std::string& database, const std::string& user,
                             const std::string& password) const {
  if (kind() == engine::sqlite) {
    return "sqlite:" + (machine_->folder() / (database + ".db")).string();
  }
  const char* scheme = kind() == engine::postgres  ? "postgresql"
                       : kind() == engine::mariadb ? "mariadb"
                                                   : "mysql";
  std::string encoded;
  for (const char c : password) {
    encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return fmt::format("{}://{}{}{}@127.0.0.1:{}/{}", scheme, user, encoded.empty() ? "" : ":",
                     encoded, machine_->port(), database);
}

std::string test_server::socket_url(const std::string& database) const {
  switch (kind()) {
    case engine::sqlite:
      return url(database);
    case engine::postgres:
      return fmt::format("postgresql://postgres@localhost:{}/{}?host={}", machine_->port(),
                         database, machine_->folder().string());
    default:
      return fmt::format("mysql://root@localhost/{}?socket={}", database,
                         machine_->socket().string());
  }
}

std::string test_server::admin_url() const {
  return url(kind() == engine::postgres ? "postgres" : "mysql");
}

std::string test_server::create_database() {
  static std::atomic<int> count{0};
  const std::string name = fmt::format("t{}_{}", ::getpid(), ++count);
  if (kind() != engine::sqlite) {
    const bool is_postgres = kind() == engine::postgres;
    open(admin_url())
        ->execute(
            fmt::format("CREATE DATABASE {}{}", name, is_postgres ? "" : " CHARACTER SET utf8mb4"));
  }
  return url(name);
}

test_server& shared_server(engine kind) {
  static std::mutex guard;
  static std::map<engine, std::unique_ptr<test_server>> servers;
  const std::scoped_lock lock(guard);
  std::unique_ptr<test_server>& server = servers[kind];
  if (server == nullptr) server = std::make_unique<test_server>(kind);
  return *server;
}

std::unique_ptr<session> open(const std::string& url) {
  return connect(parse_url(url));
}

}  // namespace sluice::test
