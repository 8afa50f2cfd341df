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
      case schema::effect_kind::column_added:
        columns_.emplace(e.table, e.object);
        break;
      case schema::effect_kind::column_renamed:
        if (columns_.erase({e.table, e.object}) != 0) columns_.emplace(e.table, e.to);
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

void made_here::mark_new(std::vector<schema::effect>& effects) const {
  std::set<std::pair<std::string, std::string>> renamed;
  for (schema::effect& e : effects) {
    switch (e.kind) {
      case schema::effect_kind::column_dropped:
      case schema::effect_kind::column_renamed:
      case schema::effect_kind::column_type_changed:
      case schema::effect_kind::column_made_required:
      case schema::effect_kind::column_made_nullable:
      case schema::effect_kind::default_set:
      case schema::effect_kind::default_dropped:
        if (columns_.count({e.table, e.object}) == 0 && renamed.count({e.table, e.object}) == 0)
          break;
        e.existed_before = false;
        if (e.kind == schema::effect_kind::column_renamed) renamed.emplace(e.table, e.to);
        break;
      default:
        break;
    }
  }
}

void made_here::leave_out_empty(schema::statement_facts& facts) const {
  std::vector<text::span> free;  // what has nothing to read reads nothing elsewhere
  std::erase_if(facts.relations, [&](const schema::relation_fact& f) {
    const bool empty = contains(f.relation) && filled_.count(f.relation) == 0;
    if (empty && f.as.empty()) free.push_back(f.where);
    return empty;
  });
  for (schema::relation_fact& f : facts.relations) {
    if (std::find(free.begin(), free.end(), f.where) == free.end()) continue;
    f.scans = f.builds_index = f.rewrites = false;
  }
}

}  // namespace sluice::lint
