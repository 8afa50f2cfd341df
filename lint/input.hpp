#pragma once

#include "dialects/engine.hpp"
#include "dialects/schema/model.hpp"
#include "dialects/sql/script.hpp"
#include "dialects/text/source.hpp"
#include "lint/settings.hpp"
#include "phases/change.hpp"
#include "phases/phase.hpp"

#include <string>
#include <vector>

/// What the linter works on: pure values, no files and no clock.
namespace sluice::lint {

/// From `-- sluice:allow`.
using allowance = phases::allowance;

struct statement_input {
  const sql::parsed_statement* statement = nullptr;
  std::vector<allowance> allowances;
  bool is_backfill = false;
  std::string backfill_name;
};

struct step_input {
  std::string change;
  phases::phase phase = phases::phase::expand;
  const text::source* file = nullptr;
  std::vector<statement_input> statements;
  bool foreign = false;         ///< of another tool: `phase` says nothing
  bool report = true;           ///< false: only builds the model
  bool no_transaction = false;  ///< said by a directive
  bool transactional = true;    ///< nobody sees the schema between its first and last statement
};

/// A statement of a release that may still run.
struct recorded_query {
  std::string release;  ///< as its reader calls it: "web@41"
  std::string file;
  std::size_t line = 0;
  std::string sql;
};

struct lint_input {
  server_version server;  ///< what the statements will run on: locks and rewrites depend on it
  std::vector<step_input> steps;  ///< in version order; phases in order inside a change
  std::string today;              ///< YYYY-MM-DD
  lint::settings settings;        ///< of the project; none: every rule as it is
  /// All that the releases run. None: everything that existed before counts as used in every way.
  std::vector<recorded_query> queries;
  /// False: more may run than the queries tell, so that what existed before counts as used, too.
  bool queries_are_all = true;
  schema::model start;  ///< what exists before the first step; empty: the steps tell it all

  [[nodiscard]] dialect which() const { return dialect_of(server.kind); }
};

}  // namespace sluice::lint
