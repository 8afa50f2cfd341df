#pragma once

#include "dialects/text/error.hpp"

#include <string>
#include <string_view>

namespace sluice::sqlite {

/// "SQLITE_BUSY_SNAPSHOT" for an extended result code; for a code without a name of its own that of
/// its primary code, with the number.
[[nodiscard]] std::string error_code_name(int extended_code);

/// `message` tells apart what SQLite reports as SQLITE_ERROR alike.
[[nodiscard]] text::failure classify(int extended_code, std::string_view message);

}  // namespace sluice::sqlite
