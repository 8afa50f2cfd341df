#pragma once

#include "cmd/config.hpp"
#include "cmd/options.hpp"
#include "dialects/engine.hpp"

#include <optional>
#include <string>

namespace sluice::cmd {

/// Where `sluice lint` reads when nobody named a folder, or which database.
template <typename Value>
struct told {
  Value value;
  std::string why;  ///< what told it; empty when an option or sluice.toml did
};

/// The migrations folder: of --dir or sluice.toml; else that of the paths that are named; else
/// `migrations`, or the one folder of the places where other tools keep theirs. Throws
/// text::input_error when there are several of these, or a path is not there.
[[nodiscard]] told<std::string> lint_folder(const resolved_config& config,
                                            const lint_options& options);

/// The engine that a folder's own files name: Prisma's migration_lock.toml, Drizzle's
/// meta/_journal.json; else the scheme of DATABASE_URL, which many tools read.
[[nodiscard]] std::optional<told<engine>> engine_of_folder(const std::string& folder);

}  // namespace sluice::cmd
