#pragma once

#include "dialects/schema/model.hpp"
#include "dialects/session.hpp"

/// The half of read_model() that is not about tables.
namespace sluice::postgres {

void read_routines(session& db, schema::model& m);
/// Enum types, domains and sequences that no column owns.
void read_types(session& db, schema::model& m);
/// Views, with the columns that they read, and triggers.
void read_programs(session& db, schema::model& m);

}  // namespace sluice::postgres
