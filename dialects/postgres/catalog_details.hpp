#pragma once

#include "dialects/schema/model.hpp"
#include "dialects/session.hpp"

/// The parts of read_model() that decide who sees and may do what, and what people wrote about it.
namespace sluice::postgres {

/// Row security with its policies, and rules.
void read_policies(session& db, schema::model& m);
/// Comments, also on what catalog_objects.hpp reads.
void read_comments(session& db, schema::model& m);
/// What is granted to others than an object's owner.
void read_grants(session& db, schema::model& m);
/// Schemas, extensions, publications, event triggers, collations, and extended statistics.
void read_other_objects(session& db, schema::model& m);

}  // namespace sluice::postgres
