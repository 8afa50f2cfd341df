#pragma once

#include "dialects/catalog.hpp"
#include "dialects/session.hpp"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace sluice {

/// What the engine's own resolver makes of one statement in one schema.
struct resolution {
  bool resolves = false;
  std::string error;  ///< the server's words when it does not resolve
  std::string error_code;
  /// "r users.full_name", "w users.full_name", "r users" (rows only): what the text resolves to.
  /// "v users.full_name": what the views in it are made of, whether the text needs it or not.
  std::set<std::string> footprint;
  /// Result columns, "id bigint" (SQLite: declared type or none).
  std::vector<std::string> shape;
  /// Of an INSERT without a column list: the columns its values go to, in order. The footprint is a
  /// set: the same columns in another order would swap their values silently.
  std::vector<std::string> insert_columns;
  /// False: the engine reports columns incompletely (MySQL, MariaDB fold constants and drop unused
  /// columns), so equal footprints alone prove nothing.
  bool footprint_exact = false;
  /// Not empty: the statement could not be judged at all, and why (several statements, a qualified
  /// name that leaves the shadow, a placeholder whose type cannot be found).
  std::string cannot_judge;
};

/// A throwaway copy of a target's schema in the same engine, without rows. It is dropped by the
/// destructor. PostgreSQL and MySQL: a scratch database with the prefix sluice_shadow_ beside the
/// target (or on shadow_url's server); SQLite: in memory.
class shadow {
 public:
  virtual ~shadow() = default;

  /// Runs DDL in the shadow. Throws text::database_error.
  virtual void apply(std::string_view sql) = 0;
  /// Placeholders $1, ?, :name, %s, %(name)s, @p are understood. Never throws for what the text
  /// holds.
  [[nodiscard]] virtual resolution resolve(std::string_view sql) = 0;
  [[nodiscard]] virtual schema::model read() = 0;
  [[nodiscard]] virtual schema::definitions define() = 0;
};

/// Opens a shadow of the target that `db` is connected to. `target` says how to connect again.
/// Throws text::database_error (failure::access when no scratch database may be created).
[[nodiscard]] std::unique_ptr<shadow> open_shadow(session& db, const connection_target& target);

/// Removes scratch databases left by killed processes: those whose owner connection is gone.
void drop_stale_shadows(session& db) noexcept;

}  // namespace sluice
