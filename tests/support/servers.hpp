#pragma once

#include "dialects/session.hpp"

#include <memory>
#include <string>
#include <vector>

namespace sluice::test {

/// A real server of its own, in a temporary folder, on a free port of the loopback interface and on
/// a unix socket. It ends with the test process and leaves nothing behind. Not durable over a power
/// cut, durable over kill(). SQLite: a folder for files, nothing to start or stop.
class test_server {
 public:
  /// Installs and starts. Throws std::runtime_error with the end of the server's log.
  explicit test_server(engine kind);
  ~test_server();
  test_server(const test_server&) = delete;
  test_server& operator=(const test_server&) = delete;

  [[nodiscard]] engine kind() const;
  /// The URL of a database, as an administrator without a password. SQLite: a file in the folder.
  [[nodiscard]] std::string url(const std::string& database) const;
  /// The same over the unix socket. SQLite: as url().
  [[nodiscard]] std::string socket_url(const std::string& database) const;
  /// The same as another user, over TCP, where a password is asked for. SQLite: as url().
  [[nodiscard]] std::string url(const std::string& database, const std::string& user,
                                const std::string& password) const;
  /// A database that every such server has: postgres, mysql.
  [[nodiscard]] std::string admin_url() const;
  /// Makes a new, empty database with a name of its own and returns its URL. MySQL and MariaDB:
  /// utf8mb4.
  std::string create_database();

  /// An orderly stop that breaks the open connections.
  void stop();
  /// As a crash: the server process is killed and its data is left as it is.
  void kill();
  /// stop() when it runs, then the same port and data again.
  void restart();

 private:
  class machine;
  std::unique_ptr<machine> machine_;
};

/// The server that the tests of this process share; started at the first call.
test_server& shared_server(engine kind);

/// Why an engine cannot be tested here; empty when it can.
[[nodiscard]] std::string missing_reason(engine kind);

/// The engines named in SLUICE_TEST_ENGINES ("sqlite,postgres,mariadb,mysql"), or all that are
/// here. Throws std::runtime_error for an unknown name and for an engine that is asked for and
/// missing.
[[nodiscard]] std::vector<engine> engines_under_test();

/// connect(parse_url(url)).
std::unique_ptr<session> open(const std::string& url);

}  // namespace sluice::test
