#include "lint/made_here.hpp"

#include <algorithm>

namespace sluice::lint {
namespace {

/// INSERT ... VALUES puts in a few rows.
bool is_small(const sql::parsed_statement& statement) {
  const auto* insert = std::get_if<sql::insert>(&statement.what);
  return insert != nullptr && !insert->query;
}

bool makes_from_query(const sql::parsed_statement& statement) {
  const auto* made = std::get_if<sql::create_table>(&statement.what);
  return made == nullptr || made->from_query;
}

}  // namespace

void made_here::follow(const std::vector<schema::effect>& effects,
                       const sql::parsed_statement& statement) {
  for (const schema::effect& e : effects) {
    switch (e.kind) {
      case schema::effect_kind::table_created:
        made_.insert(e.table);
        if (makes_from_query(statement)) filled_.insert(e.table);
        break;
      case schema::effect_kind::view_created:
        made_.insert(e.object);
        filled_.insert(e.object);
        break;
      case schema::effect_kind::table_dropped:
        made_.erase(e.table);
        filled_.erase(e.table);
        break;
      case schema::effect_kind::table_renamed:
        rename(e.table, e.to);
        break;
      case schema::effect_kind::rows_inserted:
        if (!is_small(statement)) filled_.insert(e.table);
        break;
      default:
        break;
    }
  }
}

void made_here::rename(const std::string& from, const std::string& to) {
  if (made_.erase(from) != 0) made_.insert(to);
  if (filled_.erase(from) != 0) filled_.insert(to);
}

void made_here::leave_out_empty(schema::statement_facts& facts) const {
  std::erase_if(facts.relations, [&](const schema::relation_fact& f) {
    return contains(f.relation) && filled_.count(f.relation) == 0;
  });
}

}  // namespace sluice::lint
