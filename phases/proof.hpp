#pragma once

#include "dialects/schema/model.hpp"
#include "dialects/sql/script.hpp"

#include <set>
#include <string>
#include <vector>

/// What a statement of a release loses when the schema goes from one state to another. Pure: the
/// engine's own answers come in as values.
namespace sluice::phases {

/// The engine's answer about one statement in one schema (filled from sluice::resolution).
struct resolved_statement {
  bool resolves = false;
  std::string error;
  std::set<std::string> footprint;  ///< "r users.full_name", "w users.full_name"
  std::vector<std::string> shape;   ///< "id bigint"
  bool footprint_exact = false;
  std::vector<std::string> insert_columns;  ///< of an INSERT without a column list, in order
  std::string cannot_judge;
};

enum class proof_outcome { holds, breaks, unjudged };

struct proof {
  proof_outcome outcome = proof_outcome::holds;
  std::string code;     ///< STATEMENT_BREAKS, FOOTPRINT_CHANGED, SHAPE_CHANGED, ...
  std::string message;  ///< one sentence with the object's name
  std::string object;   ///< "users.full_name", when one can be named
  std::string resolves_by;
};

struct schema_change {
  const schema::model* before = nullptr;
  const schema::model* after = nullptr;
};

/// Compares what the statement meant (`expected`, taken when it was first proved) with what it
/// means now. `change` is what happened to the schema in between, for the facts that resolvers do
/// not show: omitted required columns, new constraints on written tables, names that may bind
/// elsewhere.
[[nodiscard]] proof compare(std::string_view sql, dialect d, const resolved_statement& expected,
                            const resolved_statement& now, const schema_change& change);

/// An INSERT that leaves out a column without which this schema refuses the row.
[[nodiscard]] std::vector<std::string> omitted_required_columns(std::string_view sql, dialect d,
                                                                const schema::model& m);

}  // namespace sluice::phases
