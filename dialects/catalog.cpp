#include "dialects/catalog.hpp"

#include "dialects/mysql/catalog.hpp"
#include "dialects/postgres/catalog.hpp"
#include "dialects/sqlite/catalog.hpp"

namespace sluice {

schema::model read_model(session& db) {
  switch (db.sql_dialect()) {
    case dialect::postgres:
      return postgres::read_model(db);
    case dialect::mysql:
      return mysql::read_model(db);
    case dialect::sqlite:
      break;
  }
  return sqlite::read_model(db);
}

schema::definitions read_definitions(session& db) {
  switch (db.sql_dialect()) {
    case dialect::postgres:
      return postgres::read_definitions(db);
    case dialect::mysql:
      return mysql::read_definitions(db);
    case dialect::sqlite:
      break;
  }
  return sqlite::read_definitions(db);
}

std::vector<key_column> read_key(session& db, const std::string& table) {
  switch (db.sql_dialect()) {
    case dialect::postgres:
      return postgres::read_key(db, table);
    case dialect::mysql:
      return mysql::read_key(db, table);
    case dialect::sqlite:
      break;
  }
  return sqlite::read_key(db, table);
}

std::vector<key_column> read_columns(session& db, const std::string& table,
                                     const std::vector<std::string>& columns) {
  switch (db.sql_dialect()) {
    case dialect::postgres:
      return postgres::read_columns(db, table, columns);
    case dialect::mysql:
      return mysql::read_columns(db, table, columns);
    case dialect::sqlite:
      break;
  }
  return sqlite::read_columns(db, table, columns);
}

std::uint64_t estimate_rows(session& db, const std::string& table) {
  switch (db.sql_dialect()) {
    case dialect::postgres:
      return postgres::estimate_rows(db, table);
    case dialect::mysql:
      return mysql::estimate_rows(db, table);
    case dialect::sqlite:
      break;
  }
  return sqlite::estimate_rows(db, table);
}

void refresh_statistics(session& db, const std::string& table) {
  switch (db.sql_dialect()) {
    case dialect::postgres:
      return postgres::refresh_statistics(db, table);
    case dialect::mysql:
      return mysql::refresh_statistics(db, table);
    case dialect::sqlite:
      break;
  }
  sqlite::refresh_statistics(db, table);
}

std::vector<std::string> schema_script(session& db) {
  switch (db.sql_dialect()) {
    case dialect::postgres:
      return postgres::schema_script(db);
    case dialect::mysql:
      return mysql::schema_script(db);
    case dialect::sqlite:
      break;
  }
  return sqlite::schema_script(db);
}

bool connection_is_busy(session& db, const std::string& connection_id) {
  switch (db.sql_dialect()) {
    case dialect::postgres:
      return postgres::connection_is_busy(db, connection_id);
    case dialect::mysql:
      return mysql::connection_is_busy(db, connection_id);
    case dialect::sqlite:
      break;
  }
  return sqlite::process_exists(connection_id);
}

bool connection_exists(session& db, const std::string& connection_id) {
  switch (db.sql_dialect()) {
    case dialect::postgres:
      return postgres::connection_exists(db, connection_id);
    case dialect::mysql:
      return mysql::connection_exists(db, connection_id);
    case dialect::sqlite:
      break;
  }
  return sqlite::process_exists(connection_id);
}

bool try_native_lock(session& db) {
  switch (db.sql_dialect()) {
    case dialect::postgres:
      return postgres::try_native_lock(db);
    case dialect::mysql:
      return mysql::try_native_lock(db);
    case dialect::sqlite:
      break;
  }
  return true;
}

void release_native_lock(session& db) noexcept {
  switch (db.sql_dialect()) {
    case dialect::postgres:
      return postgres::release_native_lock(db);
    case dialect::mysql:
      return mysql::release_native_lock(db);
    case dialect::sqlite:
      break;
  }
}

std::string read_clock(session& db) {
  switch (db.sql_dialect()) {
    case dialect::postgres:
      return postgres::read_clock(db);
    case dialect::mysql:
      return mysql::read_clock(db);
    case dialect::sqlite:
      break;
  }
  return sqlite::read_clock(db);
}

}  // namespace sluice
