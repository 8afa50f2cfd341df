#pragma once

#include "dialects/schema/fact_collector.hpp"

namespace sluice::mysql {

/// MySQL 8.0 to 9.7 and MariaDB 10.6 to 11.8. What an ALTER TABLE costs: documentation, "Online DDL
/// Operations" (MySQL), "InnoDB Online DDL Overview" (MariaDB); MySQL 9.7 and MariaDB 10.11
/// measured by testdata/facts. Tables are taken to be InnoDB's, sessions to be strict, with foreign
/// keys checked.
[[nodiscard]] schema::statement_facts find_facts(const schema::facts_question& question);

/// What one action of an ALTER TABLE costs.
struct action_cost {
  schema::alter_algorithm algorithm = schema::alter_algorithm::instant;
  schema::alter_lock lock = schema::alter_lock::none;
  bool rewrites = false;
  bool builds_index = false;
  bool moves_columns = false;  ///< cheap only alone: beside an action that is not, it rebuilds
};

/// The costs that there are, from the cheapest.
inline constexpr action_cost instant{};
inline constexpr action_cost instant_column{schema::alter_algorithm::instant,
                                            schema::alter_lock::none, false, false, true};
inline constexpr action_cost in_place{schema::alter_algorithm::inplace, schema::alter_lock::none};
inline constexpr action_cost no_copy{schema::alter_algorithm::nocopy, schema::alter_lock::none};
inline constexpr action_cost index_build{schema::alter_algorithm::inplace, schema::alter_lock::none,
                                         false, true};
inline constexpr action_cost index_build_no_copy{schema::alter_algorithm::nocopy,
                                                 schema::alter_lock::none, false, true};
inline constexpr action_cost index_build_shared{schema::alter_algorithm::inplace,
                                                schema::alter_lock::shared, false, true};
inline constexpr action_cost rebuild{schema::alter_algorithm::inplace, schema::alter_lock::none,
                                     true};
inline constexpr action_cost rebuild_shared{schema::alter_algorithm::inplace,
                                            schema::alter_lock::shared, true};
inline constexpr action_cost copy{schema::alter_algorithm::copy, schema::alter_lock::shared, true};

/// What it costs to turn a column into another one. `indexed`: it is part of an index.
[[nodiscard]] action_cost cost_of_redefinition(const schema::column& from, const schema::column& to,
                                               bool indexed, const server_version& server);

}  // namespace sluice::mysql
