#include "lint/cost.hpp"

#include <algorithm>
#include <utility>

namespace sluice::lint {

const schema::relation_fact* find_cost(const statement_view& view, text::span where) {
  const auto& all = view.facts.relations;
  const auto found = std::find_if(all.begin(), all.end(), [&](const schema::relation_fact& f) {
    return f.as.empty() && f.where == where;
  });
  return found == all.end() ? nullptr : &*found;
}

bool blocks_writes(const statement_view& view, const schema::relation_fact& f) {
  if (f.lock) return *f.lock >= schema::table_lock::share;
  return view.facts.lock && *view.facts.lock >= schema::alter_lock::shared;
}

std::string_view what_waits(const statement_view& view, const schema::relation_fact& f) {
  const bool readers = f.lock ? *f.lock == schema::table_lock::access_exclusive
                              : view.facts.lock == schema::alter_lock::exclusive;
  return readers ? "no reads and no writes" : "no writes";
}

bool copies(const statement_view& view) {
  return view.facts.algorithm == schema::alter_algorithm::copy;
}

void report_cost(const statement_view& view, reporter& to, const schema::relation_fact& cost,
                 std::string message, const std::string& column, std::vector<edit> fix) {
  reporter::draft d;
  d.message = std::move(message);
  if (view.facts.standing == schema::fact_standing::unknown)
    d.message += " (at worst: " + view.facts.reason + ")";
  d.object = column.empty() ? cost.relation : cost.relation + "." + column;
  d.table = cost.relation;
  d.fix = std::move(fix);
  d.where = cost.where;
  d.named = {cost.relation, column, "", "", ""};
  to.report(std::move(d));
}

}  // namespace sluice::lint
