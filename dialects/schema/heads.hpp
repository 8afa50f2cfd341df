#pragma once

#include "dialects/sql/script.hpp"

/// What the leading words tell of a statement, whether or not a grammar rule knows it.
namespace sluice::schema {

/// True when running the statement twice leaves what running it once does: it says IF NOT EXISTS or
/// IF EXISTS of the object that it is about.
[[nodiscard]] bool repeatable_by_head(const sql::parsed_statement& statement,
                                      const text::source& file, dialect d);

}  // namespace sluice::schema
