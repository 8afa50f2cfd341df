#include "dialects/sqlite/session.hpp"

#include "dialects/placeholders.hpp"
#include "dialects/sqlite/error_code.hpp"

#include <climits>
#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <unistd.h>

namespace sluice {
namespace {

using text::database_error;
using text::failure;

/// How long another connection's lock is waited for until set_lock_timeout() says otherwise.
constexpr std::chrono::milliseconds default_lock_wait{5'000};

[[noreturn]] void throw_last_error(sqlite3* db, std::optional<std::size_t> offset = {}) {
  const int code = sqlite3_extended_errcode(db);
  const std::string message = sqlite3_errmsg(db);
  database_error error(sqlite::classify(code, message), sqlite::error_code_name(code), message);
  error.offset = offset;
  throw error;
}

/// One prepared statement with its parameters bound.
class statement {
 public:
  statement(sqlite3* db, std::string_view sql, std::span<const value> parameters)
      : db_(db), sql_(sql) {
    refuse_nul(sql);
    if (sql.size() > static_cast<std::size_t>(INT_MAX)) {
      throw database_error(failure::other, "SQLITE_TOOBIG", "The statement is too long.");
    }
    const char* tail = nullptr;
    if (sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()), 0, &handle_, &tail) !=
        SQLITE_OK) {
      throw_last_error(db_, error_offset());
    }
    try {
      refuse_second(static_cast<std::size_t>(tail - sql.data()));
      check_parameter_count(static_cast<std::size_t>(sqlite3_bind_parameter_count(handle_)),
                            parameters.size());
      for (std::size_t i = 0; i < parameters.size(); ++i)
        bind(static_cast<int>(i) + 1, parameters[i]);
    } catch (...) {
      sqlite3_finalize(handle_);
      throw;
    }
  }
  statement(const statement&) = delete;
  statement& operator=(const statement&) = delete;
  ~statement() { sqlite3_finalize(handle_); }

  /// True when there is a row.
  bool step() {
    if (handle_ == nullptr) return false;
    switch (sqlite3_step(handle_)) {
      case SQLITE_ROW:
        return true;
      case SQLITE_DONE:
        return false;
      default:
        throw_last_error(db_, error_offset());
    }
  }

  [[nodiscard]] std::vector<std::string> column_names() const {
    std::vector<std::string> names;
    for (int i = 0; i < sqlite3_column_count(handle_); ++i) {
      const char* name = sqlite3_column_name(handle_, i);
      names.emplace_back(name != nullptr ? name : "");
    }
    return names;
  }

  [[nodiscard]] std::vector<value> row() const {
    std::vector<value> cells;
    const int count = sqlite3_data_count(handle_);
    cells.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
      if (sqlite3_column_type(handle_, i) == SQLITE_NULL) {
        cells.emplace_back(std::nullopt);
        continue;
      }
      // For a BLOB both give its bytes as they are.
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(handle_, i));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, i));
      if (text == nullptr && size > 0) throw_last_error(db_);
      cells.emplace_back(text == nullptr ? std::string() : std::string(text, size));
    }
    return cells;
  }

 private:
  [[nodiscard]] std::optional<std::size_t> error_offset() const {
    const int offset = sqlite3_error_offset(db_);
    return offset < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(offset));
  }

  void refuse_second(std::size_t tail) const {
    for (std::size_t at = skip_blank(dialect::sqlite, sql_, tail); at < sql_.size();
         at = skip_blank(dialect::sqlite, sql_, at + 1)) {
      if (sql_[at] == ';') continue;
      database_error error(failure::syntax, "SQLITE_MISUSE",
                           "A second statement follows; statements are run one at a time.");
      error.offset = at;
      throw error;
    }
  }

  void bind(int index, const value& parameter) {
    int result = SQLITE_OK;
    if (!parameter) {
      result = sqlite3_bind_null(handle_, index);
    } else if (is_plain_text(*parameter)) {
      result = sqlite3_bind_text64(handle_, index, parameter->data(), parameter->size(),
                                   SQLITE_STATIC, SQLITE_UTF8);
    } else {
      result =
          sqlite3_bind_blob64(handle_, index, parameter->data(), parameter->size(), SQLITE_STATIC);
    }
    if (result != SQLITE_OK) throw_last_error(db_);
  }

  sqlite3* db_;
  std::string_view sql_;
  sqlite3_stmt* handle_ = nullptr;
};

struct closer {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};

/// "pid@start@host": the start time tells a process from a later one with the same number.
std::string process_id() {
  std::ifstream file("/proc/self/stat");
  const std::string stat{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  // The second field is the program's name in parentheses and may hold anything; the start time is
  // the 22nd field, the 20th after the name.
  std::size_t at = stat.rfind(')');
  for (int field = 0; field < 20 && at != std::string::npos; ++field) at = stat.find(' ', at + 1);
  const std::string start =
      at == std::string::npos ? "0" : stat.substr(at + 1, stat.find(' ', at + 1) - at - 1);
  std::array<char, 256> host{};
  if (::gethostname(host.data(), host.size() - 1) != 0) host[0] = '\0';
  return fmt::format("{}@{}@{}", ::getpid(), start, host.data());
}

server_version linked_version() {
  const int number = sqlite3_libversion_number();
  return {engine::sqlite, number / 1'000'000, number / 1'000 % 1'000, number % 1'000};
}

/// Says what SQLite reports as "unable to open database file" alike.
void check_path(const connection_target& target) {
  if (target.database == ":memory:") return;
  struct stat found {};
  if (::stat(target.database.c_str(), &found) == 0) {
    if (S_ISDIR(found.st_mode)) {
      throw database_error(failure::other, "SQLITE_CANTOPEN_ISDIR",
                           fmt::format("{} is a folder, not a database file.", target.database));
    }
    if (::access(target.database.c_str(), R_OK) != 0) {
      throw database_error(failure::access, "SQLITE_CANTOPEN",
                           fmt::format("{} may not be read.", target.database));
    }
    return;
  }
  const int reason = errno;
  const std::filesystem::path folder =
      std::filesystem::absolute(std::filesystem::path(target.database)).parent_path();
  std::error_code ignored;
  if (reason == EACCES) {
    throw database_error(failure::access, "SQLITE_CANTOPEN",
                         fmt::format("The folder of {} may not be entered.", target.database));
  }
  if (!std::filesystem::is_directory(folder, ignored)) {
    throw database_error(failure::missing, "SQLITE_CANTOPEN",
                         fmt::format("The folder {} does not exist.", folder.string()));
  }
  if (target.file_mode == "ro" || target.file_mode == "rw") {
    throw database_error(failure::missing, "SQLITE_CANTOPEN",
                         fmt::format("The file {} does not exist.", target.database));
  }
}

int open_flags(const std::string& mode) {
  if (mode == "ro") return SQLITE_OPEN_READONLY | SQLITE_OPEN_EXRESCODE;
  if (mode == "rw") return SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE;
  return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE;
}

class sqlite_session final : public session {
 public:
  explicit sqlite_session(const connection_target& target) : version_(linked_version()) {
    check_path(target);
    sqlite3* db = nullptr;
    const int result =
        sqlite3_open_v2(target.database.c_str(), &db, open_flags(target.file_mode), nullptr);
    db_.reset(db);
    if (db == nullptr) throw database_error(failure::other, "SQLITE_NOMEM", "Out of memory.");
    if (result != SQLITE_OK) throw_last_error(db);
    const auto wait = std::min(default_lock_wait, target.connect_timeout);
    sqlite3_busy_timeout(db, static_cast<int>(wait.count()));
    run("PRAGMA foreign_keys = ON");
    // The first read: here a file that is no database shows.
    run("PRAGMA schema_version");
    sqlite3_busy_timeout(db, static_cast<int>(default_lock_wait.count()));
  }

  [[nodiscard]] const server_version& server() const override { return version_; }

  using session::execute;
  using session::query;

  rows query(std::string_view sql, std::span<const value> parameters) override {
    statement running(db_.get(), sql, parameters);
    rows result;
    while (running.step()) result.values.push_back(running.row());
    result.columns = running.column_names();
    return result;
  }

  std::uint64_t execute(std::string_view sql, std::span<const value> parameters) override {
    statement running(db_.get(), sql, parameters);
    const sqlite3_int64 before = sqlite3_total_changes64(db_.get());
    while (running.step()) {
    }
    // The number of the latest change stays as it is when a statement changes nothing.
    if (sqlite3_total_changes64(db_.get()) == before) return 0;
    const std::string word = first_word(dialect::sqlite, sql);
    const bool changes_rows = word == "INSERT" || word == "UPDATE" || word == "DELETE" ||
                              word == "REPLACE" || word == "WITH";
    return changes_rows ? static_cast<std::uint64_t>(sqlite3_changes64(db_.get())) : 0;
  }

  void begin() override { run("BEGIN IMMEDIATE"); }
  void commit() override { run("COMMIT"); }
  void rollback() noexcept override {
    if (in_transaction()) sqlite3_exec(db_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
  [[nodiscard]] bool in_transaction() const override {
    return sqlite3_get_autocommit(db_.get()) == 0;
  }
  [[nodiscard]] std::string connection_id() const override { return process_id(); }
  void cancel() noexcept override { sqlite3_interrupt(db_.get()); }

 private:
  void run(std::string_view sql) { execute(sql, std::span<const value>{}); }

  server_version version_;
  std::unique_ptr<sqlite3, closer> db_;
};

}  // namespace

std::unique_ptr<session> connect_sqlite(const connection_target& target) {
  return std::make_unique<sqlite_session>(target);
}

}  // namespace sluice
