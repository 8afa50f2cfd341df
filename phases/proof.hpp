#pragma once

#include "dialects/engine.hpp"
#include "dialects/schema/definition.hpp"
#include "phases/lineage.hpp"

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
  std::set<std::string> footprint;  ///< "r users.full_name", "w users.full_name", "v users.id"
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

/// What happened between the state in which a statement was first proved and the one asked about.
struct schema_change {
  const schema::definitions* before = nullptr;
  const schema::definitions* after = nullptr;
  std::vector<upheaval> upheavals;
  /// "users.full_name": what some release that counts reads or writes. Null: every column. What a
  /// trigger does to other columns matters to nobody.
  const std::set<std::string>* used = nullptr;
};

/// Compares what the statement meant (`expected`, taken when it was first proved) with what it
/// means now. `change` shows what resolvers do not: defaults, constraints, triggers, other
/// programs, names that lead elsewhere. What is not known to be harmless to the statement is
/// unjudged.
[[nodiscard]] proof compare(std::string_view sql, dialect d, const resolved_statement& expected,
                            const resolved_statement& now, const schema_change& change);

}  // namespace sluice::phases
