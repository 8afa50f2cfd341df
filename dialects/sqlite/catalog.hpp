#pragma once

#include "dialects/catalog.hpp"

/// The catalogue of a SQLite file: sqlite_schema and the pragma functions. See
/// dialects/catalog.hpp.
namespace sluice::sqlite {

[[nodiscard]] schema::model read_model(session& db);
[[nodiscard]] schema::definitions read_definitions(session& db);
[[nodiscard]] std::vector<key_column> read_key(session& db, const std::string& table);
[[nodiscard]] std::vector<key_column> read_columns(session& db, const std::string& table,
                                                   const std::vector<std::string>& columns);
[[nodiscard]] std::uint64_t estimate_rows(session& db, const std::string& table);
void refresh_statistics(session& db, const std::string& table);
[[nodiscard]] std::vector<std::string> schema_script(session& db);

/// A runner's name for itself is "pid@starttime@hostname": starttime in clock ticks since boot, as
/// /proc shows it, so that a reused process id is not taken for the old process. A runner on
/// another host cannot be looked at and counts as existing.
[[nodiscard]] bool process_exists(const std::string& connection_id);

[[nodiscard]] std::string read_clock(session& db);

}  // namespace sluice::sqlite
