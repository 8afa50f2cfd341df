#pragma once

#include <filesystem>

/// Where the database servers for tests are installed.
namespace sluice::test {

/// The bin folder in SLUICE_POSTGRES_BIN, or that of the newest version of Debian's packages; empty
/// when there is none.
[[nodiscard]] std::filesystem::path postgres_folder();

/// A program of MariaDB; empty when it is not installed.
[[nodiscard]] std::filesystem::path mariadb_program(const char* name);

/// The folder in SLUICE_MYSQL_ROOT, or where scripts/fetch-mysql puts it.
[[nodiscard]] std::filesystem::path mysql_root();

}  // namespace sluice::test
