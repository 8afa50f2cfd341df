#pragma once

#include "dialects/sql/script.hpp"

/// What the leading words tell of a statement that no grammar rule knows.
namespace sluice::schema {

enum class head_meaning {
  unknown,
  harmless,  ///< changes neither schema nor rows: maintenance, comments, privileges given
  creates    ///< adds an object that the model does not hold and no old statement can name
};

[[nodiscard]] head_meaning meaning_of_head(const sql::parsed_statement& statement,
                                           const text::source& file, dialect d);

/// True when running the statement twice leaves what running it once does: maintenance, and
/// whatever says IF NOT EXISTS or IF EXISTS of the object that it is about.
[[nodiscard]] bool repeatable_by_head(const sql::parsed_statement& statement,
                                      const text::source& file, dialect d);

}  // namespace sluice::schema
