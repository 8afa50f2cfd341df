#include "dialects/drivers.hpp"
#include "dialects/mysql/error_code.hpp"
#include "dialects/mysql/wire_text.hpp"
#include "dialects/password.hpp"
#include "dialects/placeholders.hpp"

#include <cppconn/driver.h>
#include <cppconn/exception.h>
#include <cppconn/resultset.h>
#include <cppconn/resultset_metadata.h>
#include <cppconn/statement.h>
#include <fmt/format.h>

#include <algorithm>
#include <mutex>

namespace sluice {
namespace {

using text::database_error;
using text::failure;

database_error translate(const sql::SQLException& error, const connection_target& target) {
  const int code = error.getErrorCode();
  const std::string message = without_password(error.what(), target);
  database_error translated(
      mysql::classify(code, message),
      code == 0 ? std::string() : fmt::format("{} ({})", code, error.getSQLState()), message);
  translated.storable_message = mysql::without_row_values(code, message);
  return translated;
}

/// Made at the first use; the driver's own maker is not safe for two threads at once.
sql::Driver& driver() {
  static std::once_flag once;
  static sql::Driver* instance = nullptr;
  std::call_once(once, [] { instance = get_driver_instance(); });
  return *instance;
}

bool uses_socket(const connection_target& target) {
  return !target.socket.empty() || target.host.empty() ||
         (target.host == "localhost" && target.port == 0);
}

/// Without a mode TLS is tried where the bytes cross a network, as the server's own clients do.
bool uses_tls(const connection_target& target) {
  return target.tls.mode.empty() ? !uses_socket(target) : target.tls.mode != "disable";
}

/// The client library cannot check the certificate without the name, so both modes check both.
bool verifies_server(const connection_target& target) {
  return target.tls.mode == "verify-ca" || target.tls.mode == "verify-full";
}

sql::ConnectOptionsMap connect_options(const connection_target& target) {
  sql::ConnectOptionsMap options;
  if (!target.socket.empty()) {
    options["hostName"] = "unix://" + target.socket;
  } else if (uses_socket(target)) {
    options["hostName"] = std::string("localhost");
  } else {
    const bool is_ipv6 = target.host.find(':') != std::string::npos;
    options["hostName"] =
        fmt::format("tcp://{}:{}", is_ipv6 ? "[" + target.host + "]" : target.host,
                    target.port == 0 ? 3306 : target.port);
  }
  options["userName"] = target.user;
  options["password"] = target.password;
  if (!target.database.empty()) options["schema"] = target.database;
  options["OPT_CONNECT_TIMEOUT"] =
      static_cast<int>(std::max<long>(1, (target.connect_timeout.count() + 999) / 1000));
  options["OPT_CHARSET_NAME"] = std::string("utf8mb4");
  // A server must not be able to ask for files of this machine.
  options["OPT_LOCAL_INFILE"] = 0;
  if (!uses_tls(target)) return options;
  // In spite of its name the library goes on without TLS when the server has none.
  options["sslEnforce"] = true;
  if (verifies_server(target)) options["sslVerify"] = true;
  if (!target.tls.ca.empty()) options["sslCA"] = target.tls.ca;
  if (!target.tls.certificate.empty()) options["sslCert"] = target.tls.certificate;
  if (!target.tls.key.empty()) options["sslKey"] = target.tls.key;
  return options;
}

std::unique_ptr<sql::Connection> open(const connection_target& target) {
  try {
    sql::ConnectOptionsMap options = connect_options(target);
    return std::unique_ptr<sql::Connection>(driver().connect(options));
  } catch (const sql::SQLException& error) {
    throw translate(error, target);
  }
}

/// The settings that results and waits depend on, so that no server or account changes them.
std::string pinned_settings(const server_version& server) {
  std::string sql =
      "SET SESSION sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
      "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', autocommit = 1, "
      "foreign_key_checks = 1, unique_checks = 1, lock_wait_timeout = 5, "
      "innodb_lock_wait_timeout = 5, group_concat_max_len = 16777216, wait_timeout = 28800, "
      "net_read_timeout = 600, net_write_timeout = 600, sql_safe_updates = 0, "
      "sql_auto_is_null = 0, sql_quote_show_create = 1, completion_type = 'NO_CHAIN', "
      // The place of a syntax error is read from its English text.
      "lc_messages = 'en_US'";
  if (server.kind == engine::mariadb) {
    return sql + ", max_statement_time = 0, tx_isolation = 'REPEATABLE-READ'";
  }
  sql += ", max_execution_time = 0, transaction_isolation = 'REPEATABLE-READ'";
  if (server >= server_version{engine::mysql, 8, 0, 0})
    sql += ", information_schema_stats_expiry = 0";
  if (server >= server_version{engine::mysql, 8, 1, 0}) sql += ", explain_format = 'TRADITIONAL'";
  return sql;
}

class mysql_session final : public session {
 public:
  explicit mysql_session(const connection_target& target) : target_(target), link_(open(target)) {
    if (target.tls.mode == "require") check_encrypted();
    run("SET NAMES utf8mb4");
    const rows server =
        query("SELECT VERSION(), @@version_comment, CONNECTION_ID()", std::span<const value>{});
    const std::vector<value>& row = server.values.at(0);
    version_ = mysql::parse_version(row.at(0).value_or(""), row.at(1).value_or(""));
    connection_id_ = row.at(2).value_or("");
    run(pinned_settings(version_));
  }

  [[nodiscard]] const server_version& server() const override { return version_; }

  using session::execute;
  using session::query;

  rows query(std::string_view sql, std::span<const value> parameters) override {
    rows found;
    send(sql, parameters, &found);
    return found;
  }
  std::uint64_t execute(std::string_view sql, std::span<const value> parameters) override {
    return send(sql, parameters, nullptr);
  }

  void begin() override {
    run("START TRANSACTION");
    in_transaction_ = true;
  }
  void commit() override {
    run("COMMIT");
    in_transaction_ = false;
  }
  void rollback() noexcept override {
    if (!in_transaction_) return;
    in_transaction_ = false;
    try {
      run("ROLLBACK");
    } catch (const std::exception&) {
      // The server rolls back when the connection ends.
    }
  }
  [[nodiscard]] bool in_transaction() const override { return in_transaction_ && !lost_; }
  [[nodiscard]] std::string connection_id() const override { return connection_id_; }

  void cancel() noexcept override {
    try {
      const std::unique_ptr<sql::Connection> other = open(target_);
      const std::unique_ptr<sql::Statement> statement(other->createStatement());
      statement->execute("KILL QUERY " + connection_id_);
    } catch (const std::exception&) {
      // The statement has ended, or the server is gone and the statement with it.
    }
  }

 private:
  void run(std::string_view sql) { send(sql, {}, nullptr); }

  void check_encrypted() {
    const rows cipher = query("SHOW SESSION STATUS LIKE 'Ssl_cipher'", std::span<const value>{});
    if (!cipher.empty() && !cipher.values[0].at(1).value_or("").empty()) return;
    throw database_error(
        failure::connection, "",
        fmt::format("{} does not offer TLS, and sslmode=require asks for it.", target_.shown));
  }

  /// Returns the number of changed rows; fills `found` with the first result set.
  std::uint64_t send(std::string_view sql, std::span<const value> parameters, rows* found) {
    if (lost_) {
      throw database_error(failure::connection, "",
                           fmt::format("The connection to {} is lost.", target_.shown));
    }
    refuse_nul(sql);
    const mysql::inlined_text inlined = mysql::inline_parameters(sql, parameters);
    try {
      const std::unique_ptr<sql::Statement> statement(link_->createStatement());
      bool has_rows = statement->execute(inlined.sql);
      const std::uint64_t changed = has_rows ? 0 : statement->getUpdateCount();
      // CALL answers with one result set for each SELECT inside; each must be taken.
      for (; has_rows; has_rows = statement->getMoreResults()) {
        const std::unique_ptr<sql::ResultSet> result(statement->getResultSet());
        if (found != nullptr && found->columns.empty()) read(*result, *found);
      }
      return changed;
    } catch (const sql::SQLException& error) {
      lost_ = lost_ || mysql::ends_connection(error.getErrorCode());
      database_error translated = translate(error, target_);
      if (translated.kind() == failure::syntax) {
        const auto offset = mysql::syntax_error_offset(inlined.sql, translated.server_message());
        if (offset) translated.offset = inlined.original_offset(*offset);
      }
      throw translated;
    }
  }

  static void read(sql::ResultSet& result, rows& found) {
    sql::ResultSetMetaData* columns = result.getMetaData();
    const unsigned int count = columns->getColumnCount();
    for (unsigned int i = 1; i <= count; ++i) found.columns.push_back(columns->getColumnLabel(i));
    while (result.next()) {
      std::vector<value>& cells = found.values.emplace_back();
      cells.reserve(count);
      for (unsigned int i = 1; i <= count; ++i) {
        const std::string text = result.getString(i);
        cells.push_back(result.wasNull() ? value() : value(text));
      }
    }
  }

  connection_target target_;
  std::unique_ptr<sql::Connection> link_;
  server_version version_;
  std::string connection_id_;
  bool in_transaction_ = false;
  bool lost_ = false;
};

}  // namespace

}  // namespace sluice

/// MySQL Connector/C++ 1.1 over MariaDB's client library; serves MySQL and MariaDB.
extern "C" [[gnu::visibility("default")]] sluice::session* sluice_open_session(
    const sluice::connection_target& target) {
  return std::make_unique<sluice::mysql_session>(target).release();
}
