#pragma once

#include "dialects/catalog.hpp"

/// The catalogue of a MySQL or MariaDB database: information_schema and SHOW. See
/// dialects/catalog.hpp.
namespace sluice::mysql {

[[nodiscard]] schema::model read_model(session& db);
[[nodiscard]] schema::definitions read_definitions(session& db);
[[nodiscard]] std::vector<key_column> read_key(session& db, const std::string& table);
[[nodiscard]] std::vector<key_column> read_columns(session& db, const std::string& table,
                                                   const std::vector<std::string>& columns);
[[nodiscard]] std::uint64_t estimate_rows(session& db, const std::string& table);
void refresh_statistics(session& db, const std::string& table);
[[nodiscard]] std::vector<std::string> schema_script(session& db);
[[nodiscard]] bool connection_is_busy(session& db, const std::string& connection_id);
[[nodiscard]] bool connection_exists(session& db, const std::string& connection_id);
[[nodiscard]] bool try_native_lock(session& db);
void release_native_lock(session& db) noexcept;
[[nodiscard]] std::string read_clock(session& db);

}  // namespace sluice::mysql
