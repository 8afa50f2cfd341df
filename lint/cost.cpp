#include "lint/cost.hpp"

#include <utility>

namespace sluice::lint {

namespace {

bool has_work(const schema::relation_fact& f) {
  return f.scans || f.builds_index || f.rewrites;
}

}  // namespace

const schema::relation_fact* find_cost(const statement_view& view, text::span where) {
  const schema::relation_fact* own = nullptr;
  const schema::relation_fact* below = nullptr;
  for (const schema::relation_fact& f : view.facts.relations) {
    if (f.where != where) continue;
    if (own == nullptr && f.as.empty()) own = &f;
    if (below == nullptr && (f.as == "child" || f.as == "partition") && has_work(f)) below = &f;
  }
  return own != nullptr && !has_work(*own) && below != nullptr ? below : own;
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
  // Nobody else sees it before the transaction ends.
  if (view.d == dialect::postgres && view.step.transactional && view.made.contains(cost.relation))
    return;
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
