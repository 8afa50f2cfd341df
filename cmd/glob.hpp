#pragma once

#include <string_view>

namespace sluice::cmd {

/// Whether a path, or a folder that it lies in, matches a pattern: `?` is any character and `*` any
/// text within one name, `**` any text across folders. "migrations/2019*" matches all that lies in
/// the folders which begin so.
[[nodiscard]] bool matches_glob(std::string_view path, std::string_view pattern);

}  // namespace sluice::cmd
