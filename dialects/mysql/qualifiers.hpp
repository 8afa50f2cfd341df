#pragma once

#include <set>
#include <string>
#include <string_view>

/// Database names in front of other names. A scratch database is on the same server as the real
/// ones, so that a name with a database in front would leave it.
namespace sluice::mysql {

/// The text without `database`. where it stands in front of a name.
[[nodiscard]] std::string without_database(std::string_view sql, std::string_view database);

/// The text without DEFINER = account.
[[nodiscard]] std::string without_definer(std::string_view sql);

/// The first name in front of a dot that is one of `databases` (compared without case), or nothing.
/// An alias that is called like a database is found too: from the text alone they cannot be told
/// apart.
[[nodiscard]] std::string database_named(std::string_view sql,
                                         const std::set<std::string>& databases);

}  // namespace sluice::mysql
