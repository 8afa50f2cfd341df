#include "dialects/drivers.hpp"
#include "dialects/password.hpp"
#include "dialects/placeholders.hpp"
#include "dialects/postgres/error_code.hpp"
#include "dialects/postgres/wire_text.hpp"

#include <fmt/format.h>
#include <pqxx/pqxx>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <libpq-events.h>
#include <libpq-fe.h>
#include <poll.h>
#include <utility>

namespace sluice {
namespace {

using text::database_error;
using text::failure;

/// libpqxx has neither a limit for connecting nor the place of an error. So the connection is made
/// with libpq and handed to libpqxx once; it never reconnects by itself, because a new connection
/// has lost the transaction and the settings.
class given_connection final : public pqxx::connectionpolicy {
 public:
  explicit given_connection(PGconn* raw) : connectionpolicy(std::string{}), raw_(raw) {}
  ~given_connection() noexcept override {
    if (!taken_) PQfinish(raw_);
  }

  handle do_startconnect(handle current) override {
    if (current != nullptr) return current;
    if (taken_) throw pqxx::broken_connection("The connection is lost.");
    taken_ = true;
    return raw_;
  }
  handle do_completeconnect(handle current) override { return current; }
  handle do_disconnect(handle current) noexcept override {
    raw_ = nullptr;
    PQfinish(current);
    return nullptr;
  }
  bool is_ready(handle current) const noexcept override { return current != nullptr; }

  /// Null once the connection is closed.
  [[nodiscard]] PGconn* raw() const { return raw_; }

 private:
  PGconn* raw_;
  bool taken_ = false;
};

class connection final : public pqxx::connection_base {
 public:
  explicit connection(pqxx::connectionpolicy& policy) : connection_base(policy) { init(); }
  ~connection() noexcept { close(); }
};

/// What a result says and libpqxx does not pass on.
struct outcome {
  ExecStatusType status = PGRES_EMPTY_QUERY;
  std::string command;  ///< the command tag, "UPDATE 3"
  std::string sqlstate, message, detail, hint, context;
  std::size_t position = 0;  ///< in characters, from 1; 0: none
};

std::string field(const PGresult* result, int code) {
  const char* text = PQresultErrorField(result, code);
  return text != nullptr ? text : "";
}

/// libpq calls this for each result, before libpqxx sees it.
int note_result(PGEventId event, void* info, void* pass_through) {
  if (event != PGEVT_RESULTCREATE) return 1;
  PGresult* result = static_cast<PGEventResultCreate*>(info)->result;
  auto& noted = *static_cast<outcome*>(pass_through);
  // A server that hangs up sends its reason first and then nothing that has a code.
  if (!noted.sqlstate.empty()) return 1;
  noted.status = PQresultStatus(result);
  noted.command = PQcmdStatus(result);
  noted.sqlstate = field(result, PG_DIAG_SQLSTATE);
  noted.message = field(result, PG_DIAG_MESSAGE_PRIMARY);
  noted.detail = field(result, PG_DIAG_MESSAGE_DETAIL);
  noted.hint = field(result, PG_DIAG_MESSAGE_HINT);
  noted.context = field(result, PG_DIAG_CONTEXT);
  noted.position = std::strtoul(field(result, PG_DIAG_STATEMENT_POSITION).c_str(), nullptr, 10);
  return 1;
}

/// The reason of a failed connection. libpq gives one text; its verbose form holds the SQLSTATE:
/// `connection to server at … failed: FATAL:  28P01: password authentication failed …`.
database_error connect_error(PGconn* raw, const connection_target& target) {
  std::string message = PQerrorMessage(raw);
  if (const std::size_t place = message.find("\nLOCATION:"); place != std::string::npos) {
    message.resize(place);
  }
  while (!message.empty() && message.back() == '\n') message.pop_back();
  std::string code;
  for (std::size_t at = message.find(":  "); at != std::string::npos;
       at = message.find(":  ", at + 1)) {
    const std::string_view rest = std::string_view(message).substr(at + 3);
    const bool is_code = rest.size() > 7 && rest.substr(5, 2) == ": " &&
                         rest.substr(0, 5).find_first_not_of(
                             "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos;
    if (!is_code) continue;
    code = std::string(rest.substr(0, 5));
    const std::size_t severity = message.rfind(' ', at) + 1;
    message.erase(severity, at + 10 - severity);
    break;
  }
  failure kind = code.empty() ? failure::connection : postgres::classify(code);
  if (code.empty() && PQconnectionNeedsPassword(raw) != 0) kind = failure::access;
  return database_error(kind, code, without_password(std::move(message), target));
}

std::vector<std::pair<const char*, std::string>> connect_options(const connection_target& target) {
  std::vector<std::pair<const char*, std::string>> options{{"fallback_application_name", "sluice"},
                                                           {"client_encoding", "UTF8"},
                                                           {"keepalives_idle", "30"},
                                                           {"keepalives_interval", "10"},
                                                           {"keepalives_count", "3"},
                                                           {"tcp_user_timeout", "60000"}};
  const auto add = [&options](const char* name, const std::string& text) {
    if (!text.empty()) options.emplace_back(name, text);
  };
  add("host", target.socket.empty() ? target.host : target.socket);
  add("port", target.port == 0 ? "" : std::to_string(target.port));
  add("user", target.user);
  add("password", target.password);
  add("dbname", target.database);
  add("sslmode", target.tls.mode);
  add("sslrootcert", target.tls.ca);
  add("sslcert", target.tls.certificate);
  add("sslkey", target.tls.key);
  return options;
}

struct finisher {
  void operator()(PGconn* raw) const { PQfinish(raw); }
};
using owned_connection = std::unique_ptr<PGconn, finisher>;

owned_connection open(const connection_target& target) {
  const auto deadline = std::chrono::steady_clock::now() + target.connect_timeout;
  std::vector<const char*> names;
  std::vector<const char*> values;
  const auto options = connect_options(target);
  for (const auto& [name, text] : options) {
    names.push_back(name);
    values.push_back(text.c_str());
  }
  names.push_back(nullptr);
  values.push_back(nullptr);

  owned_connection raw(PQconnectStartParams(names.data(), values.data(), 0));
  if (raw == nullptr) throw database_error(failure::other, "", "Out of memory.");
  PQsetErrorVerbosity(raw.get(), PQERRORS_VERBOSE);
  PostgresPollingStatusType state =
      PQstatus(raw.get()) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING;
  while (state != PGRES_POLLING_OK) {
    if (state == PGRES_POLLING_FAILED) throw connect_error(raw.get(), target);
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) {
      throw database_error(failure::connection, "",
                           fmt::format("No connection to {} within {} ms.", target.shown,
                                       target.connect_timeout.count()));
    }
    pollfd ready{PQsocket(raw.get()),
                 static_cast<short>(state == PGRES_POLLING_READING ? POLLIN : POLLOUT), 0};
    if (::poll(&ready, 1, static_cast<int>(left.count())) > 0) state = PQconnectPoll(raw.get());
  }
  PQsetErrorVerbosity(raw.get(), PQERRORS_DEFAULT);
  return raw;
}

server_version version_of(PGconn* raw) {
  const int number = PQserverVersion(raw);
  if (number >= 100'000) return {engine::postgres, number / 10'000, number % 10'000, 0};
  return {engine::postgres, number / 10'000, number / 100 % 100, number % 100};
}

/// The settings that results and waits depend on, so that no role or database changes them.
constexpr std::array<std::pair<const char*, const char*>, 16> pinned_settings{{
    {"TimeZone", "UTC"},
    {"DateStyle", "ISO, MDY"},
    {"IntervalStyle", "postgres"},
    {"bytea_output", "hex"},
    {"extra_float_digits", "1"},
    {"standard_conforming_strings", "on"},
    {"quote_all_identifiers", "off"},
    {"client_min_messages", "warning"},
    {"default_transaction_isolation", "read committed"},
    {"default_transaction_deferrable", "off"},
    {"lock_timeout", "5s"},
    {"statement_timeout", "0"},
    {"idle_in_transaction_session_timeout", "0"},
    // The server notices a dead client and frees its locks.
    {"tcp_keepalives_idle", "30"},
    {"tcp_keepalives_interval", "10"},
    {"tcp_keepalives_count", "3"},
}};

constexpr int pinning_tries = 50;

class postgres_session final : public session {
 public:
  explicit postgres_session(const connection_target& target)
      : target_(target),
        policy_(open(target).release()),
        version_(version_of(policy_.raw())),
        canceller_(PQgetCancel(policy_.raw()), PQfreeCancel),
        connection_(policy_) {
    PQregisterEventProc(policy_.raw(), note_result, "sluice", &outcome_);
    pin_settings();
  }

  [[nodiscard]] const server_version& server() const override { return version_; }

  using session::execute;
  using session::query;

  rows query(std::string_view sql, std::span<const value> parameters) override {
    const pqxx::result result = send(sql, parameters);
    rows found;
    for (pqxx::row_size_type i = 0; i < result.columns(); ++i) {
      found.columns.emplace_back(result.column_name(i));
    }
    found.values.reserve(static_cast<std::size_t>(result.size()));
    for (const pqxx::row& row : result) {
      std::vector<value>& cells = found.values.emplace_back();
      cells.reserve(static_cast<std::size_t>(row.size()));
      for (const pqxx::field& cell : row) {
        cells.push_back(cell.is_null() ? value() : value(std::in_place, cell.c_str(), cell.size()));
      }
    }
    return found;
  }

  std::uint64_t execute(std::string_view sql, std::span<const value> parameters) override {
    send(sql, parameters);
    return postgres::changed_rows(outcome_.command);
  }

  void begin() override { send("BEGIN", {}); }
  void commit() override {
    send("COMMIT", {});
    // COMMIT of a failed transaction succeeds and rolls back.
    if (outcome_.command == "ROLLBACK") {
      throw database_error(failure::other, "25P02",
                           "The transaction had failed; COMMIT rolled it back.");
    }
  }
  void rollback() noexcept override {
    if (!in_transaction()) return;
    try {
      send("ROLLBACK", {});
    } catch (const std::exception&) {
      // The server rolls back when the connection ends.
    }
  }
  [[nodiscard]] bool in_transaction() const override {
    if (policy_.raw() == nullptr) return false;
    const PGTransactionStatusType status = PQtransactionStatus(policy_.raw());
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE;
  }
  [[nodiscard]] std::string connection_id() const override { return connection_id_; }

  void cancel() noexcept override {
    std::array<char, 256> ignored{};
    if (canceller_) PQcancel(canceller_.get(), ignored.data(), static_cast<int>(ignored.size()));
  }

 private:
  /// The extended protocol, with and without parameters: it takes one statement and no more.
  pqxx::result send(std::string_view sql, std::span<const value> parameters) {
    if (policy_.raw() == nullptr || PQstatus(policy_.raw()) == CONNECTION_BAD) {
      throw database_error(failure::connection, "",
                           fmt::format("The connection to {} is lost.", target_.shown));
    }
    refuse_nul(sql);
    const postgres::numbered_text numbered = postgres::number_placeholders(sql, parameters.size());
    std::vector<const char*> texts;
    for (const value& parameter : parameters) {
      if (parameter && parameter->find('\0') != std::string::npos) {
        throw database_error(failure::other, "22021", "A parameter holds a NUL byte.");
      }
      texts.push_back(parameter ? parameter->c_str() : nullptr);
    }
    outcome_ = {};
    try {
      pqxx::nontransaction work(connection_);
      pqxx::result result =
          work.exec_params(numbered.sql, pqxx::prepare::make_dynamic_params(texts));
      end_copy();
      return result;
    } catch (const database_error&) {
      throw;
    } catch (const std::exception& error) {
      throw translate(error, numbered);
    }
  }

  database_error translate(const std::exception& error,
                           const postgres::numbered_text& numbered) const {
    const bool lost = policy_.raw() == nullptr || PQstatus(policy_.raw()) == CONNECTION_BAD;
    failure kind =
        outcome_.sqlstate.empty() ? failure::other : postgres::classify(outcome_.sqlstate);
    if (lost) kind = failure::connection;
    std::string message = outcome_.sqlstate.empty() ? error.what() : outcome_.message;
    while (!message.empty() && message.back() == '\n') message.pop_back();
    database_error translated(kind, outcome_.sqlstate,
                              without_password(std::move(message), target_));
    translated.storable_message =
        postgres::without_row_values(outcome_.sqlstate, translated.server_message());
    translated.detail = outcome_.detail;
    if (!outcome_.context.empty()) {
      translated.detail += (translated.detail.empty() ? "" : "\n") + outcome_.context;
    }
    translated.hint = outcome_.hint;
    if (outcome_.position > 0) {
      translated.offset =
          numbered.original_offset(postgres::offset_of_character(numbered.sql, outcome_.position));
    }
    return translated;
  }

  /// COPY … FROM STDIN and TO STDOUT leave the connection in the middle of a transfer.
  void end_copy() {
    if (outcome_.status != PGRES_COPY_IN && outcome_.status != PGRES_COPY_OUT) return;
    PGconn* raw = policy_.raw();
    if (outcome_.status == PGRES_COPY_IN) PQputCopyEnd(raw, "not supported");
    char* data = nullptr;
    while (outcome_.status == PGRES_COPY_OUT && PQgetCopyData(raw, &data, 0) > 0) PQfreemem(data);
    while (PGresult* rest = PQgetResult(raw)) PQclear(rest);
    throw database_error(failure::other, "0A000",
                         "COPY from or to the client is not supported; name a file of the server.");
  }

  void pin_settings() {
    std::string sql = "SELECT pg_backend_pid()";
    for (const auto& [name, setting] : pinned_settings) {
      sql += fmt::format(", set_config('{}', '{}', false)", name, setting);
    }
    // A target's own statement_timeout may end the very statement that lifts it.
    for (int tries = 1; connection_id_.empty(); ++tries) {
      try {
        connection_id_ = query(sql, std::span<const value>{}).values.at(0).at(0).value();
      } catch (const database_error& error) {
        if (error.kind() != failure::cancelled || tries == pinning_tries) throw;
      }
    }
    if (version_.major < 14) return;
    try {
      send("SET client_connection_check_interval = '10s'", {});
    } catch (const database_error& error) {
      // A server whose system cannot do this refuses the setting; it is a help, not a need.
      if (error.kind() == failure::connection) throw;
    }
  }

  connection_target target_;
  given_connection policy_;
  server_version version_;
  std::unique_ptr<PGcancel, decltype(&PQfreeCancel)> canceller_;
  outcome outcome_;
  std::string connection_id_;
  connection connection_;
};

}  // namespace

}  // namespace sluice

/// libpqxx 6.4 over libpq.
extern "C" [[gnu::visibility("default")]] sluice::session* sluice_open_session(
    const sluice::connection_target& target) {
  return std::make_unique<sluice::postgres_session>(target).release();
}
