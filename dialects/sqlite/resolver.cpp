#include "dialects/parameters.hpp"
#include "dialects/schema/names.hpp"
#include "dialects/shadow_rules.hpp"
#include "dialects/sqlite/catalog.hpp"
#include "dialects/sqlite/error_code.hpp"
#include "dialects/sqlite/shadow.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

namespace sluice::sqlite {
namespace {

struct close_database {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};
struct finish_statement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using database = std::unique_ptr<sqlite3, close_database>;
using prepared = std::unique_ptr<sqlite3_stmt, finish_statement>;

[[noreturn]] void fail(sqlite3* db) {
  const int code = sqlite3_extended_errcode(db);
  const std::string message = sqlite3_errmsg(db);
  throw text::database_error(classify(code, message), error_code_name(code), message);
}

std::string text_of(const char* text) {
  return text == nullptr ? std::string() : text;
}

/// What the catalogue functions need of a session, over the database in memory.
class memory_session final : public session {
 public:
  explicit memory_session(sqlite3* db) : db_(db) {
    const int number = sqlite3_libversion_number();
    version_ = {engine::sqlite, number / 1'000'000, number / 1000 % 1000, number % 1000};
  }

  [[nodiscard]] const server_version& server() const override { return version_; }

  rows query(std::string_view sql, std::span<const value> parameters = {}) override {
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v2(db_, sql.data(), static_cast<int>(sql.size()), &raw, nullptr) !=
        SQLITE_OK) {
      fail(db_);
    }
    const prepared statement(raw);
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      const value& v = parameters[i];
      if (v && sqlite3_bind_text(raw, static_cast<int>(i) + 1, v->data(),
                                 static_cast<int>(v->size()), SQLITE_STATIC) != SQLITE_OK) {
        fail(db_);
      }
    }
    rows found;
    const int width = sqlite3_column_count(raw);
    for (int i = 0; i < width; ++i) {
      found.columns.push_back(text_of(sqlite3_column_name(raw, i)));
    }
    int state = SQLITE_OK;
    while ((state = sqlite3_step(raw)) == SQLITE_ROW) {
      auto& row = found.values.emplace_back();
      for (int i = 0; i < width; ++i) {
        const auto* cell = reinterpret_cast<const char*>(sqlite3_column_text(raw, i));
        row.push_back(cell == nullptr ? value() : value(cell));
      }
    }
    if (state != SQLITE_DONE) {
      fail(db_);
    }
    return found;
  }

  std::uint64_t execute(std::string_view sql, std::span<const value> parameters = {}) override {
    static_cast<void>(query(sql, parameters));
    return static_cast<std::uint64_t>(sqlite3_changes64(db_));
  }

  using session::execute;
  using session::query;

  void begin() override { execute("BEGIN IMMEDIATE"); }
  void commit() override { execute("COMMIT"); }
  void rollback() noexcept override { sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr); }
  [[nodiscard]] bool in_transaction() const override { return sqlite3_get_autocommit(db_) == 0; }
  [[nodiscard]] std::string connection_id() const override { return "memory"; }
  void cancel() noexcept override { sqlite3_interrupt(db_); }

 private:
  sqlite3* db_;
  server_version version_;
};

/// What the authorizer hears while one statement is prepared.
class listener {
 public:
  listener(std::set<std::string> views, std::set<std::string> triggers)
      : views_(std::move(views)), triggers_(std::move(triggers)) {}

  static int hear(void* self, int action, const char* first, const char* second, const char* schema,
                  const char* inside) {
    return static_cast<listener*>(self)->note(action, text_of(first), text_of(second),
                                              text_of(schema), text_of(inside));
  }

  std::set<std::string> footprint;
  std::set<std::string> inserted;  ///< tables whose columns the authorizer does not tell
  std::string refused;

 private:
  int note(int action, const std::string& first, const std::string& second,
           const std::string& schema, const std::string& inside) {
    // `inside` is the innermost trigger or view, but also the name of a common table expression,
    // whose text is the statement's own.
    if (views_.contains(inside)) {
      footprint.insert("r " + inside);
      if (action == SQLITE_READ) {
        footprint.insert("v " + first + (second.empty() ? "" : "." + second));
      }
      return SQLITE_OK;
    }
    if (triggers_.contains(inside)) {
      return SQLITE_OK;
    }
    const std::string table = schema.empty() || schema == "main" ? first : schema + "." + first;
    switch (action) {
      case SQLITE_READ:
        footprint.insert("r " + table);
        if (!second.empty()) {
          footprint.insert("r " + table + "." + second);
        }
        return SQLITE_OK;
      case SQLITE_UPDATE:
        footprint.insert("w " + table);
        footprint.insert("w " + table + "." + second);
        return SQLITE_OK;
      case SQLITE_INSERT:
        inserted.insert(first);
        footprint.insert("w " + table);
        return SQLITE_OK;
      case SQLITE_DELETE:
        footprint.insert("w " + table);
        return SQLITE_OK;
      case SQLITE_SELECT:
      case SQLITE_FUNCTION:
      case SQLITE_RECURSIVE:
      case SQLITE_TRANSACTION:
      case SQLITE_SAVEPOINT:
        return SQLITE_OK;
      case SQLITE_PRAGMA:  // some take effect while they are prepared
        refused = "a PRAGMA is a setting, not a statement about tables";
        return SQLITE_DENY;
      default:
        refused = "the statement changes the schema or the session";
        return SQLITE_DENY;
    }
  }

  std::set<std::string> views_;
  std::set<std::string> triggers_;
};

/// An application may bring functions, collations, modules and attached files that are not here.
bool may_come_from_application(const std::string& message) {
  constexpr const char* starts[] = {"no such function: ", "no such collation sequence: ",
                                    "no such module: ", "no such table-valued function: "};
  if (std::any_of(std::begin(starts), std::end(starts),
                  [&](const char* start) { return message.starts_with(start); })) {
    return true;
  }
  constexpr std::string_view missing_table = "no such table: ";
  if (!message.starts_with(missing_table)) {
    return false;
  }
  const std::string name = message.substr(missing_table.size());
  return name.find('.') != std::string::npos && !name.starts_with("main.") &&
         !name.starts_with("temp.");
}

bool joins_by_name(std::string_view sql) {
  const sql::token_stream tokens = sql::lex(sql, dialect::sqlite);
  return std::any_of(tokens.begin(), tokens.end(), [](const sql::token& token) {
    return token.what == sql::kind::kw_natural || token.what == sql::kind::kw_using;
  });
}

class memory_shadow final : public shadow {
 public:
  explicit memory_shadow(const std::vector<std::string>& script) {
    sqlite3* raw = nullptr;
    const int opened = sqlite3_open_v2(
        ":memory:", &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY, nullptr);
    db_.reset(raw);
    if (opened != SQLITE_OK) {
      fail(raw);
    }
    sqlite3_extended_result_codes(raw, 1);
    for (const auto& statement : script) {
      run(statement);
    }
  }

  void apply(std::string_view sql) override {
    if (means_nothing_in_shadow(sql, dialect::sqlite)) {
      return;
    }
    if (const std::string reason = leaves_shadow(sql, dialect::sqlite); !reason.empty()) {
      throw text::database_error(text::failure::other, {}, reason);
    }
    run(std::string(sql));
  }

  [[nodiscard]] schema::model read() override {
    memory_session db(db_.get());
    return sqlite::read_model(db);
  }

  [[nodiscard]] schema::definitions define() override {
    memory_session db(db_.get());
    return sqlite::read_definitions(db);
  }

  [[nodiscard]] resolution resolve(std::string_view sql) override {
    try {
      return judge(sql);
    } catch (const std::exception& problem) {
      resolution r;
      r.cannot_judge = problem.what();
      return r;
    }
  }

 private:
  void run(const std::string& sql) {
    if (sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
      fail(db_.get());
    }
  }

  /// With it off, "missing" in double quotes is an error and not a text. Only while judging: the
  /// schema itself may hold such texts.
  void take_quoted_names_for_text(bool on) {
    for (const int option : {SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_DQS_DDL}) {
      sqlite3_db_config(db_.get(), option, on ? 1 : 0, static_cast<int*>(nullptr));
    }
  }

  void enforce_foreign_keys(bool on) {
    sqlite3_db_config(db_.get(), SQLITE_DBCONFIG_ENABLE_FKEY, on ? 1 : 0,
                      static_cast<int*>(nullptr));
  }

  resolution judge(std::string_view sql) {
    const std::string text =
        rewrite_parameters(sql, dialect::sqlite, [](const parameter&) { return std::string("?"); });
    const text::source file("statement", text);
    const sql::script script = sql::parse(file, dialect::sqlite);
    resolution r;
    r.cannot_judge = cannot_judge(script, file.bytes());
    if (!r.cannot_judge.empty()) {
      return r;
    }
    listener heard(names_of("view"), names_of("trigger"));
    // Foreign keys on: a missing parent table is an error. Off: their actions on child tables are
    // not among what the statement itself names.
    enforce_foreign_keys(true);
    prepared statement = prepare(text, heard, r);
    enforce_foreign_keys(false);
    if (statement == nullptr) {
      return r;
    }
    listener own(names_of("view"), names_of("trigger"));
    statement = prepare(text, own, r);
    if (statement == nullptr) {
      return r;
    }
    r.resolves = true;
    // The authorizer is not asked about the columns that NATURAL and USING compare.
    r.footprint_exact = !joins_by_name(text);
    r.footprint = std::move(own.footprint);
    if (!r.footprint_exact) {
      const std::set<std::string> tables = names_of("table");
      for (const auto& word : sql::names_mentioned(text, dialect::sqlite)) {
        for (const auto& table : tables) {
          if (schema::same_name(table, word, dialect::sqlite)) {
            r.footprint.insert("r " + table);
          }
        }
      }
    }
    note_insert_list(script.statements.front(), own.inserted, r);
    for (int i = 0; i < sqlite3_column_count(statement.get()); ++i) {
      const std::string type = text_of(sqlite3_column_decltype(statement.get(), i));
      const std::string name = text_of(sqlite3_column_name(statement.get(), i));
      r.shape.push_back(type.empty() ? name : name + " " + sql::lower_case(type));
    }
    return r;
  }

  prepared prepare(const std::string& text, listener& heard, resolution& r) {
    sqlite3_stmt* raw = nullptr;
    const char* rest = nullptr;
    take_quoted_names_for_text(false);
    sqlite3_set_authorizer(db_.get(), listener::hear, &heard);
    const int code =
        sqlite3_prepare_v2(db_.get(), text.c_str(), static_cast<int>(text.size()) + 1, &raw, &rest);
    sqlite3_set_authorizer(db_.get(), nullptr, nullptr);
    take_quoted_names_for_text(true);
    prepared statement(raw);
    if (!heard.refused.empty()) {
      r.cannot_judge = heard.refused;
      return nullptr;
    }
    if (code != SQLITE_OK) {
      const std::string message = sqlite3_errmsg(db_.get());
      if (may_come_from_application(message)) {
        r.cannot_judge = message + " (the application may provide it)";
      } else {
        r.error = message;
        r.error_code = error_code_name(sqlite3_extended_errcode(db_.get()));
      }
      return nullptr;
    }
    if (statement == nullptr) {
      r.cannot_judge = "the text holds no statement";
    }
    return statement;
  }

  /// The authorizer says that rows are inserted, but not into which columns.
  void note_insert_list(const sql::parsed_statement& statement,
                        const std::set<std::string>& inserted, resolution& r) {
    if (inserted.empty()) {
      return;
    }
    const auto* insert = std::get_if<sql::insert>(&statement.what);
    if (insert == nullptr || statement.outcome != sql::understanding::understood) {
      r.footprint_exact = false;
      return;
    }
    memory_session db(db_.get());
    const rows known =
        db.query("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid",
                 {insert->table.object.text});
    std::vector<std::string> columns;
    for (const auto& row : known.values) {
      columns.push_back(row[0].value_or(std::string()));
    }
    // The authorizer reports the table as the schema spells it.
    const auto table = std::find_if(inserted.begin(), inserted.end(), [&](const std::string& name) {
      return schema::same_name(name, insert->table.object.text, dialect::sqlite);
    });
    const auto written = insert_targets(*insert, columns, dialect::sqlite);
    if (table == inserted.end() || !written) {
      r.footprint_exact = false;
      return;
    }
    for (const auto& column : *written) {
      r.footprint.insert("w " + *table + "." + column);
    }
    if (!insert->columns) {
      r.insert_columns = *written;
    }
  }

  std::set<std::string> names_of(const char* type) {
    memory_session db(db_.get());
    const rows found = db.query("SELECT name FROM sqlite_schema WHERE type = ?", {value(type)});
    std::set<std::string> names;
    for (const auto& row : found.values) {
      names.insert(row[0].value_or(std::string()));
    }
    return names;
  }

  database db_;
};

}  // namespace

std::unique_ptr<shadow> open_shadow(session& db) {
  return std::make_unique<memory_shadow>(sqlite::schema_script(db));
}

}  // namespace sluice::sqlite
