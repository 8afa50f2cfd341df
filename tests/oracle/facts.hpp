#pragma once

#include "dialects/sql/script.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

/// What a statement says, as lines that two parsers can be compared by: "relation s.t",
/// "type a varchar(20)", "constraint foreign key (a) -> s.t (x)".
namespace sluice::test {

struct statement_facts {
  std::string kind;                ///< "create table"; empty: not compared, nor are the lines
  std::vector<std::string> lines;  ///< sorted; as often as the statement says it
};

/// From PostgreSQL's raw parse tree, as libpg_query writes it.
[[nodiscard]] statement_facts their_facts(const nlohmann::json& statement);

/// From Sluice's values.
[[nodiscard]] statement_facts our_facts(const sql::parsed_statement& parsed);

}  // namespace sluice::test
