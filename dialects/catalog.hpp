#pragma once

#include "dialects/schema/definition.hpp"
#include "dialects/schema/model.hpp"
#include "dialects/session.hpp"

#include <memory>
#include <string>
#include <vector>

/// What can be asked of a live target's catalogue. Everything goes through the session: no driver.
namespace sluice {

/// Tables, columns, keys, indexes, views, routines and triggers of the default schema (PostgreSQL:
/// every schema but the system's and Sluice's own). Sluice's own tables are left out.
[[nodiscard]] schema::model read_model(session& db);

/// The same objects, and what else belongs to a schema, to the last attribute. For comparisons of
/// two states in one engine.
[[nodiscard]] schema::definitions read_definitions(session& db);

/// How a key column's values are written into SQL and compared.
enum class key_type { integer, text, binary, other };
struct key_column {
  std::string name;
  key_type type = key_type::other;
};
/// The primary key, or else the first unique index over NOT NULL columns, or nothing.
/// `table` is the model's name for it.
[[nodiscard]] std::vector<key_column> read_key(session& db, const std::string& table);

/// Types of named columns, for a key that the user chose. A missing column is left out.
[[nodiscard]] std::vector<key_column> read_columns(session& db, const std::string& table,
                                                   const std::vector<std::string>& columns);

/// Estimated number of rows, for progress only; exact for SQLite.
[[nodiscard]] std::uint64_t estimate_rows(session& db, const std::string& table);

/// Refreshes the planner's statistics of one table.
void refresh_statistics(session& db, const std::string& table);

/// DDL that rebuilds the schema without its rows in an empty database of the same engine, in an
/// order that works. Sluice's own tables are left out.
[[nodiscard]] std::vector<std::string> schema_script(session& db);

/// True while the server still runs a statement for that connection (PostgreSQL, MySQL); SQLite:
/// while that process lives.
[[nodiscard]] bool connection_is_busy(session& db, const std::string& connection_id);
/// True while that connection (SQLite: process) exists at all.
[[nodiscard]] bool connection_exists(session& db, const std::string& connection_id);

/// Serialises runners for as long as the session lives: PostgreSQL pg_try_advisory_lock, MySQL
/// GET_LOCK with timeout 0, never a blocking wait. SQLite has none: always true, the lease row in
/// the ledger does the work. False: somebody else holds it.
[[nodiscard]] bool try_native_lock(session& db);
void release_native_lock(session& db) noexcept;

/// The database's own clock, UTC, "2026-03-01T12:00:00.123Z".
[[nodiscard]] std::string read_clock(session& db);

}  // namespace sluice
